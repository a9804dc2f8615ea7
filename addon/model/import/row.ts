/** One row of a file read as a lead: the texts that its cells will hold, and what is wrong with them. */
import { cellTextOf, clip, readText } from '../cell.ts';
import { FIELDS, type Field, type FieldKey, fieldOf } from '../fields.ts';
import { type CountryCode, toE164 } from '../phone.ts';
import { CELL_LIMIT, isShortened, unguardText, unixLines } from '../text.ts';
import { type DateOrder, sheetDate } from './dates.ts';
import type { Layout } from './layout.ts';
import { meantValue } from './meant.ts';
import { splitName } from './names.ts';
import type { RowRules } from './rules.ts';
import { looksLikeEmail } from './shapes.ts';

/** What is wrong in one row. `stops`: the row cannot be imported. */
export interface Problem {
  /** Index among the tab's headers; null when it is about the row as a whole. */
  readonly column: number | null;
  readonly stops: boolean;
  /** What is wrong, and what happens with it. */
  readonly message: string;
}

/** A row as it would stand in the tab. Nothing here knows of other rows. */
export interface ReadRow {
  /** From 1, the header not counted. */
  readonly line: number;
  /** Texts of the 26 fields, then of the further columns. */
  readonly cells: readonly string[];
  readonly problems: readonly Problem[];
  readonly state: 'ok' | 'invalid' | 'blank';
  /** E.164, or null where there is none. */
  readonly phone: string | null;
  /** Lower case, or null where there is none. */
  readonly email: string | null;
  /** What to call the lead in a message; '' when the file does not say. */
  readonly name: string;
}

/** One character less than a cell holds: a text that looks like a formula is guarded by an apostrophe. */
const MOST = CELL_LIMIT - 1;
const at = (key: FieldKey): number => FIELDS.findIndex((field) => field.key === key);
const FIRST = at('firstName');
const LAST = at('secondName');
const PHONE = at('phoneNumber');
const EMAIL = at('emailAddress');
const ADDRESS = at('address');
const ARCHIVED = at('archived');

/** Reads one row of the file. `odd` is what the parser found odd about it. */
export function readRow(
  line: number,
  raw: readonly string[],
  layout: Layout,
  rules: RowRules,
  odd: string | undefined,
): ReadRow {
  const name = (cells: readonly string[]): string => `${cells[FIRST] ?? ''} ${cells[LAST] ?? ''}`.trim();
  if (raw.every((text) => text.trim() === '')) {
    const cells = layout.headers.map(() => '');
    return { line, cells, problems: [], state: 'blank', phone: null, email: null, name: '' };
  }
  const { country } = rules;
  const edits = rules.edits.get(line);
  const texts = fileTexts(raw, layout);
  const problems: Problem[] = odd === undefined ? [] : [{ column: null, stops: false, message: odd }];
  const cells = texts.map((said, column) => {
    const { field } = layout.fields[column] ?? {};
    const text = edits?.get(column) ?? rules.replacements.get(column)?.get(said.trim()) ?? said;
    const length = lengthProblem(text, layout.headers[column] ?? '', column);
    if (length) {
      problems.push(length);
      return text;
    }
    if (!field || text === '') return text;
    const read = readAs(field, text, country, rules.dates.get(column) ?? 'dayFirst');
    if (read.problem) problems.push({ column, stops: false, message: read.problem });
    return read.text;
  });
  const phone = toE164(cells[PHONE] ?? '', country);
  const email = looksLikeEmail(cells[EMAIL] ?? '') ? (cells[EMAIL] ?? '').trim().toLowerCase() : null;
  if (!phone && !email) problems.push(unreachable(cells, problems));
  problems.push(...missing(cells, rules.required, problems));
  const state = problems.some((problem) => problem.stops) ? 'invalid' : 'ok';
  return { line, cells, problems, state, phone, email, name: name(cells) };
}

const NOT_ARCHIVED = cellTextOf(fieldOf('archived'), false, 'timeFirst');

/** The file's texts in the tab's order, export guards taken off, lines ended by `\n`. */
function fileTexts(raw: readonly string[], layout: Layout): string[] {
  const texts = [
    ...layout.fields.map(({ column }) => given(raw, column)),
    ...layout.extras.map(({ column }) => given(raw, column)),
  ];
  if (layout.fullName !== null) {
    const { first, last } = splitName(given(raw, layout.fullName));
    texts[FIRST] = first;
    texts[LAST] = last;
  }
  if (layout.addressParts.length > 0) {
    const own = texts[ADDRESS] ?? '';
    const parts = [own, ...layout.addressParts.map((column) => given(raw, column))].map((part) =>
      part.trim(),
    );
    texts[ADDRESS] = parts.filter((part) => part !== '').join(', ');
  }
  // Every new lead says whether it is archived: old queries differ on leads that do not.
  if ((texts[ARCHIVED] ?? '').trim() === '') texts[ARCHIVED] = NOT_ARCHIVED;
  return texts;
}

function given(raw: readonly string[], column: number | null): string {
  return column === null ? '' : unixLines(unguardText(raw[column] ?? '', 'stored'));
}

/** What the file says for one of the tab's columns: the text that a replacement is looked up by. */
export function givenText(raw: readonly string[], layout: Layout, column: number): string {
  const made =
    (layout.fullName !== null && (column === FIRST || column === LAST)) ||
    (layout.addressParts.length > 0 && column === ADDRESS) ||
    column === ARCHIVED;
  if (made) return (fileTexts(raw, layout)[column] ?? '').trim();
  const own = layout.fields[column]?.column ?? layout.extras[column - FIELDS.length]?.column ?? null;
  return given(raw, own).trim();
}

/** The text that a field's cell gets, spelled as the tab spells it, and what is odd about it. */
function readAs(
  field: Field,
  given: string,
  country: CountryCode,
  order: DateOrder,
): { text: string; problem?: string } {
  const text = meantText(field, given, order);
  if (isShortened(text))
    return { text, problem: `${field.label} holds only the beginning of a text that an export cut off.` };
  const reading = readText(field, text, country);
  if (reading.state === 'shortened') return { text };
  if (reading.state === 'unreadable')
    return { text, problem: `${reading.why}. It stays in the sheet as it is and is not synced.` };
  if (field.kind.is === 'email' && !looksLikeEmail(text))
    return { text: text.trim(), problem: `“${clip(text)}” does not look like an e-mail address.` };
  // A time that already reads as the tab's times do stays as it was typed: `12/03/2023` gains no midnight.
  const stays = field.kind.is === 'text' || (field.kind.is === 'dateTime' && reading.form !== 'iso');
  const cell = stays ? text : cellTextOf(field, reading.value, 'timeFirst');
  return reading.hint
    ? { text: cell, problem: `${reading.hint} for ${field.label}. It is kept.` }
    : { text: cell };
}

/** The text as our columns and lists have it, where it says the same in another program's way. */
function meantText(field: Field, text: string, order: DateOrder): string {
  switch (field.kind.is) {
    case 'date':
    case 'dateTime':
      return sheetDate(text, order) ?? text;
    case 'choice':
      return meantValue(field, text) ?? text;
    default:
      // Free text in the documents; only where month and day stand the other way round is it put right.
      return field.key === 'enquiryDate' && order === 'monthFirst' ? (sheetDate(text, order) ?? text) : text;
  }
}

/** What the campaign requires and the row lacks. */
function missing(
  cells: readonly string[],
  required: readonly FieldKey[],
  told: readonly Problem[],
): readonly Problem[] {
  if (required.length === 0 || told.some(({ stops }) => stops)) return [];
  return required.flatMap((key): Problem[] => {
    const column = at(key);
    if ((cells[column] ?? '').trim() !== '') return [];
    const { label } = fieldOf(key);
    return [{ column, stops: true, message: `“${label}” is empty, and the campaign requires it.` }];
  });
}

function lengthProblem(text: string, header: string, column: number): Problem | null {
  if (text.length <= MOST) return null;
  const message = `${header} has ${text.length.toLocaleString('en-GB')} characters; a cell holds ${MOST.toLocaleString('en-GB')} at most. Shorten it in the file.`;
  return { column, stops: true, message };
}

/** Says why nobody can be reached here. What the unreadable cell alone would say is taken back: this says more. */
function unreachable(cells: readonly string[], problems: Problem[]): Problem {
  const told = problems.findIndex((p) => p.column === PHONE || p.column === EMAIL);
  const phone = (cells[PHONE] ?? '').trim();
  const email = (cells[EMAIL] ?? '').trim();
  if (told >= 0) problems.splice(told, 1);
  const column = phone ? PHONE : email ? EMAIL : null;
  const message =
    phone && email
      ? `Neither the phone “${clip(phone)}” nor the e-mail “${clip(email)}” can be used.`
      : phone
        ? `“${clip(phone)}” is not a phone number that can be dialled, and there is no e-mail.`
        : email
          ? `“${clip(email)}” is not an e-mail address, and there is no phone.`
          : 'There is neither a phone nor an e-mail.';
  return { column, stops: true, message };
}
