/** Whole leads on their way into a file, page by page, in the order of their ids. */
import type { CampaignRef, LeadId } from '../../addon/model/lead.ts';
import type { ExportedLead, ExportRequest, ExportResponse } from '../../addon/model/wire.ts';
import { isLeadOf, toLead } from '../store/documents.ts';
import { StoreUnreachable } from '../store/failure.ts';
import { messagesOf } from '../store/messages.ts';
import { leadsAfter } from '../store/queries.ts';
import type { StoredDocument } from '../store/store.ts';
import { lead } from './lead.ts';
import type { Ask } from './sync.ts';

/** Leads in one answer; fewer where they are large, or where each costs questions of its own. */
const PAGE = { plain: 500, history: 40 } as const;
/** `google.script.run` grows slow long before UrlFetch's 50 MB; one lead alone may be larger. */
const MAX_BYTES = 900_000;
/** Documents read at once, so that few are read in vain when a page is full. */
const READ = 100;
const HISTORIES_AT_ONCE = 4;

/**
 * The campaign's next leads with everything of them. Which there are is asked of the index, what each says is read by
 * its id: a lead that was deleted a moment ago is left out, and then `total` says that one is missing. Throws when a
 * document cannot be read; the page may be asked for again.
 */
export async function exportLeads(request: ExportRequest, ask: Ask): Promise<ExportResponse> {
  const { campaign, history } = request;
  const most = history ? PAGE.history : PAGE.plain;
  const { leads, total } = await leadsAfter(ask.store, campaign, request.after, most, ask.deadline);
  const ids = leads.map(({ id }) => id);
  const page: ExportedLead[] = [];
  let bytes = 0;
  let after = '';
  for (let from = 0; from < ids.length; from += READ) {
    const slice = ids.slice(from, from + READ);
    const found = await readLeads(campaign, slice, history, ask);
    for (const id of slice) {
      const one = found.get(id);
      const size = one ? Buffer.byteLength(JSON.stringify(one)) : 0;
      if (page.length > 0 && bytes + size > MAX_BYTES) return answer(page, after, total, ask);
      if (one) page.push(one);
      bytes += size;
      after = id;
    }
  }
  return answer(page, ids.length < most ? null : after, total, ask);
}

function answer(leads: readonly ExportedLead[], after: string | null, total: number, ask: Ask) {
  ask.note({ leads: leads.length, total });
  return { leads, after, total };
}

async function readLeads(
  campaign: CampaignRef,
  ids: readonly string[],
  history: boolean,
  ask: Ask,
): Promise<ReadonlyMap<string, ExportedLead>> {
  const documents = await ask.store.documents(ids, ask.deadline);
  const own = ids.flatMap((id) => {
    const document = documents.get(id);
    return document && isLeadOf(campaign, document) ? [document] : [];
  });
  const read = history ? await withHistory(campaign, own, ask) : own.map((document) => plain(document));
  return new Map(read.map((one) => [one.lead.id, one]));
}

function plain(document: StoredDocument): ExportedLead {
  const messages = messagesOf(document);
  const listed = Array.isArray(document.messages) ? document.messages.length : 0;
  const unreadMessages = listed - messages.length;
  return { lead: toLead(document).snapshot, messages, unreadMessages, changes: [], conflicts: [] };
}

/** A few leads at a time; the first that cannot be read ends the page. */
async function withHistory(campaign: CampaignRef, documents: readonly StoredDocument[], ask: Ask) {
  const read: ExportedLead[] = [];
  for (let from = 0; from < documents.length; from += HISTORIES_AT_ONCE) {
    const slice = documents.slice(from, from + HISTORIES_AT_ONCE);
    read.push(...(await Promise.all(slice.map((document) => oneWithHistory(campaign, document, ask)))));
  }
  return read;
}

async function oneWithHistory(
  campaign: CampaignRef,
  document: StoredDocument,
  ask: Ask,
): Promise<ExportedLead> {
  const id: LeadId = toLead(document).snapshot.id;
  // The request's own line in the log counts pages, not the questions that a page is made of.
  const { changes, conflicts, historyFailure } = await lead({ campaign, id }, { ...ask, note: () => {} });
  if (historyFailure !== null) {
    throw new StoreUnreachable(
      `The history of a lead could not be read, so the export was stopped. Try again in a minute, or export without history. ${historyFailure}`,
    );
  }
  return { ...plain(document), changes, conflicts };
}
