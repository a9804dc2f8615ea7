/** The tab that compares the campaigns. */
import type { Calls } from '../../calls.ts';
import { Failure } from '../failure.ts';

export function showOverview(_ask: Calls['showOverview']['ask']): Calls['showOverview']['answer'] {
  throw new Failure('internal', 'This cannot be done yet. Nothing was done.');
}
