/** Who may do what. */
import type { Calls } from '../../calls.ts';
import { Failure } from '../failure.ts';

export function people(_ask: Calls['people']['ask']): Calls['people']['answer'] {
  throw new Failure('internal', 'This cannot be done yet. Nothing was done.');
}

export function setPeople(_ask: Calls['setPeople']['ask']): Calls['setPeople']['answer'] {
  throw new Failure('internal', 'This cannot be done yet. Nothing was done.');
}
