/** Finding leads of all campaigns. */
import type { Calls } from '../../calls.ts';
import { Failure } from '../failure.ts';

export function search(_ask: Calls['search']['ask']): Calls['search']['answer'] {
  throw new Failure('internal', 'This cannot be done yet. Nothing was done.');
}
