/** Going to a lead’s row. */
import type { Calls } from '../../calls.ts';
import { Failure } from '../failure.ts';

export function goTo(_ask: Calls['goTo']['ask']): Calls['goTo']['answer'] {
  throw new Failure('internal', 'This cannot be done yet. Nothing was done.');
}
