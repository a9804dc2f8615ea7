/** The record of who did what and when. */
import type {
  ActionsRequest,
  ActionsResponse,
  RecordActionsRequest,
  RecordActionsResponse,
} from '../../addon/model/wire.ts';
import { StoreRefused } from '../store/failure.ts';
import type { Ask } from './sync.ts';

export async function actions(_request: ActionsRequest, _ask: Ask): Promise<ActionsResponse> {
  throw new StoreRefused(501, 'The bridge cannot do this yet. Nothing was done.');
}

export async function recordActions(
  _request: RecordActionsRequest,
  _ask: Ask,
): Promise<RecordActionsResponse> {
  throw new StoreRefused(501, 'The bridge cannot do this yet. Nothing was done.');
}
