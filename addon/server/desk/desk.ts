/** A campaign’s numbers and lists, for its sidebar. */
import type { Calls } from '../../calls.ts';
import { Failure } from '../failure.ts';

export function desk(_ask: Calls['desk']['ask']): Calls['desk']['answer'] {
  throw new Failure('internal', 'This cannot be done yet. Nothing was done.');
}

export function deskList(_ask: Calls['deskList']['ask']): Calls['deskList']['answer'] {
  throw new Failure('internal', 'This cannot be done yet. Nothing was done.');
}
