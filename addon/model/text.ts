/** Text in cells: what keeps it text, and what is too long for a cell. */
import { shortHash } from './hash.ts';

/** Google refuses a cell above this ("Your input contains more than the maximum of 50000 characters in a single cell."). */
export const CELL_LIMIT = 50_000;

/**
 * What a spreadsheet does with a leading apostrophe that a script writes: `stored` shows it and reads it back,
 * `hidden` takes it as "this is text" and reads back the rest. Google does not say; a probe cell finds out.
 */
export type ApostropheRule = 'stored' | 'hidden';

/**
 * What a spreadsheet may take for a formula (OWASP, CSV Injection), any apostrophes before it included. A line end is one
 * whichever way it is written: who reads the text may have written it the other way.
 */
const RISKY = /^'*[=+\-@\t\r\n]/;
/** A signed number or a strict E.164 phone: starts with a sign and is harmless under number format `@`. */
const SIGNED_NUMBER = /^[+-]\d+(\.\d+)?$/;

/** The text to write so that the cell holds `text` and never a formula. */
export function guardText(text: string, rule: ApostropheRule): string {
  if (SIGNED_NUMBER.test(text)) return text;
  const needed = rule === 'stored' ? RISKY.test(text) : RISKY.test(text) || text.startsWith("'");
  return needed ? `'${text}` : text;
}

/** The text that `guardText` was given, from what the cell reads back. */
export function unguardText(raw: string, rule: ApostropheRule): string {
  return rule === 'stored' && raw.startsWith("'") && RISKY.test(raw) ? raw.slice(1) : raw;
}

/** What a cell shows whole: the apostrophe of a guard takes one character. */
const ROOM = CELL_LIMIT - 1;

/** The note ends with a hash of what is shown before it, by which an edit of that is noticed. */
const SHORTENED =
  /\n… \[shortened by Leadsheet: \d+ characters in all; the whole text is in Sanity(?: · ([\w-]{8}))?\]$/;

/** The text, or its beginning with a note at the end when it is longer than a cell holds. */
export function shortenForCell(text: string): string {
  if (fitsCell(text)) return text;
  const note = (mark: string) =>
    `\n… [shortened by Leadsheet: ${text.length} characters in all; the whole text is in Sanity · ${mark}]`;
  const shown = text.slice(0, ROOM - note('12345678').length);
  return shown + note(shortHash(shown));
}

/** False for a text of which nobody ever saw more in a cell than the beginning. */
export function fitsCell(text: string): boolean {
  return text.length <= ROOM;
}

/** True for a shortened text whose shown beginning was changed since it was written. */
export function isShortenedAndEdited(text: string): boolean {
  const [note, mark] = SHORTENED.exec(text) ?? [];
  return note !== undefined && mark !== undefined && shortHash(text.slice(0, -note.length)) !== mark;
}

/** True for a cell that shows only the beginning of a longer text: it must never be written back. */
export function isShortened(text: string): boolean {
  return SHORTENED.test(text);
}

/** What a cell shows of its text, without the note that it is not all. */
export function shownOf(text: string): string {
  const [note] = SHORTENED.exec(text) ?? [];
  return note === undefined ? text : text.slice(0, -note.length);
}

/** Line ends as `\n`: spreadsheets and documents differ in them, people do not. */
export function unixLines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}
