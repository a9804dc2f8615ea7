/** What the soak and the processes that play its seeds say to each other. */
import { z } from 'zod';
import type { Schedule } from './schedule.ts';

/** To a process: play these, one after the other. */
export interface Order {
  readonly folders: Readonly<Record<string, string>>;
  readonly schedules: readonly Schedule[];
  /** Whether to look for the shortest schedule that still fails, which takes a while. */
  readonly shorten: boolean;
}

/** From a process, for each schedule in turn. */
export interface Outcome {
  readonly seed: number;
  readonly steps: number;
  readonly failures: readonly string[];
  /** The shortest schedule found that fails; null when none does. */
  readonly shortest: Schedule | null;
  readonly log: readonly string[];
  readonly counts: {
    readonly serviceCalls: number;
    readonly executions: number;
    readonly kills: number;
    readonly faults: number;
  };
}

const schedule = z.object({
  seed: z.number(),
  size: z.enum(['small', 'medium', 'large']),
  steps: z.array(
    z.custom<Schedule['steps'][number]>((step) => typeof step === 'object' && step !== null && 'do' in step),
  ),
});

export const isOrder = z.object({
  folders: z.record(z.string(), z.string()),
  schedules: z.array(schedule),
  shorten: z.boolean(),
});

export const isOutcome = z.object({
  seed: z.number(),
  steps: z.number(),
  failures: z.array(z.string()),
  shortest: z.union([schedule, z.null()]),
  log: z.array(z.string()),
  counts: z.object({
    serviceCalls: z.number(),
    executions: z.number(),
    kills: z.number(),
    faults: z.number(),
  }),
});

/** Reads a schedule that a person gives back. Throws ZodError. */
export function readSchedule(text: string): Schedule {
  return schedule.parse(JSON.parse(text));
}
