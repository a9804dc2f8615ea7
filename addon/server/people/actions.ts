/** The record of who did what. */
import type { Calls } from '../../calls.ts';
import { Failure } from '../failure.ts';

export function actions(_ask: Calls['actions']['ask']): Calls['actions']['answer'] {
  throw new Failure('internal', 'This cannot be done yet. Nothing was done.');
}
