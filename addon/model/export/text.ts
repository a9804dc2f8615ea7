/** A field's value as a file says it: as the tab would show it, and never shortened. */
import { cellTextOf } from '../cell.ts';
import { type FieldKey, fieldOf } from '../fields.ts';
import type { FieldValue } from '../lead.ts';
import { unixLines } from '../text.ts';
import { isoToWall, wallKey } from '../time.ts';

/** The text; '' for no value. A file holds what no cell can, so a long text stays whole. */
export function textOf(key: FieldKey, value: FieldValue | undefined): string {
  if (value === undefined || value === null) return '';
  const field = fieldOf(key);
  const shown = field.kind.is === 'dateTime' || field.kind.is === 'date' || field.kind.is === 'yesNo';
  return shown ? cellTextOf(field, value, 'timeFirst') : unixLines(String(value));
}

/** `2025-10-28 12:31`, UK time, from ISO 8601 UTC; a text that is none stays as it is. */
export function wallText(iso: string): string {
  const wall = isoToWall(iso);
  return wall ? wallKey(wall).replace('T', ' ') : iso;
}
