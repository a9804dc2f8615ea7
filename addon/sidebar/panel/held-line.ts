/** What is held back, in the few words that the banner has room for. */
import type { SyncState } from '../../calls.ts';
import type { Held, HeldCode } from '../../model/holds.ts';
import { count } from '../ui/words.ts';

/** The whole line: what is held, and what else is not saved. Only for a state in which something is held. */
export function heldLine({ held, problems }: Pick<SyncState, 'held' | 'problems'>): string {
  const of = (...codes: readonly HeldCode[]) => held.filter(({ code }) => codes.includes(code));
  const whole = of('no-id-columns', 'missing-tab');
  const [first] = whole;
  if (first)
    return first.code === 'missing-tab' ? 'Its tab is gone: see below' : 'Nothing here is synced: see below';
  const unsynced = of('missing-columns', 'doubled-columns', 'long-headings');
  const cleared = of('mass-clear').length;
  const absent = of('missing-rows');
  const rows = held
    .filter((one) => ![...unsynced, ...absent].includes(one) && one.code !== 'mass-clear')
    .reduce((sum, one) => sum + rowsOf(one), 0);
  const parts = [
    ...(unsynced.length > 0 ? [unsyncedText(unsynced)] : []),
    ...(absent.length > 0 ? [absentText(absent)] : []),
    ...(cleared > 0 ? [`${count(cleared, 'column')} held`] : []),
    ...(rows > 0 ? [`${count(rows, 'row')} held`] : []),
    ...(problems.length > 0 ? [`${count(problems.length, 'row')} not saved`] : []),
  ];
  return `${parts.length > 0 ? parts.join(', ') : 'Something is held'}: see below`;
}

/** The list of rows is cut to what a property holds; the message tells how many there are. */
function rowsOf({ rows, message }: Held): number {
  return Math.max(rows.length, numberIn(message) ?? 0);
}

/** How many rows or leads a message is about; null where it does not say. */
function numberIn(message: string): number | null {
  const found = /\b(\d+) (?:leads?|rows?)\b/.exec(message);
  return found ? Number(found[1]) : null;
}

/** Several missing columns are held as one, and only the message tells how many. */
function unsyncedText(unsynced: readonly Held[]): string {
  const [only] = unsynced;
  const isOne =
    unsynced.length === 1 && only?.code === 'missing-columns' && /^The column "/.test(only.message);
  return isOne ? '1 column is not synced' : 'Columns are not synced';
}

function absentText(absent: readonly Held[]): string {
  const numbers = absent.map(({ message }) => numberIn(message) ?? 0);
  if (numbers.includes(0)) return 'Leads without a row';
  const leads = numbers.reduce((sum, one) => sum + one, 0);
  return `${count(leads, 'lead has', 'leads have')} no row`;
}
