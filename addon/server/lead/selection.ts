/** Which lead’s row the person has selected. */
import type { Calls } from '../../calls.ts';
import { Failure } from '../failure.ts';

export function selection(_ask: Calls['selection']['ask']): Calls['selection']['answer'] {
  throw new Failure('internal', 'This cannot be done yet. Nothing was done.');
}
