/** Leads on their way into a file. */
import type { Calls } from '../../calls.ts';
import { Failure } from '../failure.ts';

export function openExport(_ask: Calls['openExport']['ask']): Calls['openExport']['answer'] {
  throw new Failure('internal', 'This cannot be done yet. Nothing was done.');
}

export function exportPage(_ask: Calls['exportPage']['ask']): Calls['exportPage']['answer'] {
  throw new Failure('internal', 'This cannot be done yet. Nothing was done.');
}

export function noteExport(_ask: Calls['noteExport']['ask']): Calls['noteExport']['answer'] {
  throw new Failure('internal', 'This cannot be done yet. Nothing was done.');
}
