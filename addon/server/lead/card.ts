/** A lead’s card, from its row and from Sanity. */
import type { Calls } from '../../calls.ts';
import { Failure } from '../failure.ts';

export function lead(_ask: Calls['lead']['ask']): Calls['lead']['answer'] {
  throw new Failure('internal', 'This cannot be done yet. Nothing was done.');
}

export function leadBackground(_ask: Calls['leadBackground']['ask']): Calls['leadBackground']['answer'] {
  throw new Failure('internal', 'This cannot be done yet. Nothing was done.');
}
