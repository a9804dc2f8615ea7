/** Conflicts as a person settles them: worded, put together where they are alike, cut into what one call takes. */
import { cellTextOf, clip } from '../../model/cell.ts';
import { fieldOf, isFieldKey } from '../../model/fields.ts';
import type { FieldValue } from '../../model/lead.ts';
import {
  type ConflictChoice,
  type ConflictResult,
  MAX_CHOICES,
  type OpenConflict,
} from '../../model/wire.ts';
import { count, number } from '../ui/words.ts';

export type Choice = ConflictChoice['choice'];

/** Conflicts that are alike: about the same field, and the same side's value was not taken. */
export interface ConflictGroup {
  readonly key: string;
  readonly label: string;
  readonly lostSide: OpenConflict['lostSide'];
  readonly conflicts: readonly OpenConflict[];
}

/** The conflicts by what is alike, each group where its first one stands in the list. */
export function groupsOf(conflicts: readonly OpenConflict[]): readonly ConflictGroup[] {
  const groups = new Map<string, OpenConflict[]>();
  for (const conflict of conflicts) {
    const key = `${conflict.lostSide} ${conflict.field}`;
    const alike = groups.get(key);
    if (alike) alike.push(conflict);
    else groups.set(key, [conflict]);
  }
  return [...groups].flatMap(([key, alike]) => {
    const [first] = alike;
    if (!first) return [];
    return [{ key, label: fieldTitle(first.field), lostSide: first.lostSide, conflicts: alike }];
  });
}

/** What people call a field; a column of the campaign's own is called by its heading. */
export function fieldLabel(field: string): string {
  return isFieldKey(field) ? fieldOf(field).label : field;
}

/** The same, with the tab's heading where that is another word: `Last name (Second_name)`. */
function fieldTitle(field: string): string {
  if (!isFieldKey(field)) return field;
  const { label, header } = fieldOf(field);
  const plain = (text: string) => text.replace(/[-_ ]/g, '').toLowerCase();
  return plain(label) === plain(header) ? label : `${label} (${header})`;
}

/** Whose lead it is; leads without name and phone are told apart by their other values alone. */
export function whoOf({ who }: OpenConflict): string {
  return who === '' ? 'A lead without a name' : who;
}

/** The two sides as they are named in a sentence. */
export const SIDES: { readonly [side in OpenConflict['lostSide']]: string } = {
  sheet: 'the sheet',
  store: 'Sanity',
};

/** Whose value it is, as the buttons name it. */
const WHOSE: { readonly [side in OpenConflict['lostSide']]: string } = {
  sheet: 'the sheet’s',
  store: 'Sanity’s',
};

/** The words of the buttons for one conflict, or for several that are alike. */
export function choiceWords(
  conflicts: readonly Pick<OpenConflict, 'lostSide' | 'kept' | 'now' | 'gone'>[],
): Readonly<Record<Choice, string>> {
  const [first] = conflicts;
  const lostSide = first?.lostSide ?? 'store';
  const winner = lostSide === 'sheet' ? 'store' : 'sheet';
  const all = conflicts.length > 1 ? `, all ${number(conflicts.length)}` : '';
  // What was changed since is neither side's value any more, and of a lead that is gone there is nothing to keep.
  const changed = conflicts.some(({ gone, now, kept }) => !gone && !isSame(now, kept));
  const keep = conflicts.every(({ gone }) => gone)
    ? 'Dismiss'
    : changed
      ? 'Keep as it is now'
      : `Keep ${WHOSE[winner]}`;
  return { keep: `${keep}${all}`, take: `Take ${WHOSE[lostSide]}${all}` };
}

export interface ValueLine {
  readonly label: string;
  readonly text: string;
  /** What would be written if it were taken. */
  readonly lost: boolean;
}

/** What each side said, and what the field says now if that is neither. */
export function valueLines(conflict: OpenConflict): readonly ValueLine[] {
  const { field, kept, lost, lostSide, now, gone } = conflict;
  const winner = SIDES[lostSide === 'sheet' ? 'store' : 'sheet'];
  const changed = !gone && !isSame(now, kept);
  return [
    ...(changed ? [{ label: 'Now, changed since', text: valueText(field, now), lost: false }] : []),
    {
      label: changed ? `Kept at the time, from ${winner}` : `Kept, from ${winner}`,
      text: valueText(field, kept),
      lost: false,
    },
    { label: `Not taken, from ${SIDES[lostSide]}`, text: valueText(field, lost), lost: true },
  ];
}

function isSame(a: FieldValue, b: FieldValue): boolean {
  return a === b || (isNothing(a) && isNothing(b));
}

function isNothing(value: FieldValue): boolean {
  return value === null || value === '';
}

/** A value as its cell shows it; no value is said in a word. */
export function valueText(field: string, value: FieldValue): string {
  if (isNothing(value)) return '(empty)';
  if (isFieldKey(field)) return cellTextOf(fieldOf(field), value, 'timeFirst');
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return String(value);
}

/** Those for which a choice can be made: the other value of a lead that is gone has nowhere to go. */
export function choosable(conflicts: readonly OpenConflict[], choice: Choice): readonly OpenConflict[] {
  return choice === 'keep' ? conflicts : conflicts.filter(({ gone }) => !gone);
}

/** The choices as the server takes them, in as many calls as that needs. */
export function choiceSlices(
  conflicts: readonly OpenConflict[],
  choice: Choice,
): readonly (readonly ConflictChoice[])[] {
  const choices = choosable(conflicts, choice).map(({ id, now }) => ({ id, choice, now }));
  const slices: (readonly ConflictChoice[])[] = [];
  for (let from = 0; from < choices.length; from += MAX_CHOICES)
    slices.push(choices.slice(from, from + MAX_CHOICES));
  return slices;
}

/** What became of a person's choices. `stopped`: why the rest was not asked for. */
export interface Settled {
  readonly results: readonly ConflictResult[];
  readonly stopped: string | null;
}

/** What to tell about it: a sentence, and one for each that was not settled. */
export interface SettledWords {
  readonly tone: 'good' | 'warn' | 'bad';
  readonly text: string;
  readonly lines: readonly string[];
}

export function settledWords(
  asked: readonly OpenConflict[],
  choice: Choice,
  { results, stopped }: Settled,
): SettledWords {
  const by = new Map(asked.map((conflict) => [conflict.id, conflict]));
  const settled = results.filter(({ state }) => state === 'settled').length;
  const lines = results.flatMap(({ id, state, message }) => {
    const conflict = by.get(id);
    return state === 'settled' || !conflict
      ? []
      : [`${whoOf(conflict)}, ${fieldLabel(conflict.field)}: ${message}`];
  });
  const [only] = asked;
  const done =
    asked.length === 1 && only && settled === 1 && !only.gone
      ? settledText(only, choice)
      : choice === 'keep'
        ? `${count(settled, 'value')} kept.`
        : `${count(settled, 'value')} taken, and read back from Sanity.`;
  const all = choosable(asked, choice).length;
  if (stopped !== null)
    return {
      tone: 'bad',
      text: `${settled} of ${count(all, 'value')} settled, then it stopped. ${stopped}`,
      lines,
    };
  if (lines.length === 0) return { tone: 'good', text: done, lines };
  return {
    tone: 'warn',
    text: `${settled > 0 ? `${done} ` : ''}${count(lines.length, 'value')} not settled:`,
    lines,
  };
}

/** What was done about one value, by name. */
function settledText(conflict: OpenConflict, choice: Choice): string {
  const { field, lost, lostSide, now } = conflict;
  const of = `${fieldLabel(field)} of ${whoOf(conflict)}`;
  return choice === 'keep'
    ? `${of}: ${clip(valueText(field, now))} kept, read back.`
    : `${of}: ${clip(valueText(field, lost))} taken from ${SIDES[lostSide]}, read back.`;
}

/** The list without those that are settled by now: an answer that was on its way still names them. */
export function withoutSettled(
  conflicts: readonly OpenConflict[],
  settled: ReadonlySet<string>,
): readonly OpenConflict[] {
  return conflicts.filter((conflict) => !settled.has(settledKey(conflict)));
}

/** The same field of the same lead may well come into conflict again. */
export function settledKey({ id, at }: Pick<OpenConflict, 'id' | 'at'>): string {
  return `${id} ${at}`;
}
