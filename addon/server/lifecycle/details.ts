/** A campaign’s settings: shown and changed. */
import type { Calls } from '../../calls.ts';
import { Failure } from '../failure.ts';

export function campaignDetails(_ask: Calls['campaignDetails']['ask']): Calls['campaignDetails']['answer'] {
  throw new Failure('internal', 'This cannot be done yet. Nothing was done.');
}

export function editCampaign(_ask: Calls['editCampaign']['ask']): Calls['editCampaign']['answer'] {
  throw new Failure('internal', 'This cannot be done yet. Nothing was done.');
}
