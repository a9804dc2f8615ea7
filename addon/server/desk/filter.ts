/** The tab’s own filter set to one of the lists. */
import type { Calls } from '../../calls.ts';
import { Failure } from '../failure.ts';

export function filterTab(_ask: Calls['filterTab']['ask']): Calls['filterTab']['answer'] {
  throw new Failure('internal', 'This cannot be done yet. Nothing was done.');
}
