/** Whole leads, page by page. */
import type { ExportRequest, ExportResponse } from '../../addon/model/wire.ts';
import { StoreRefused } from '../store/failure.ts';
import type { Ask } from './sync.ts';

export async function exportLeads(_request: ExportRequest, _ask: Ask): Promise<ExportResponse> {
  throw new StoreRefused(501, 'The bridge cannot do this yet. Nothing was done.');
}
