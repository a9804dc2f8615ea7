/** Everything that is held about one person, and its erasure. */
import type { ForgetRequest, ForgetResponse, PersonRequest, PersonResponse } from '../../addon/model/wire.ts';
import { StoreRefused } from '../store/failure.ts';
import type { Ask } from './sync.ts';

export async function person(_request: PersonRequest, _ask: Ask): Promise<PersonResponse> {
  throw new StoreRefused(501, 'The bridge cannot do this yet. Nothing was done.');
}

export async function forget(_request: ForgetRequest, _ask: Ask): Promise<ForgetResponse> {
  throw new StoreRefused(501, 'The bridge cannot do this yet. Nothing was done.');
}
