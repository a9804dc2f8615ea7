/** The day that quotas are counted by: Google's starts at midnight in California. */
import { formatInstant } from '../dates.ts';
import type { Execution } from '../execution.ts';

export function dayOf(instant: number): string {
  return formatInstant(instant, 'America/Los_Angeles', 'yyyy-MM-dd');
}

export function today(run: Execution): string {
  return dayOf(run.around.now());
}
