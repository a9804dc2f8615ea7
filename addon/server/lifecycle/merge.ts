/** Two campaigns become one. */
import type { Calls } from '../../calls.ts';
import { Failure } from '../failure.ts';

export function mergeCampaigns(_ask: Calls['mergeCampaigns']['ask']): Calls['mergeCampaigns']['answer'] {
  throw new Failure('internal', 'This cannot be done yet. Nothing was done.');
}
