/** Numbers, times and small words as both pages write them. Times are shown in the person's own zone. */

const grouped = new Intl.NumberFormat('en-GB');

/** `12,345` */
export function number(n: number): string {
  return grouped.format(n);
}

/** `1 lead`, `2 leads`, `3 entries` */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${number(n)} ${n === 1 ? one : many}`;
}

/** `14:02`, with the day before it when that is not today. */
export function clock(moment: number, now: number): string {
  const date = new Date(moment);
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(date);
  if (date.toDateString() === new Date(now).toDateString()) return time;
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' }).format(date);
  return `${day}, ${time}`;
}

/** `just now`, `12 s ago`, `3 min ago`, then the clock. A clock that runs ahead of ours counts as now. */
export function ago(moment: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - moment) / 1000));
  if (seconds < 3) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ago`;
  return `at ${clock(moment, now)}`;
}

/** The moment that an ISO time names, in milliseconds; null when there is none. */
export function momentOf(iso: string | null): number | null {
  const moment = iso === null ? Number.NaN : Date.parse(iso);
  return Number.isNaN(moment) ? null : moment;
}

/** A text of about four lines at the sidebar's width. */
const SHORT = 140;
const SHORT_LINES = 4;

/** The first lines of a text, cut between words where there are words. */
export function beginningOf(text: string): string {
  const lines = text.split('\n').slice(0, SHORT_LINES).join('\n');
  if (lines.length <= SHORT) return lines;
  const cut = lines.slice(0, SHORT);
  const word = cut.search(/\s\S*$/);
  return (word > SHORT / 2 ? cut.slice(0, word) : cut).trimEnd();
}
