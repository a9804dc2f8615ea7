/** Leads by id, as their documents stand now. */
import type { LeadsRequest, LeadsResponse } from '../../addon/model/wire.ts';
import { isLeadOf, toLead } from '../store/documents.ts';
import type { Ask } from './sync.ts';

/** Reads the leads that are there and belong to the campaign, in the order they were asked for. */
export async function leads({ campaign, ids }: LeadsRequest, ask: Ask): Promise<LeadsResponse> {
  const documents = await ask.store.documents(ids, ask.deadline);
  const found = [...new Set(ids)].flatMap((id) => documents.get(id) ?? []);
  const own = found.filter((document) => isLeadOf(campaign, document));
  ask.note({ asked: ids.length, leads: own.length });
  return { leads: own.map((document) => toLead(document).snapshot) };
}
