/** What is wrong with a pushed row by itself, before any document is looked at. */
import { clip, readText } from '../../addon/model/cell.ts';
import type { Field } from '../../addon/model/fields.ts';
import type { FieldValue } from '../../addon/model/lead.ts';
import { pushedFields } from '../../addon/model/merge.ts';
import type { CountryCode } from '../../addon/model/phone.ts';
import { isShortened } from '../../addon/model/text.ts';
import type { PushedRow, PushedValue, Receipt, RefusalCode } from '../../addon/model/wire.ts';

/** A row's values in UTF-8 must fit one transaction together with what they may replace. Sanity's limit is 4 MB. */
const MAX_ROW_BYTES = 1_400_000;

export type CheckedRow =
  | { readonly ok: true; readonly row: PushedRow }
  | { readonly ok: false; readonly receipt: Receipt };

export function refused(row: PushedRow, code: RefusalCode, message: string): Receipt {
  return { state: 'refused', id: row.id, code, message };
}

/** The row with every value in its field's type, or why it is refused. */
export function checkRow(row: PushedRow, country: CountryCode): CheckedRow {
  const no = (code: RefusalCode, message: string): CheckedRow => ({
    ok: false,
    receipt: refused(row, code, message),
  });
  if (rowBytes(row) > MAX_ROW_BYTES) {
    return no(
      'too-large',
      'This row was not saved: its texts together are too long for one lead. Shorten the longest.',
    );
  }
  const fields: { -readonly [K in Field['key']]?: PushedValue } = {};
  for (const [field, pushed] of pushedFields(row)) {
    const value = inType(field, pushed.value, country);
    if (value === undefined)
      return no('invalid', `This row was not saved: ${field.label} holds a value of the wrong kind.`);
    if (typeof value === 'string' && isShortened(value)) return no('invalid', shortened(field.label));
    fields[field.key] = { base: pushed.base, value };
  }
  for (const [column, { value }] of Object.entries(row.extra)) {
    if (typeof value === 'string' && isShortened(value)) return no('invalid', shortened(`"${clip(column)}"`));
  }
  return { ok: true, row: { ...row, fields } };
}

function shortened(label: string): string {
  return `This row was not saved: ${label} shows only the beginning of a longer text.`;
}

/** The size of what a row pushes, in bytes of JSON. */
export function rowBytes(row: PushedRow): number {
  return Buffer.byteLength(JSON.stringify([row.fields, row.extra]));
}

/** The value if it has the type that documents hold for this field, or as read from its text; undefined if neither. */
function inType(field: Field, value: FieldValue, country: CountryCode): FieldValue | undefined {
  if (value === null || typeof value === typeIn(field)) return value;
  const reading = readText(field, String(value), country);
  return reading.state === 'value' ? reading.value : undefined;
}

function typeIn(field: Field): 'number' | 'boolean' | 'string' {
  if (field.kind.is === 'number') return 'number';
  return field.kind.is === 'yesNo' ? 'boolean' : 'string';
}
