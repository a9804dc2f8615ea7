/**
 * Leads on their way from one campaign to another: first Sanity, then a row in the other tab, and only then the row in
 * the first goes. What is under way is remembered, so that wherever it is cut off, each lead ends in one tab.
 */
import { type ActionId, isActionId } from '../../model/actions.ts';
import type { CampaignId, LeadId, LeadSnapshot } from '../../model/lead.ts';
import { isChanged, type RowExtra, type RowField, type TabRow } from '../../model/tab.ts';
import type { MoveResult } from '../../model/wire.ts';
import { askBridge } from '../ask-bridge.ts';
import { type CampaignRecord, campaignById } from '../campaigns/campaigns.ts';
import { Failure } from '../failure.ts';
import { isActionId as isAction, isCampaignId, isLeadId } from '../guards.ts';
import { removeRows } from '../held/remove.ts';
import { locked } from '../locked.ts';
import { recordBetween, recordOnce } from '../people/record.ts';
import { either, type Guard, isBoolean, isText, listOf, oneOf, parseJson, shape } from '../shapes.ts';
import { insertTextColumn, readBlock, writeBlock } from '../sheets/cells.ts';
import { forgetDocument, readDocument, type Stored, writeDocument } from '../sheets/properties.ts';
import { spreadsheetId } from '../sheets/workbook.ts';
import { fetchLeads } from '../sync/fetch-leads.ts';
import { type OpenCampaign, openCampaign, takeLeads } from '../sync/mend.ts';
import { rewritable } from '../sync/take.ts';

export interface Moving {
  /** The bridge makes copies' ids of it: the same move copies nothing twice. */
  readonly moveId: string;
  readonly from: CampaignId;
  readonly to: CampaignId;
  readonly copy: boolean;
  /** Leads that have a row, which moves along. */
  readonly rows: readonly LeadId[];
  /** Archived leads that rest in Sanity without a row. */
  readonly resting: readonly LeadId[];
  readonly at: string;
  readonly by: string;
  /** What it is recorded as; '' where whoever moves records it himself. */
  readonly action: ActionId | '';
}

const isMoving: Guard<Moving> = shape({
  moveId: isText,
  from: isCampaignId,
  to: isCampaignId,
  copy: isBoolean,
  rows: listOf(isLeadId),
  resting: listOf(isLeadId),
  at: isText,
  by: isText,
  action: either(isAction, oneOf('')),
});

const MOVE = 'move:';

export function movesUnderWay(stored: Stored): readonly Moving[] {
  return Object.keys(stored)
    .filter((key) => key.startsWith(MOVE))
    .map((key) => parseJson(stored[key] ?? ''))
    .filter(isMoving);
}

/** True while leads of a campaign, or into it, are on their way. */
export function isMovingIn(stored: Stored, id: CampaignId): boolean {
  return movesUnderWay(stored).some(({ from, to }) => from === id || to === id);
}

/** What became of the leads, all of it proven. */
export interface Moved {
  readonly moved: readonly MoveResult[];
  /** Those that are where they were, and why. */
  readonly stayed: readonly MoveResult[];
}

/**
 * Does what is left of a move. Throws a Failure as long as not everything is proven; it is tried again then, and ends the
 * same. A lead that was typed in meanwhile takes along what was typed.
 */
export function carryMove(moving: Moving): Moved {
  writeDocument({ [MOVE + moving.moveId]: JSON.stringify(moving) });
  const stored = readDocument();
  const from = campaignById(stored, moving.from);
  const to = campaignById(stored, moving.to);
  if (!from || !to) {
    forgetDocument(MOVE + moving.moveId);
    throw new Failure('not-found', 'This spreadsheet does not know that campaign. Reload the sidebar.');
  }
  const results = askedFor(moving, from, to);
  const moved = results.filter(({ state }) => state === 'moved');
  settleTabs(moving, from, to, moved);
  const open = results.find(({ state }) => state === 'unverified');
  if (open) throw new Failure('bridge-refused', `${open.message} It is tried again by itself.`);
  recordMove(moving, from, to, moved.length);
  forgetDocument(MOVE + moving.moveId);
  return { moved, stayed: results.filter(({ state }) => state !== 'moved') };
}

function askedFor(moving: Moving, from: CampaignRecord, to: CampaignRecord): readonly MoveResult[] {
  try {
    return askBridge('/v1/leads/move', {
      spreadsheetId: spreadsheetId(),
      moveId: moving.moveId,
      from: { id: from.id, kind: from.kind },
      to: { id: to.id, kind: to.kind },
      copy: moving.copy,
      ids: [...moving.rows, ...moving.resting],
    }).results;
  } catch (thrown) {
    // In a spreadsheet that is not the live one it would be asked for ever.
    if (thrown instanceof Failure && thrown.code === 'elsewhere') forgetDocument(MOVE + moving.moveId);
    throw thrown;
  }
}

function recordMove(moving: Moving, from: CampaignRecord, to: CampaignRecord, count: number): void {
  const { action, at, by, copy } = moving;
  if (count === 0 || !isActionId(action)) return;
  const leads = count === 1 ? '1 lead was' : `${count} leads were`;
  const said = `${leads} ${copy ? 'copied' : 'moved'} from "${from.name}" to "${to.name}".`;
  const what = copy ? 'copied' : 'moved';
  const record = { id: action, at, by, campaign: to.id, what, said } as const;
  if (copy) recordOnce(record);
  else recordBetween(record, from.id);
}

function settleTabs(
  moving: Moving,
  from: CampaignRecord,
  to: CampaignRecord,
  moved: readonly MoveResult[],
): void {
  const withRow = new Set(moving.rows);
  const shown = moved.filter(({ id }) => withRow.has(id));
  if (shown.length === 0) return;
  locked(() => {
    const ids = shown.map(({ newId }) => newId);
    const leads = fetchLeads(to, ids);
    addColumns(to, leads);
    const wanted = new Set<LeadId>(ids);
    const taken = takeLeads(openCampaign(to), { leads, wants: ({ id }) => wanted.has(id) });
    const there = new Set(
      taken.tab.rows.flatMap(({ id, base }) => (id !== null && base !== null ? [id] : [])),
    );
    if (ids.some((id) => !there.has(id)))
      throw new Failure(
        'sheet-refused',
        `${taken.problems[0]?.message ?? `Not every row is in the tab of "${to.name}" yet.`} It is tried again by itself.`,
      );
    if (moving.copy) return;
    const source = openCampaign(from);
    const leaving = source.tab.rows.filter(({ id }) => id !== null && wanted.has(id));
    const once = leaving.filter((row) => leaving.every((other) => other === row || other.id !== row.id));
    carryTyped(source, once, openCampaign(to));
    removeRows(source, once);
  });
}

/** Further columns of the leads that the other tab lacks are added before its hidden ones. */
function addColumns(to: CampaignRecord, leads: ReadonlyMap<LeadId, LeadSnapshot>): void {
  const { sheet, tab } = openCampaign(to);
  const { extras, lead, sync, doubled, tooLong } = tab.columns;
  const names = new Set(
    [...leads.values()].flatMap(({ extra }) =>
      Object.entries(extra).flatMap(([name, value]) => (value === null || value === '' ? [] : [name])),
    ),
  );
  const unknown = [...names].filter(
    (name) =>
      !extras.has(name) && !doubled.includes(name) && !tooLong.includes(name) && !name.startsWith('_'),
  );
  const before = Math.min(lead ?? Number.POSITIVE_INFINITY, sync ?? Number.POSITIVE_INFINITY);
  if (!Number.isFinite(before)) return;
  for (const [n, name] of unknown.entries()) insertTextColumn(sheet, before + 1 + n, name);
}

type Cell = RowField | RowExtra;

/** What was typed into the first tab since it was sent stands in the other one, as if it had been typed there. */
function carryTyped(source: OpenCampaign, rows: readonly TabRow[], target: OpenCampaign): void {
  for (const row of rows) {
    const there = target.tab.rows.find(({ id }) => id === row.id);
    if (!there)
      throw new Failure('changed', 'A row was moved away at that moment. It is tried again by itself.');
    for (const cell of [...row.fields, ...row.extras].filter(isChanged)) {
      const text = rewritable(source.values[row.index + 1]?.[cell.column] ?? '', source.rules);
      const column = columnOf(cell, target);
      if (column === null)
        throw new Failure(
          'sheet-refused',
          `Something was typed into a column that the other tab does not have. Add the column there; the rest is done by itself.`,
        );
      const place = { row: there.index + 2, column: column + 1, rows: 1, columns: 1 };
      writeBlock(target.sheet, place.row, place.column, [[text]]);
      if (
        String(readBlock(target.sheet, place)[0]?.[0] ?? '') !==
        String(source.values[row.index + 1]?.[cell.column] ?? '')
      )
        throw new Failure(
          'sheet-refused',
          'A cell did not keep what was written to it. It is tried again by itself.',
        );
    }
  }
}

function columnOf(cell: Cell, { tab }: OpenCampaign): number | null {
  const { fields, extras } = tab.columns;
  return ('field' in cell ? fields.get(cell.field.key) : extras.get(cell.name)) ?? null;
}
