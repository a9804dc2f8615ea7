/** Where a row and its document differ, field by field, in a person's words. */
import { cellTextOf, clip, hashOfKey, keyOfValue } from './cell.ts';
import type { FieldValue, LeadId, LeadSnapshot } from './lead.ts';
import { extraHash, own } from './merge.ts';
import type { CountryCode } from './phone.ts';
import { isChanged, type RowExtra, type RowField, type Tab, type TabRow } from './tab.ts';

export interface ProofDifference {
  /** Row number in the sheet; null when the lead has no row. */
  readonly row: number | null;
  readonly who: string;
  /** What differs: fields by label with both sides' texts; empty when a whole row or document is missing. */
  readonly fields: readonly { readonly label: string; readonly sheet: string; readonly sanity: string }[];
  /** What it is, and what mends it. */
  readonly message: string;
  /** True: "Repair" mends it; false: a held change or the row itself needs a person. */
  readonly repairable: boolean;
}

/** A field that is not the same on both sides. */
type FieldDifference = ProofDifference['fields'][number];

export interface SideBySide {
  readonly tab: Tab;
  /** The leads as they stand in Sanity, read by id. */
  readonly leads: ReadonlyMap<LeadId, LeadSnapshot>;
  readonly country: CountryCode;
  /** Sheet rows that are held for a person. */
  readonly held: ReadonlySet<number>;
}

/** What differs of these leads. One that is equal on both sides, or on neither, is left out. */
export function differencesOf(ids: readonly LeadId[], sides: SideBySide): readonly ProofDifference[] {
  const rows = new Map<LeadId, TabRow[]>();
  for (const row of sides.tab.rows) if (row.id !== null) rows.set(row.id, [...(rows.get(row.id) ?? []), row]);
  return ids.flatMap((id) => {
    const own = rows.get(id) ?? [];
    const lead = sides.leads.get(id);
    if (lead && own.length === 0)
      return { row: null, who: nameOf(lead), fields: [], message: NEW, repairable: true };
    return own.flatMap((row) =>
      lead
        ? rowDifference(row, lead, sides, own.length > 1 || row.stray !== null)
        : { row: row.index + 2, who: '', fields: [], message: UNSAVED, repairable: true },
    );
  });
}

const NEW = 'This lead is in Sanity and has no row yet. "Repair" adds it.';
const UNSAVED = 'This row was never saved to Sanity. "Repair" sends it.';
const HELD = 'This row is held: see what needs attention.';
const EDITED = 'This row was changed in the sheet and is not saved. "Repair" sends it.';
const BEHIND = 'Sanity holds something newer than this row. "Repair" takes it.';
/** What is said of a row with a cell that cannot be read. */
export const UNREADABLE = 'A cell of this row cannot be read, so it is not synced. Correct it.';

/** A lead's name, or its phone where it has none; '' when it says neither. */
export function nameOf({ fields }: Pick<LeadSnapshot, 'fields'>): string {
  const name = [fields.firstName, fields.secondName].filter((part) => part).join(' ');
  return name === '' ? String(fields.phoneNumber ?? '') : name;
}

/** `doubtful`: nobody can tell whether the row is the lead's at all, whatever it says. */
function rowDifference(
  row: TabRow,
  lead: LeadSnapshot,
  sides: SideBySide,
  doubtful: boolean,
): readonly ProofDifference[] {
  const { country } = sides;
  const cells: readonly (RowField | RowExtra)[] = [...row.fields, ...row.extras];
  const wrong = cells.filter((cell) => cell.now !== hashIn(cell, lead, country));
  if (wrong.length === 0 && !doubtful) return [];
  const held = doubtful || sides.held.has(row.index + 2);
  const unreadable = wrong.some(({ reading }) => reading.state !== 'value');
  const message = held ? HELD : unreadable ? UNREADABLE : wrong.some(isChanged) ? EDITED : BEHIND;
  return [
    {
      row: row.index + 2,
      who: nameOf(lead),
      fields: wrong.map((cell) => fieldDifference(cell, lead)),
      message,
      repairable: !held && !unreadable,
    },
  ];
}

function hashIn(cell: RowField | RowExtra, lead: LeadSnapshot, country: CountryCode) {
  return 'field' in cell
    ? hashOfKey(keyOfValue(cell.field, lead.fields[cell.field.key], country))
    : extraHash(own(lead.extra, cell.name));
}

function fieldDifference(cell: RowField | RowExtra, lead: LeadSnapshot): FieldDifference {
  const { reading } = cell;
  const value = 'field' in cell ? lead.fields[cell.field.key] : own(lead.extra, cell.name);
  const text = (one: FieldValue) =>
    clip('field' in cell ? cellTextOf(cell.field, one, 'timeFirst') : String(one ?? ''));
  return {
    label: 'field' in cell ? cell.field.label : clip(cell.name),
    sheet:
      reading.state === 'value'
        ? text(reading.value)
        : reading.state === 'unreadable'
          ? clip(reading.text)
          : '…',
    sanity: text(value ?? null),
  };
}
