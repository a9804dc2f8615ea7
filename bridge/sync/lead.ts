/** One lead with what the sheet does not show of it: messages, changes, conflicts. */
import type { LeadRequest, LeadResponse } from '../../addon/model/wire.ts';
import { StoreRefused } from '../store/failure.ts';
import type { Ask } from './sync.ts';

export async function lead(_request: LeadRequest, _ask: Ask): Promise<LeadResponse> {
  throw new StoreRefused(501, 'The bridge cannot do this yet. Nothing was done.');
}
