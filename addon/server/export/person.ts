/** Everything that is held about one person, and its erasure. */
import type { Calls } from '../../calls.ts';
import { Failure } from '../failure.ts';

export function person(_ask: Calls['person']['ask']): Calls['person']['answer'] {
  throw new Failure('internal', 'This cannot be done yet. Nothing was done.');
}

export function forgetPerson(_ask: Calls['forgetPerson']['ask']): Calls['forgetPerson']['answer'] {
  throw new Failure('internal', 'This cannot be done yet. Nothing was done.');
}
