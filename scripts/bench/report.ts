/** The bench's figures as plain tables. */
import { type Goal, number, shareOfBare } from './goals.ts';
import type { Measured } from './scenarios.ts';
import type { SizeResult } from './sizes.ts';

type Row = readonly string[];

const HEADS: Row = [
  'scenario',
  'runs',
  'Spreadsheet',
  'Properties',
  'UrlFetch',
  'other',
  'longest s',
  'all s',
  'to bridge',
  'from bridge',
  'Sanity writes',
  'B written',
  'Sanity reads',
  'B read',
  'documents',
  'wall s',
];

/** The tables of a size. */
export function sizeReport(size: SizeResult, title: string): string {
  const lines = [`${title}\n`, table([HEADS, ...size.scenarios.map(scenarioRow)]), ''];
  const { older, bare, rounds, leads } = size;
  const { writes } = older.store;
  lines.push(
    `older way, every pass: ${number(writes.requests)} writes, ${number(writes.bodyBytes)} B, ${older.wallSeconds.toFixed(1)} s`,
  );
  if (bare) {
    const sent = bare.store.writes;
    lines.push(`bare client, first mirror: ${number(sent.requests)} writes, ${number(sent.bodyBytes)} B`);
  }
  for (const { first, oursSeconds, bridgeSeconds, bareSeconds } of rounds) {
    lines.push(
      `  ${first} first: ours ${oursSeconds.toFixed(2)} s (${bridgeSeconds.toFixed(2)} s at the bridge) = ${number(Math.round(leads / oursSeconds))} leads/s, bare ${bareSeconds.toFixed(2)} s = ${number(Math.round(leads / bareSeconds))} leads/s, ours ${percent(bareSeconds / oursSeconds)} of bare`,
    );
  }
  if (rounds.length > 1) lines.push(`  median: ours ${percent(shareOfBare(size))} of bare`);
  return lines.join('\n');
}

function scenarioRow({ name, cost, documentsChanged }: Measured): Row {
  const { calls, bridge, store } = cost;
  const { Spreadsheet = 0, Properties = 0, UrlFetch = 0, ...others } = calls;
  const other = Object.values(others).reduce((sum, count) => sum + count, 0);
  const counts = [cost.executions, Spreadsheet, Properties, UrlFetch, other].map(number);
  const seconds = [cost.longestSeconds, cost.allSeconds].map((value) => value.toFixed(2));
  const bytes = [bridge.sent, bridge.received].map(number);
  const { writes, reads } = store;
  const traffic = [writes.requests, writes.bodyBytes, reads.requests, reads.bytesOut].map(number);
  return [
    name,
    ...counts,
    ...seconds,
    ...bytes,
    ...traffic,
    number(documentsChanged),
    cost.wallSeconds.toFixed(2),
  ];
}

const NOTES = `
bare client: the same documents created by @sanity/client alone, nothing read back, no conflicts looked for: what proof costs is the difference.
older way: every document replaced at every pass, changed or not. until quiet: asking until there is nothing more to tell.
runs: executions of the script. s: simulated seconds by the local host's price list. to, from bridge: bytes of bodies.
open sidebar: state, first tick and desk, with ten campaigns. open lead: its row and its card. search: the cache warm, then gone.
Sanity writes: transactions, and bytes of their bodies. Sanity reads: requests, and bytes of the answers. documents: changed.`;

/** Goals, each reached or missed. */
export function goalReport(goals: readonly Goal[]): string {
  const rows = goals.map(({ goal, measured, reached }) => [reached ? 'reached' : 'MISSED', goal, measured]);
  return `${NOTES.trim()}\n\n${table(rows, 3)}`;
}

/** Columns as wide as their widest cell; those after the first `left` stand to the right. */
function table(rows: readonly Row[], left = 1): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return column < left ? cell.padEnd(width) : cell.padStart(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function percent(ratio: number): string {
  return `${Math.round(ratio * 100)} %`;
}
