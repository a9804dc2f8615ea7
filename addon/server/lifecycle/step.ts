/** A campaign goes from one state to the next. */
import type { Calls } from '../../calls.ts';
import { Failure } from '../failure.ts';

export function stepCampaign(_ask: Calls['stepCampaign']['ask']): Calls['stepCampaign']['answer'] {
  throw new Failure('internal', 'This cannot be done yet. Nothing was done.');
}
