/** A campaign made of nothing, of a tab, or of another’s settings. */
import type { Calls } from '../../calls.ts';
import { Failure } from '../failure.ts';

export function createCampaign(_ask: Calls['createCampaign']['ask']): Calls['createCampaign']['answer'] {
  throw new Failure('internal', 'This cannot be done yet. Nothing was done.');
}

export function adoptable(_ask: Calls['adoptable']['ask']): Calls['adoptable']['answer'] {
  throw new Failure('internal', 'This cannot be done yet. Nothing was done.');
}
