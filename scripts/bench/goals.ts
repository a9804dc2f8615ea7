/** What the sync must reach, and whether it did: counts and ratios, none of them a stopwatch's figure by itself. */
import type { Cost } from './measure.ts';
import type { DeskScenarioName, Measured, ScenarioName } from './scenarios.ts';
import type { SizeResult } from './sizes.ts';

export interface Goal {
  readonly goal: string;
  readonly measured: string;
  readonly reached: boolean;
}

const IDLE_PULL_BYTES = 1_024;
const IDLE_PASS_CALLS = 6;
const FEWER_BYTES = 500;
const OF_BARE = 0.6;
const IMPORT_CALLS = 60;
const EXECUTION_SECONDS = 360;
const SWITCH_CALLS = 4;
const SEARCH_SECONDS = 0.2;
const OPEN_CALLS = 8;
const OPEN_SECONDS = 2;
const LEAD_SECONDS = 2;
const MIRRORED = 10_000;
const LARGE = 50_000;

/** Every goal that this run can speak of. */
export function goalsOf(sizes: readonly SizeResult[], originals: SizeResult): readonly Goal[] {
  return [
    ...sizes.flatMap((size) => [
      idlePull(size),
      idlePass(size),
      ...edits(size),
      imported(size),
      ...atTheDesk(size),
    ]),
    ...oneEdit(originals),
    ...sizes.filter(({ leads }) => leads === MIRRORED).map(throughput),
    ...sizes.filter(({ leads }) => leads === LARGE).map(executions),
  ];
}

function idlePull(size: SizeResult): Goal {
  const { calls, bridge } = costOf(size, 'idle pull');
  // Which tab is active is asked of the spreadsheet; that reads no cell.
  const spreadsheet = calls.Spreadsheet ?? 0;
  const most = Math.max(bridge.sent, bridge.received);
  return {
    goal: `idle pull of ${number(size.leads)}: 1 request under 1 KB, no sheet read`,
    measured: `${bridge.requests} request, ${bridge.sent} B sent, ${bridge.received} B received, ${spreadsheet} Spreadsheet call`,
    reached: bridge.requests === 1 && most < IDLE_PULL_BYTES && spreadsheet <= 1,
  };
}

function idlePass(size: SizeResult): Goal {
  const calls = costOf(size, 'idle pass').calls.Spreadsheet ?? 0;
  return {
    goal: `idle pass of ${number(size.leads)}: at most ${IDLE_PASS_CALLS} Spreadsheet calls`,
    measured: `${calls} Spreadsheet calls`,
    reached: calls <= IDLE_PASS_CALLS,
  };
}

function edits(size: SizeResult): readonly Goal[] {
  const [one, ten, hundred] = (['1 edit', '10 edits', '100 edits'] as const).map((name) =>
    costOf(size, name),
  );
  if (!one || !ten || !hundred) return [];
  const requests = [one, ten, hundred].map(({ bridge }) => bridge.requests);
  const calls = [one, ten, hundred].map((cost) => cost.calls.Spreadsheet ?? 0);
  return [
    {
      goal: `1, 10, 100 scattered edits among ${number(size.leads)}: 1 request each`,
      measured: `${requests.join(', ')} requests`,
      reached: requests.every((count) => count === 1),
    },
    {
      goal: `1, 10, 100 scattered edits among ${number(size.leads)}: calls that do not grow with them`,
      measured: `${calls.join(', ')} Spreadsheet calls`,
      // Up to six separate rows are written apart, so ten may take a few more than one; a hundred none more than ten.
      reached: (calls[2] ?? 0) <= (calls[1] ?? 0),
    },
  ];
}

/** From the first row on its way to the last one proven, the making of tab and charts included. */
function imported(size: SizeResult): Goal {
  const { calls, allSeconds } = costOf(size, 'import');
  const undo = costOf(size, 'undo');
  const each = (of: Cost['calls']) => number(((of.Spreadsheet ?? 0) / size.leads) * 1_000);
  return {
    goal: `import of ${number(size.leads)}: at most ${IMPORT_CALLS} Spreadsheet calls per 1,000 rows`,
    measured: `${each(calls)} per 1,000 rows in ${number(allSeconds)} simulated s; its undo ${each(undo.calls)} in ${number(undo.allSeconds)} s`,
    reached: (calls.Spreadsheet ?? 0) <= IMPORT_CALLS * Math.max(1, size.leads / 1_000),
  };
}

/** What a person at the sidebar waits for, with further campaigns beside this one. */
function atTheDesk(size: SizeResult): readonly Goal[] {
  if (!size.scenarios.some(({ name }) => name === 'search')) return [];
  const told = (name: DeskScenarioName) => {
    const { calls, allSeconds } = costOf(size, name);
    const services = Object.entries(calls).map(([service, count]) => `${count} ${service}`);
    return { text: `${Math.round(allSeconds * 1_000)} ms: ${services.join(', ')}`, calls, allSeconds };
  };
  const all = (calls: Cost['calls']) => Object.values(calls).reduce((sum, count) => sum + count, 0);
  const leads = number(size.leads);
  const switching = told('switch campaign');
  const search = told('search');
  const opening = told('open sidebar');
  const lead = told('open lead');
  return [
    {
      goal: `switching to a campaign of ${leads}: at most ${SWITCH_CALLS} calls of all services`,
      measured: `${all(switching.calls)} calls, ${switching.text}`,
      reached: all(switching.calls) <= SWITCH_CALLS,
    },
    {
      goal: `search over ${leads} leads and the other campaigns: under ${SEARCH_SECONDS * 1_000} ms, no cell read`,
      measured: search.text,
      reached: search.allSeconds < SEARCH_SECONDS && (search.calls.Spreadsheet ?? 0) === 0,
    },
    {
      goal: `opening the sidebar on ${leads}: at most ${OPEN_CALLS} Spreadsheet calls, ${OPEN_SECONDS} s`,
      measured: opening.text,
      reached: (opening.calls.Spreadsheet ?? 0) <= OPEN_CALLS && opening.allSeconds <= OPEN_SECONDS,
    },
    {
      goal: `opening one of ${leads} leads, its row and its card: under ${LEAD_SECONDS} s`,
      measured: lead.text,
      reached: lead.allSeconds < LEAD_SECONDS,
    },
  ];
}

function oneEdit(size: SizeResult): readonly Goal[] {
  const edit = scenarioOf(size, '1 edit');
  const ours = edit.cost.store.writes;
  const theirs = size.older.store.writes;
  const ratio = theirs.bodyBytes / ours.bodyBytes;
  const { writes, reads } = edit.cost.store;
  const all = theirs.bytesIn / (writes.bytesIn + reads.bytesIn);
  return [
    {
      goal: `one edit among ${number(size.leads)}: one patched document`,
      measured: `${edit.documentsChanged} document in ${ours.requests} transaction`,
      reached: edit.documentsChanged === 1 && ours.requests === 1,
    },
    {
      goal: `one edit among ${number(size.leads)}: ${FEWER_BYTES} times fewer bytes written than the older way`,
      measured: `${number(ours.bodyBytes)} B against ${number(theirs.bodyBytes)} B, ${number(ratio)} times fewer (${number(all)} with every read and all heads)`,
      reached: ratio >= FEWER_BYTES,
    },
  ];
}

function throughput(size: SizeResult): Goal {
  const ratio = shareOfBare(size);
  const speed = (seconds: readonly number[]) => number(Math.round(size.leads / median(seconds)));
  const ours = speed(size.rounds.map((round) => round.oursSeconds));
  const bare = speed(size.rounds.map((round) => round.bareSeconds));
  return {
    goal: `first mirror of ${number(size.leads)} with read-back: at least ${OF_BARE * 100} % of the bare client`,
    measured: `${ours} against ${bare} leads/s, ${Math.round(ratio * 100)} % (medians of ${size.rounds.length} rounds)`,
    reached: ratio >= OF_BARE,
  };
}

/** Our throughput as a share of the bare client's: the median of all rounds. */
export function shareOfBare(size: SizeResult): number {
  return median(size.rounds.map((round) => round.bareSeconds / round.oursSeconds));
}

function executions(size: SizeResult): Goal {
  const longest = Math.max(...size.scenarios.map(({ cost }) => cost.longestSeconds));
  return {
    goal: `${number(size.leads)} leads: every execution under ${EXECUTION_SECONDS} simulated seconds`,
    measured: `the longest takes ${longest.toFixed(1)} s`,
    reached: longest < EXECUTION_SECONDS,
  };
}

function costOf(size: SizeResult, name: ScenarioName): Cost {
  return scenarioOf(size, name).cost;
}

function scenarioOf(size: SizeResult, name: ScenarioName): Measured {
  const found = size.scenarios.find((scenario) => scenario.name === name);
  if (!found) throw new Error(`"${name}" was not measured for ${size.leads} leads.`);
  return found;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

/** `12,345`; small figures keep one decimal. */
export function number(value: number): string {
  const digits = Number.isInteger(value) || value >= 100 ? 0 : 1;
  return value.toLocaleString('en-GB', { maximumFractionDigits: digits });
}
