/** Leads move or are copied to another campaign, each read back. */
import type { MoveRequest, MoveResponse } from '../../addon/model/wire.ts';
import { StoreRefused } from '../store/failure.ts';
import type { Ask } from './sync.ts';

export async function moveLeads(_request: MoveRequest, _ask: Ask): Promise<MoveResponse> {
  throw new StoreRefused(501, 'The bridge cannot do this yet. Nothing was done.');
}
