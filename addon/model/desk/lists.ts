/** The lists that a person works from: which leads are in each, and in what order. */
import type { LeadLine, ListName } from './line.ts';

/** `now` is a `wallKey`. */
type Membership = (line: LeadLine, now: string) => boolean;
type Order = (one: LeadLine, other: LeadLine) => number;

interface List {
  readonly holds: Membership;
  readonly order: Order;
}

/** Nobody answers these any more, whatever they wrote last. */
const SETTLED: ReadonlySet<string> = new Set(['REMOVED', 'CONVERTED', 'INSTALLED']);

const newestReply: Order = (one, other) => descending(one.replied, other.replied);

const LIST: { readonly [L in ListName]: List } = {
  hot: { holds: (line) => !line.archived && line.status === 'HOT', order: newestReply },
  warm: { holds: (line) => !line.archived && line.status === 'WARM', order: newestReply },
  waiting: { holds: isWaiting, order: (one, other) => ascending(waitingSince(one), waitingSince(other)) },
  upcoming: {
    holds: (line, now) => !line.archived && line.status === 'CALL_BOOKED' && line.call > now,
    order: (one, other) => ascending(one.call, other.call),
  },
  booked: { holds: (line) => line.hasCall, order: (one, other) => descending(one.call, other.call) },
  recent: { holds: (line) => !line.archived && line.hasReplied, order: newestReply },
  archived: { holds: (line) => line.archived, order: newestReply },
};

/** Whether a lead is in a list at a minute on the UK's wall clocks (`wallKey`). */
export function isInList(list: ListName, line: LeadLine, now: string): boolean {
  return LIST[list].holds(line, now);
}

/** What is in a list, in its order; leads that it does not tell apart stay as they were. */
export function linesIn<T>(
  list: ListName,
  all: readonly T[],
  lineOf: (one: T) => LeadLine,
  now: string,
): readonly T[] {
  const { holds, order } = LIST[list];
  return all.filter((one) => holds(lineOf(one), now)).sort((one, other) => order(lineOf(one), lineOf(other)));
}

/** Since when a lead waits for an answer: its last reply. '' where nobody can read when that was. */
export function waitingSince({ replied }: LeadLine): string {
  return replied;
}

/**
 * Replied, and nothing was sent since: neither an answer nor a further message. A reply at a time that nobody can read
 * waits as long as nothing at all was answered.
 */
function isWaiting(line: LeadLine): boolean {
  if (!line.hasReplied || line.archived || hasLeft(line)) return false;
  if (line.replied === '') return line.answered === '';
  return [line.answered, line.m1, line.m2, line.m3].every((sent) => sent < line.replied);
}

function hasLeft({ status, sentiment, outcome }: LeadLine): boolean {
  return SETTLED.has(status) || sentiment === 'NEGATIVE_REMOVED' || outcome === 'REMOVED';
}

function ascending(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function descending(one: string, other: string): number {
  return ascending(other, one);
}
