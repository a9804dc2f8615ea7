/** The record of who did what, day by day. */
import type { Action } from '../../../model/actions.ts';

export interface Day {
  readonly day: string;
  readonly actions: readonly Action[];
}

/** By the day on which it happened, in the person's own zone. */
export function byDay(actions: readonly Action[], now: number): readonly Day[] {
  const days = new Map<string, Action[]>();
  for (const action of actions) {
    const day = dayOf(action.at, now);
    days.set(day, [...(days.get(day) ?? []), action]);
  }
  return [...days].map(([day, those]) => ({ day, actions: those }));
}

const DAY_MS = 86_400_000;

function dayOf(iso: string, now: number): string {
  const date = new Date(iso);
  if (date.toDateString() === new Date(now).toDateString()) return 'Today';
  if (date.toDateString() === new Date(now - DAY_MS).toDateString()) return 'Yesterday';
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(date);
}

/** `14:02` */
export function timeOf(iso: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(new Date(iso));
}
