/** The lists as a tab's own filter can show them: a condition on each column for itself. */
import { type CellRules, type Reading, readCell } from '../cell.ts';
import { type FieldKey, fieldOf } from '../fields.ts';
import type { ListName } from './line.ts';

/** What a cell of this column has to say for its row to be shown; `now` is a `wallKey`. */
interface Condition {
  readonly key: FieldKey;
  readonly holds: (reading: Reading, now: string) => boolean;
}

const status = (value: string): Condition => ({
  key: 'contactStatus',
  holds: (reading) => reading.state === 'value' && reading.value === value,
});
const saysSomething = (key: FieldKey): Condition => ({ key, holds: (reading) => reading.key !== '' });
const isArchived = (reading: Reading) => reading.state === 'value' && reading.value === true;
const atWork: Condition = { key: 'archived', holds: (reading) => !isArchived(reading) };

/** null: it compares one column with another, which no filter does. */
const CONDITIONS: { readonly [L in ListName]: readonly Condition[] | null } = {
  hot: [status('HOT'), atWork],
  warm: [status('WARM'), atWork],
  waiting: null,
  upcoming: [
    status('CALL_BOOKED'),
    { key: 'callBookedTime', holds: (reading, now) => reading.state === 'value' && reading.key > now },
    atWork,
  ],
  booked: [saysSomething('callBookedTime')],
  recent: [saysSomething('replyReceived'), atWork],
  archived: [{ key: 'archived', holds: isArchived }],
};

/** True for the lists that a filter can show. */
export function canFilterTo(list: ListName): boolean {
  return CONDITIONS[list] !== null;
}

/** The columns that a filter to this list looks at. */
export function columnsOfFilter(list: ListName): readonly FieldKey[] {
  return (CONDITIONS[list] ?? []).map(({ key }) => key);
}

/** Whether a cell that shows this text keeps its row in the list, as far as that column goes. */
export function keepsRow(
  list: ListName,
  key: FieldKey,
  text: string,
  rules: CellRules,
  now: string,
): boolean {
  const condition = CONDITIONS[list]?.find((one) => one.key === key);
  return condition?.holds(readCell(fieldOf(key), text, rules), now) ?? true;
}
