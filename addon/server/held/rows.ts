/** Rows whose ids are in doubt: copies, and ids that stand beside another lead's values. */
import { type Base, encodeBase } from '../../model/base.ts';
import { sheetRow } from '../../model/holds.ts';
import type { LeadId } from '../../model/lead.ts';
import { isChanged, readTab, type TabRow } from '../../model/tab.ts';
import { Failure } from '../failure.ts';
import { locked, PATIENCE } from '../locked.ts';
import { newLeadId } from '../sync/identify.ts';
import type { OpenCampaign } from '../sync/mend.ts';
import { type PassReport, runPass } from '../sync/pass.ts';
import { wordsOf } from './lines.ts';
import { findAgain, type HeldAct, rowsOf } from './order.ts';
import { removeRows } from './remove.ts';
import { setIds } from './set-ids.ts';

/** Deletes copies that say nothing else than the row that keeps the lead. */
export const removeCopies: HeldAct = (order) =>
  locked(() => {
    const { open, rows } = findAgain(order);
    const copies = families(rows).flatMap(([first, ...others]) =>
      first ? others.filter((row) => rawLine(open, row) === rawLine(open, first)) : [],
    );
    if (copies.length === 0) throw new Failure('sheet-refused', ALL_DIFFER);
    removeRows(open, copies);
    const left = rows.length - copies.length - families(rows).length;
    return left > 0
      ? `${rowsOf(copies.length)} deleted. Copies that say something else of their own are still held.`
      : `${rowsOf(copies.length)} deleted; the first of each is kept.`;
  });

const ALL_DIFFER =
  'No copy says exactly what the first row says, so none was deleted. Make them new leads, or delete the wrong ones yourself.';

/** Gives each copy an id of its own and sends it as a new lead. The row that fits its history best keeps the lead. */
export const makeNewLeads: HeldAct = (order) => {
  const made = locked(() => {
    const { open, rows } = findAgain(order);
    const copies = families(rows).flatMap(([, ...others]) => others);
    const given = copies.map((row) => ({ row, id: newLeadId(), base: null }));
    setIds(open, given);
    return new Set(given.map(({ id }) => id));
  });
  const report = runPass({ campaign: order.campaign, seconds: SECONDS, patience: PATIENCE });
  const saved = savedOf(made, report);
  if (saved === made.size && !report.failure) return `${rowsOf(made.size)} became new leads, read back.`;
  const have = `${made.size === 1 ? '1 row has an id of its' : `${made.size} rows have ids of their`} own now`;
  const why = report.failure?.message ?? report.status.problems[0]?.message ?? '';
  throw new Failure(
    report.failure?.code ?? 'bridge-refused',
    `${have}; ${saved === 0 ? 'none is' : `${saved} are`} proven to be in Sanity. The others stay in the tab and are sent by the next passes. ${why}`.trim(),
  );
};

/** Seconds after which no further request begins. */
const SECONDS = 120;

/** How many of these leads Sanity has confirmed, with everything that their rows say. */
function savedOf(ids: ReadonlySet<LeadId>, { tab, status }: PassReport): number {
  const named = new Set(status.problems.map(({ row }) => row));
  return tab.rows.filter(
    (row) =>
      row.id !== null &&
      ids.has(row.id) &&
      row.base !== null &&
      !named.has(sheetRow(row)) &&
      ![...row.fields, ...row.extras].some(isChanged),
  ).length;
}

/** Rows by the lead that they claim to be, the one that fits its history best first. */
function families(rows: readonly TabRow[]): readonly (readonly TabRow[])[] {
  const byId = new Map<LeadId | null, TabRow[]>();
  for (const row of rows) byId.set(row.id, [...(byId.get(row.id) ?? []), row]);
  return [...byId.values()].map((family) =>
    [...family].sort((a, b) => changes(a) - changes(b) || a.index - b.index),
  );
}

function changes(row: TabRow): number {
  return row.base === null
    ? Number.POSITIVE_INFINITY
    : [...row.fields, ...row.extras].filter(isChanged).length;
}

/** Everything that stands in a row but its history: also in columns that are not synced or have no heading. */
function rawLine({ values, tab }: OpenCampaign, row: TabRow): string {
  return wordsOf(values[row.index + 1] ?? [], [tab.columns.sync]);
}

/** Puts beside each row's values the id and history of the lead whose values they are. */
export const putIdsBack: HeldAct = (order) =>
  locked(() => {
    const { open, rows } = findAgain(order);
    const stray = rows.flatMap((row) => row.stray ?? []);
    const taken = new Set(
      open.tab.rows.flatMap((row) => (row.id === null || rows.includes(row) ? [] : [row.id])),
    );
    const matches = rows.flatMap((row) => {
      const base = ownerOf(row, open, stray);
      return base && !taken.has(base.id) ? [{ row, id: base.id, base }] : [];
    });
    const claimed = new Map<LeadId, number>();
    for (const { id } of matches) claimed.set(id, (claimed.get(id) ?? 0) + 1);
    const sure = matches.filter(({ id }) => claimed.get(id) === 1);
    if (sure.length === 0) throw new Failure('sheet-refused', UNKNOWN);
    setIds(open, sure);
    return sure.length === rows.length
      ? `${rowsOf(sure.length)} again have the id of the lead that they show.`
      : `${rowsOf(sure.length)} again have the id of the lead that they show. The others are still held.`;
  });

const UNKNOWN =
  'None of these rows shows the values of a lead that was moved, so no id was changed. Undo the change (Ctrl+Z), or restore the tab from File → Version history.';

/** Share of a history that a row must still say to be taken for it. */
const FITS = 0.6;

function ownerOf(row: TabRow, { tab, values, rules }: OpenCampaign, histories: readonly Base[]): Base | null {
  const line = values[row.index + 1] ?? [];
  const { lead, sync } = tab.columns;
  const fits = histories.filter((base) => {
    const tried = [...line];
    if (lead !== null) tried[lead] = base.id;
    if (sync !== null) tried[sync] = encodeBase(base);
    const [read] = readTab([values[0] ?? [], tried], rules).rows;
    const kept = read
      ? [...read.fields, ...read.extras].filter((cell) => cell.base !== null && !isChanged(cell))
      : [];
    return base.hashes.size > 0 && kept.length >= FITS * base.hashes.size;
  });
  return fits.length === 1 ? (fits[0] ?? null) : null;
}
