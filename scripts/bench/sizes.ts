/** Everything that is measured for one size: a world of its own, and the rivals beside it. */
import {
  finishImport,
  importAll,
  leadId,
  passUntilSaved,
  pullUntilQuiet,
  revisions,
  seedRows,
  TAB,
  undoImport,
} from './campaign.ts';
import { deskScenarios, furtherCampaigns } from './desk.ts';
import { type LeadCells, madeUpLeads, originalCells, originals } from './leads.ts';
import { type Cost, costOf } from './measure.ts';
import { bareMirror, olderPass, type RivalCost } from './rivals.ts';
import {
  edits,
  idlePass,
  idlePull,
  type Measured,
  measured,
  remoteChanges,
  type Scenario,
} from './scenarios.ts';
import { type BenchWorld, startBenchWorld } from './world.ts';

/** One go of ours and of the bare client at the same leads, in the order in which they were done. */
export interface Round {
  readonly first: 'ours' | 'bare';
  readonly oursSeconds: number;
  /** The part of ours that bridge and Sanity take; the rest is the add-on's and the local spreadsheet's. */
  readonly bridgeSeconds: number;
  readonly bareSeconds: number;
}

export interface SizeResult {
  readonly leads: number;
  readonly scenarios: readonly Measured[];
  /** One pass of the older way, whatever changed. */
  readonly older: RivalCost;
  /** null: the leads were in Sanity before, and none was mirrored. */
  readonly bare: RivalCost | null;
  readonly rounds: readonly Round[];
}

/** Hears how far the bench is. */
export type Tell = (line: string) => void;

/** Above this, ours and the bare client are compared once only: making the tab takes minutes. */
const ROUNDS_UP_TO = 10_000;
/** Above this nobody expects an answer at every letter: a campaign has a thousand leads. */
const DESK_UP_TO = 10_000;
/** What was changed this long ago is no news to anybody, however late Sanity's index is. */
const LONG_AGO_MS = 120_000;

/** What all sizes of a run share. */
export interface BenchRules {
  /** The built add-on. */
  readonly bundleDir: string;
  /** How often ours and the bare client are compared, in turn. */
  readonly rounds: number;
  readonly tell: Tell;
}

/** Measures a campaign of made-up leads. */
export async function measureSize(
  count: number,
  { bundleDir, rounds: turns, tell }: BenchRules,
): Promise<SizeResult> {
  const leads = madeUpLeads(count);
  const rounds: Round[] = [];
  const world = await startBenchWorld(bundleDir);
  const scenarios: Measured[] = [];
  let bare: RivalCost;
  try {
    scenarios.push(...(await firstMirror(world, leads, tell)));
    const ours = scenarios.at(-1)?.cost;
    if (!ours) throw new Error('The first mirror was not measured.');
    tell(`${count} leads: bare client`);
    bare = await bareMirror(leads);
    rounds.push(roundOf('ours', ours, bare));
    scenarios.push(...(await everyDay(world, leads.length, tell)));
    if (count <= DESK_UP_TO) scenarios.push(...(await atTheDesk(world, leads, tell)));
  } finally {
    await world.close();
  }
  for (let n = 1; n < turns && count <= ROUNDS_UP_TO; n++) {
    tell(`${count} leads: round ${n + 1} of ${turns}`);
    rounds.push(await round(leads, bundleDir, n % 2 === 1 ? 'bare' : 'ours'));
  }
  scenarios.push(...(await imported(leads, { bundleDir, rounds: turns, tell })));
  tell(`${count} leads: the older way`);
  const older = await olderPass(leads.map((cells, n) => ({ id: leadId(n), cells })));
  return { leads: count, scenarios, older, bare, rounds };
}

/** A whole import, and its undo, in a world of their own. */
async function imported(leads: readonly LeadCells[], { bundleDir, tell }: BenchRules): Promise<Measured[]> {
  const tab = { name: TAB, type: 'campaignLead', leads: leads.length } as const;
  const world = await startBenchWorld(bundleDir);
  const steps: readonly Scenario[] = [
    { name: 'import', work: () => importAll(world, leads) },
    { name: 'undo', work: () => undoImport(world, leads.length) },
  ];
  const done: Measured[] = [];
  try {
    for (const step of steps) done.push(await told(tell, leads.length, measured(world, tab, step)));
  } finally {
    await world.close();
  }
  return done;
}

async function firstMirror(world: BenchWorld, leads: readonly LeadCells[], tell: Tell): Promise<Measured[]> {
  const tab = { name: TAB, type: 'campaignLead', leads: leads.length } as const;
  const steps: readonly Scenario[] = [
    { name: 'making the tab', work: () => seedRows(world, leads) },
    { name: 'first mirror', work: () => passUntilSaved(world) },
  ];
  const done: Measured[] = [];
  for (const step of steps) {
    done.push(await told(tell, leads.length, measured(world, tab, step)));
  }
  const there = (await revisions(world, tab)).size;
  if (there !== leads.length) throw new Error(`${there} documents of ${leads.length} were made.`);
  return done;
}

/** Large tabs take long: whoever waits sees each scenario as it ends. */
async function told(tell: Tell, leads: number, measuring: Promise<Measured>): Promise<Measured> {
  const done = await measuring;
  const { executions, calls, longestSeconds, bridge, wallSeconds } = done.cost;
  tell(
    `${leads} leads: ${done.name}: ${executions} runs, ${calls.Spreadsheet ?? 0} Spreadsheet calls, ${bridge.requests} requests, longest ${longestSeconds.toFixed(1)} simulated s, ${wallSeconds.toFixed(1)} s`,
  );
  return done;
}

async function everyDay(world: BenchWorld, leads: number, tell: Tell): Promise<Measured[]> {
  const tab = { name: TAB, type: 'campaignLead', leads } as const;
  await finishImport(world);
  await firstMinute(world);
  await world.server.advance(LONG_AGO_MS);
  const steps: readonly Scenario[] = [
    { name: 'until quiet', work: () => pullUntilQuiet(world) },
    idlePull(world),
    idlePass(world),
    edits(world, tab, '1 edit'),
    edits(world, tab, '10 edits'),
    edits(world, tab, '100 edits'),
    remoteChanges(world, tab),
  ];
  const done: Measured[] = [];
  for (const step of steps) {
    done.push(await told(tell, leads, measured(world, tab, step)));
  }
  return done;
}

/** Ten campaigns, the one of this size among them. */
async function atTheDesk(world: BenchWorld, leads: readonly LeadCells[], tell: Tell): Promise<Measured[]> {
  const tab = { name: TAB, type: 'campaignLead', leads: leads.length } as const;
  tell(`${leads.length} leads: further campaigns`);
  const campaigns = await furtherCampaigns(world, leads);
  const done: Measured[] = [];
  for (const step of deskScenarios(world, campaigns, leads.length)) {
    done.push(await told(tell, leads.length, measured(world, tab, step)));
  }
  return done;
}

/** Opening the sidebar installs the triggers; what the first of them does once is no part of any day after. */
async function firstMinute(world: BenchWorld): Promise<void> {
  await world.ask('installTriggers', null);
  await world.host.fireTimeTriggers();
}

async function round(leads: readonly LeadCells[], bundleDir: string, first: Round['first']): Promise<Round> {
  const world = await startBenchWorld(bundleDir);
  try {
    await seedRows(world, leads);
    const bareBefore = first === 'bare' ? await bareMirror(leads) : null;
    const ours = await costOf(world, () => passUntilSaved(world));
    return roundOf(first, ours, bareBefore ?? (await bareMirror(leads)));
  } finally {
    await world.close();
  }
}

function roundOf(first: Round['first'], ours: Cost, bare: RivalCost): Round {
  const { wallSeconds: oursSeconds, bridgeSeconds } = ours;
  return { first, oursSeconds, bridgeSeconds, bareSeconds: bare.wallSeconds };
}

/** Measures the original leads: mapped from the dataset where they have been all along, then edited. */
export async function measureOriginals({ bundleDir, tell }: BenchRules): Promise<SizeResult> {
  const documents = originals();
  const leads = documents.filter(({ _type }) => _type === 'dbrLead');
  const tab = { name: 'Original', type: 'dbrLead', leads: leads.length } as const;
  const world = await startBenchWorld(bundleDir);
  const scenarios: Measured[] = [];
  try {
    tell(`${leads.length} original leads: mapping`);
    for (let from = 0; from < documents.length; from += 100) {
      const creates = documents.slice(from, from + 100).map((create) => ({ create: { ...create } }));
      await world.client.mutate(creates, { returnDocuments: false });
    }
    await world.server.advance(LONG_AGO_MS);
    for (let left = 1; left > 0; ) left = (await world.ask('mapOriginals', null)).unmappedOriginals;
    await firstMinute(world);
    await pullUntilQuiet(world);
    for (const step of [idlePull(world), idlePass(world), edits(world, tab, '1 edit')]) {
      tell(`${leads.length} original leads: ${step.name}`);
      scenarios.push(await measured(world, tab, step));
    }
  } finally {
    await world.close();
  }
  const older = await olderPass(leads.map((lead) => ({ id: lead._id, cells: originalCells(lead) })));
  return { leads: leads.length, scenarios, older, bare: null, rounds: [] };
}
