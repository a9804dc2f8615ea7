/** What a campaign’s dashboard counts. */
import type { Calls } from '../../calls.ts';
import { Failure } from '../failure.ts';

export function setPeriod(_ask: Calls['setPeriod']['ask']): Calls['setPeriod']['answer'] {
  throw new Failure('internal', 'This cannot be done yet. Nothing was done.');
}
