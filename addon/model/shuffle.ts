/** Noticing that values changed places between rows, as after sorting only some columns, and where each belongs. */
import { extraCode } from './base.ts';
import type { Hash } from './hash.ts';
import type { LeadId } from './lead.ts';
import { isChanged, type RowExtra, type RowField, type TabRow } from './tab.ts';

export interface Shuffled {
  /** Rows that hold a value of another row, or lost theirs to one. */
  readonly rows: readonly TabRow[];
  /** Positions of the columns in which values moved. */
  readonly columns: ReadonlySet<number>;
  /** Codes of cells, by row, that say what another lead said and says still: a lead was pasted over another. */
  readonly pasted: ReadonlyMap<TabRow, readonly string[]>;
}

/** A cell that changed. */
export interface Cell {
  readonly row: TabRow;
  readonly cell: RowField | RowExtra;
  readonly now: Hash | null;
}

/** Two values that nobody else has, each in a row that lost its own, are no accident. */
const TELLING = 2;
/** Of values that rows share, or that follow from one another as times do, it takes more. */
const MANY = 6;
const NEARLY_ALL = 0.8;
/** A list is worked through in any order: only a whole column of choices, every one of them moved, is no accident. */
const MANY_CHOICES = 30;

/**
 * Finds the rows and columns in which values moved, among rows with an id and rows that have none yet. An ordinary
 * edit brings a value that no row had.
 */
export function shuffledIn(rows: readonly TabRow[]): Shuffled {
  if (!rows.some(lostSomething)) return NOTHING_MOVED;
  const columns = [...changedColumns(rows)];
  const strangers = impostors(rows);
  // Once some columns were sorted, one value in another row's place is enough to say that its column was, too.
  const sure = strangers.some(({ moved }) => moved) || columns.some(([, cells]) => hasMoved(cells, rows));
  const moved = sure ? columns.filter(([, cells]) => matchesIn(cells).length > 0) : [];
  const found = new Set(moved.flatMap(([, cells]) => cells.filter(isTouched).map(({ row }) => row)));
  for (const { row } of strangers) found.add(row);
  return {
    rows: [...found].sort((a, b) => a.index - b.index),
    columns: new Set(moved.map(([column]) => column)),
    pasted: new Map(strangers.flatMap(({ row, codes, moved: gone }) => (gone ? [] : [[row, codes]]))),
  };
}

const NOTHING_MOVED: Shuffled = { rows: [], columns: new Set(), pasted: new Map() };

/** Without a row that says something else than before, no value can have come from anywhere. */
function lostSomething({ base, fields, extras }: TabRow): boolean {
  return base !== null && (fields.some(isChanged) || extras.some(isChanged));
}

/** A row without an id is only drawn in by what it shows of others, not by what a person typed there. */
function isTouched({ row, now }: Cell, _: number, cells: readonly Cell[]): boolean {
  return row.base !== null || cells.some(({ cell }) => cell.base !== null && cell.base === now);
}

/** The cells of each column, by its position, that say something else than was agreed. */
export function changedColumns(rows: readonly TabRow[]): ReadonlyMap<number, readonly Cell[]> {
  const columns = new Map<number, Cell[]>();
  for (const row of rows) {
    for (const cell of [...row.fields, ...row.extras]) {
      if (!isChanged(cell)) continue;
      const list = columns.get(cell.column) ?? [];
      list.push({ row, cell, now: cell.now });
      columns.set(cell.column, list);
    }
  }
  return columns;
}

function hasMoved(changed: readonly Cell[], rows: readonly TabRow[]): boolean {
  const matched = matchesIn(changed);
  if (changed.every(({ cell }) => isListed(cell)))
    return matched.length >= MANY_CHOICES && matched.length === changed.length;
  if (matched.length >= MANY && matched.length >= NEARLY_ALL * changed.length) return true;
  if (matched.length < TELLING) return false;
  const everybody = counted(basesIn(changed[0]?.cell, rows));
  return matched.filter((hash) => everybody.get(hash) === 1).length >= TELLING;
}

/** Choices, times and numbers: people set many of them in a row, each to what another row may have said. */
function isListed(cell: RowField | RowExtra): boolean {
  if (!('field' in cell)) return false;
  const { kind, key } = cell.field;
  return !['text', 'phone', 'email'].includes(kind.is) || key === 'assignedTo';
}

/** What these cells say now of what was lost in others of them, each loss taken for one find. */
function matchesIn(changed: readonly Cell[]): readonly Hash[] {
  if (changed.length < TELLING) return [];
  const lost = counted(changed.map(({ cell }) => cell.base));
  return changed.flatMap(({ now }) => {
    const left = now === null ? 0 : (lost.get(now) ?? 0);
    if (now === null || left === 0) return [];
    lost.set(now, left - 1);
    return [now];
  });
}

function basesIn(
  cell: RowField | RowExtra | undefined,
  rows: readonly TabRow[],
): readonly (Hash | null | undefined)[] {
  if (!cell) return [];
  const code = codeOf(cell);
  return [...leadsIn(rows).values()].map((row) => row.base?.hashes.get(code));
}

/** A row for each lead: a copied row makes no value less its own lead's. */
function leadsIn(rows: readonly TabRow[]): ReadonlyMap<LeadId | null, TabRow> {
  return new Map(rows.map((row) => [row.base?.id ?? null, row]));
}

/** The code under which a base keeps a cell's column. */
export function codeOf(cell: RowField | RowExtra): string {
  return 'field' in cell ? cell.field.code : extraCode(cell.name);
}

function counted(hashes: readonly (Hash | null | undefined)[]): Map<Hash, number> {
  const counts = new Map<Hash, number>();
  for (const hash of hashes) if (hash) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  return counts;
}

/** Whether a cell says something that some lead of these rows said and agreed on. */
export function borrowedIn(rows: readonly TabRow[]): (code: string, now: Hash) => boolean {
  const agreed = new Set(
    [...leadsIn(rows).values()].flatMap(({ base }) =>
      [...(base?.hashes ?? [])].map(([code, hash]) => `${code}:${hash}`),
    ),
  );
  return (code, now) => agreed.has(`${code}:${now}`);
}

interface Impostor {
  readonly row: TabRow;
  /** Codes of the cells that say what another lead said. */
  readonly codes: readonly string[];
  /** True: that lead's own row lost it. */
  readonly moved: boolean;
}

/** Rows that say of phone or e-mail, and of something more, what one other lead said, and did not say it before. */
function impostors(rows: readonly TabRow[]): readonly Impostor[] {
  const suspects = rows.filter((row) => row.fields.some(isTakenKey));
  if (suspects.length === 0) return [];
  const owners = new Map<string, TabRow | null>();
  for (const row of leadsIn(rows).values()) {
    for (const [code, hash] of row.base?.hashes ?? []) {
      const key = `${code}:${hash}`;
      owners.set(key, owners.has(key) ? null : row);
    }
  }
  return suspects.flatMap((row) => {
    const taken = [...row.fields, ...row.extras].filter(isChanged).flatMap((cell) => {
      const owner = owners.get(`${codeOf(cell)}:${cell.now}`) ?? null;
      return owner === null || owner === row ? [] : [{ cell, owner, moved: hasLost(owner, cell) }];
    });
    const key = taken.find(({ cell, owner, moved }) => {
      const more = taken.filter((one) => one.owner === owner).length > 1;
      // Of a row that nobody typed before, only a lead that is gone from its own row is told: a person may list a household.
      return (
        more && 'field' in cell && isTakenKey(cell) && (moved || (row.base !== null && cell.base !== null))
      );
    });
    if (!key) return [];
    const codes = taken.filter(({ owner }) => owner === key.owner).map(({ cell }) => codeOf(cell));
    return [{ row, codes, moved: key.moved }];
  });
}

/** Fields that say who somebody is, or what they said. */
const PERSONAL: ReadonlySet<string> = new Set([
  'phoneNumber',
  'emailAddress',
  'conversationHistory',
  'latestLeadReply',
]);

function hasLost(owner: TabRow, { column }: RowField | RowExtra): boolean {
  return [...owner.fields, ...owner.extras].some((cell) => cell.column === column && isChanged(cell));
}

function isTakenKey(cell: RowField): boolean {
  return PERSONAL.has(cell.field.key) && isChanged(cell) && cell.now !== null;
}
