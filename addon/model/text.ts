/** Text in cells: what keeps it text, and what is too long for a cell. */

/** Google refuses a cell above this ("Your input contains more than the maximum of 50000 characters in a single cell."). */
export const CELL_LIMIT = 50_000;

/**
 * What a spreadsheet does with a leading apostrophe that a script writes: `stored` shows it and reads it back,
 * `hidden` takes it as "this is text" and reads back the rest. Google does not say; a probe cell finds out.
 */
export type ApostropheRule = 'stored' | 'hidden';

/** What a spreadsheet may take for a formula (OWASP, CSV Injection), any apostrophes before it included. */
const RISKY = /^'*[=+\-@\t\r]/;
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

const SHORTENED = /\n… \[shortened by Leadsheet: \d+ characters in all; the whole text is in Sanity\]$/;

/** The text, or its beginning with a note at the end when it is longer than a cell holds. */
export function shortenForCell(text: string): string {
  const room = CELL_LIMIT - 1;
  if (text.length <= room) return text;
  const note = `\n… [shortened by Leadsheet: ${text.length} characters in all; the whole text is in Sanity]`;
  return text.slice(0, room - note.length) + note;
}

/** True for a cell that shows only the beginning of a longer text: it must never be written back. */
export function isShortened(text: string): boolean {
  return SHORTENED.test(text);
}

/** Line ends as `\n`: spreadsheets and documents differ in them, people do not. */
export function unixLines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}
