/** What is done to a tab and measured: each leaves it in step, or throws. */
import type { FieldKey } from '../../addon/model/fields.ts';
import { editCells, holding, leadId, pullUntilQuiet, revisions, scattered, type Tab } from './campaign.ts';
import { type Cost, costOf } from './measure.ts';
import type { BenchWorld } from './world.ts';

export type ScenarioName =
  | 'making the tab'
  | 'first mirror'
  | 'until quiet'
  | 'idle pull'
  | 'idle pass'
  | '1 edit'
  | '10 edits'
  | '100 edits'
  | '1,000 remote changes'
  | 'import'
  | 'undo'
  | DeskScenarioName;

/** What a person at the sidebar waits for. */
export type DeskScenarioName =
  | 'open sidebar'
  | 'switch campaign'
  | 'search'
  | 'search, cache gone'
  | 'open lead';

export interface Scenario {
  readonly name: ScenarioName;
  /** What somebody else does before: it is not counted. */
  readonly before?: () => Promise<void>;
  readonly work: () => Promise<void>;
  /** Throws when the work did not do what it is measured for. */
  readonly after?: () => Promise<void>;
}

export interface Measured {
  readonly name: ScenarioName;
  readonly cost: Cost;
  /** Documents whose revision is another one after the work. */
  readonly documentsChanged: number;
}

/** Measures one scenario. */
export async function measured(world: BenchWorld, tab: Tab, scenario: Scenario): Promise<Measured> {
  await scenario.before?.();
  const before = await revisions(world, tab);
  const cost = await costOf(world, scenario.work);
  const after = await revisions(world, tab);
  await scenario.after?.();
  const documentsChanged = [...after].filter(([id, rev]) => before.get(id) !== rev).length;
  return { name: scenario.name, cost, documentsChanged };
}

/** One tick of a sidebar that is open. Throws unless the tab is in step afterwards. */
export async function tick(world: BenchWorld, full: boolean): Promise<void> {
  const { sync } = await world.ask('tick', { full });
  if (sync?.state !== 'saved') throw new Error(`The tab is "${sync?.state}" after a tick: ${sync?.message}`);
}

export function idlePull(world: BenchWorld): Scenario {
  return { name: 'idle pull', work: () => tick(world, false) };
}

export function idlePass(world: BenchWorld): Scenario {
  return { name: 'idle pass', work: () => tick(world, true) };
}

/** Cells that lie apart are edited by somebody whose edits fire no trigger; a pass finds and saves them. */
export function edits(world: BenchWorld, tab: Tab, name: '1 edit' | '10 edits' | '100 edits'): Scenario {
  const rows = scattered(Number.parseInt(name, 10), tab.leads);
  const text = `From the bench: ${name}`;
  return {
    name,
    before: () => editCells(world, tab, 'notes', rows, text),
    work: () => tick(world, true),
    after: () => expectHeld(world, tab, 'notes', text, rows.length),
  };
}

/** Another client changes documents; the tab takes them. */
export function remoteChanges(world: BenchWorld, tab: Tab): Scenario {
  const rows = scattered(1_000, tab.leads);
  return {
    name: '1,000 remote changes',
    before: async () => {
      for (let from = 0; from < rows.length; from += 100) {
        const patches = rows.slice(from, from + 100).map((row) => ({
          patch: { id: leadId(row), set: { assignedTo: 'Somebody else' } },
        }));
        await world.client.mutate(patches, { returnDocuments: false });
      }
    },
    work: () => pullUntilQuiet(world),
  };
}

async function expectHeld(world: BenchWorld, tab: Tab, field: FieldKey, text: string, count: number) {
  const held = await holding(world, tab, field, text);
  if (held !== count) throw new Error(`${held} documents hold what was typed into ${count} rows.`);
}
