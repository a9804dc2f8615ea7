/** Schedules that once showed a failure: each is kept by the name of what it showed. */
import type { Schedule } from '../../scripts/soak/schedule.ts';

export const PINNED: readonly { readonly name: string; readonly schedule: Schedule }[] = [];
