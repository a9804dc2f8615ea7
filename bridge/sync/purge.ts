/** A campaign that was deleted long enough ago goes for good. */
import type { PurgeRequest, PurgeResponse } from '../../addon/model/wire.ts';
import { StoreRefused } from '../store/failure.ts';
import type { Ask } from './sync.ts';

export async function purge(_request: PurgeRequest, _ask: Ask): Promise<PurgeResponse> {
  throw new StoreRefused(501, 'The bridge cannot do this yet. Nothing was done.');
}
