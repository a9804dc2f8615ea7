/** A lead goes to another campaign. */
import type { Calls } from '../../calls.ts';
import { Failure } from '../failure.ts';

export function moveLead(_ask: Calls['moveLead']['ask']): Calls['moveLead']['answer'] {
  throw new Failure('internal', 'This cannot be done yet. Nothing was done.');
}
