/** Changing one cell of a lead’s row. */
import type { Calls } from '../../calls.ts';
import { Failure } from '../failure.ts';

export function editLead(_ask: Calls['editLead']['ask']): Calls['editLead']['answer'] {
  throw new Failure('internal', 'This cannot be done yet. Nothing was done.');
}
