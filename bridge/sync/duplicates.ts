/** Leads of any campaign that share a phone or an e-mail with someone about to be imported. */
import { isCampaignId, isLeadId, LEAD_TYPE, ORIGINAL_CAMPAIGN } from '../../addon/model/lead.ts';
import { toE164 } from '../../addon/model/phone.ts';
import type { DuplicateMatch, DuplicatesRequest, DuplicatesResponse } from '../../addon/model/wire.ts';
import { type Contact, leadsByContact } from '../store/queries.ts';
import { suppressedAmong } from './suppression.ts';
import type { Ask } from './sync.ts';

const NOBODY = { phones: [], emails: [] };

/** Finds them: phones are compared as E.164 whatever their spelling in the document, e-mails in lower case. */
export async function duplicates(request: DuplicatesRequest, ask: Ask): Promise<DuplicatesResponse> {
  const phones = new Set(request.phones);
  const emails = new Set(request.emails.map((email) => email.trim().toLowerCase()));
  if (phones.size + emails.size === 0) return { matches: [], suppressed: NOBODY };
  const spelled = [...new Set([...phones].flatMap(spellings))];
  const [{ leads, campaigns }, suppressed] = await Promise.all([
    leadsByContact(ask.store, spelled, [...emails], ask.deadline),
    suppressedAmong(request, ask),
  ]);
  const names = new Map(campaigns.map((campaign) => [campaign._id, campaign.name ?? campaign._id]));
  // A deleted campaign's leads are on their way out: nothing is to be merged into them.
  const deleted = new Set(campaigns.flatMap(({ _id, state }) => (state === 'deleted' ? [_id] : [])));
  const alive = leads.filter(({ campaignId }) => !deleted.has(campaignId ?? ''));
  const matches = alive.flatMap((lead) => toMatch(lead, names) ?? []);
  const { phones: gonePhones, emails: goneEmails } = suppressed;
  const toLeaveOut = gonePhones.length + goneEmails.length;
  ask.note({ asked: phones.size + emails.size, matches: matches.length, suppressed: toLeaveOut });
  return { matches, suppressed };
}

/** How a number may stand in a document: E.164, and what people and spreadsheets made of UK numbers. */
function spellings(phone: string): string[] {
  const national = /^\+44(\d{9,10})$/.exec(phone)?.[1];
  if (national === undefined) return [phone, phone.replace(/^\+/, ''), phone.replace(/^\+/, '00')];
  return [`+44${national}`, `44${national}`, `0044${national}`, `0${national}`, national];
}

function toMatch(lead: Contact, names: ReadonlyMap<string, string>): DuplicateMatch | null {
  if (!isLeadId(lead._id)) return null;
  const email = lead.emailAddress?.trim().toLowerCase() ?? '';
  return {
    lead: lead._id,
    ...campaignOf(lead, names),
    name: [lead.firstName, lead.secondName].filter(Boolean).join(' '),
    phone: toE164(lead.phoneNumber ?? ''),
    email: email === '' ? null : email,
  };
}

function campaignOf(lead: Contact, names: ReadonlyMap<string, string>) {
  if (lead._type === LEAD_TYPE.original) {
    const name = names.get(ORIGINAL_CAMPAIGN);
    return {
      campaign: name === undefined ? null : ORIGINAL_CAMPAIGN,
      campaignName: name ?? 'Original leads',
    };
  }
  const id = lead.campaignId ?? '';
  return { campaign: isCampaignId(id) ? id : null, campaignName: names.get(id) ?? 'A campaign that is gone' };
}
