/** Everything that is held about one person, found by a lead's own phone and e-mail. */
import { isCampaignId, isLeadId, LEAD_TYPE, type LeadId, ORIGINAL_CAMPAIGN } from '../../addon/model/lead.ts';
import { type CountryCode, DEFAULT_COUNTRY, isCountry, toE164 } from '../../addon/model/phone.ts';
import {
  type ConflictId,
  type HeldLead,
  isConflictId,
  MAX_HELD,
  type OtherDocuments,
  type PersonRequest,
  type PersonResponse,
} from '../../addon/model/wire.ts';
import { isLeadOf } from '../store/documents.ts';
import { StoreRefused } from '../store/failure.ts';
import { campaignNames, conflictsAbout, documentsNaming, reachableAfter } from '../store/queries.ts';
import type { StoredDocument } from '../store/store.ts';
import { importedRowsAbout, type Wanted } from './import-person.ts';
import { type Contact, emailContact, phoneContact } from './suppression.ts';
import type { Ask } from './sync.ts';

/** Leads looked through in one question; a phone may be spelled in any way, so every one is looked at. */
const PAGE = 5_000;

/** What is held about a person, each document read by its id. */
export interface Held {
  readonly leads: readonly StoredDocument[];
  /** Copies that an editor of Sanity's Studio has not published. */
  readonly drafts: readonly StoredDocument[];
  readonly conflicts: readonly StoredDocument[];
  /** How the person could be reached, by any of it. */
  readonly contacts: readonly Contact[];
}

/** Tells what is held. Nothing is changed. Throws StoreRefused when the lead is not in Sanity. */
export async function person(request: PersonRequest, ask: Ask): Promise<PersonResponse> {
  const held = await heldAbout(request, ask);
  if (!held) {
    throw new StoreRefused(
      404,
      'This lead is not in Sanity, or no longer, so what is held about its person cannot be looked up. Nothing was done. If its row is new, wait until it is saved.',
    );
  }
  const ids = held.leads.map(({ _id }) => _id);
  const facts = new Map(
    (await campaignNames(ask.store, ask.deadline)).map((one) => [one._id, one.name ?? null]),
  );
  const { others, documents } = await othersAbout(ids, ask);
  const imports = await importedRowsAbout(importedBy(request, held), ask);
  ask.note({ leads: ids.length, conflicts: held.conflicts.length });
  return {
    leads: held.leads.map((document) => toHeld(document, facts)),
    conflicts: held.conflicts.flatMap(({ _id }): ConflictId[] => (isConflictId(_id) ? [_id] : [])),
    others,
    dossier: JSON.stringify(
      {
        madeAt: new Date().toISOString(),
        leads: held.leads,
        unpublished: held.drafts,
        conflicts: held.conflicts,
        imports,
        otherTools: documents,
      },
      null,
      2,
    ),
  };
}

/** What is held about a lead's person; null when the lead is not there. The lead itself comes first. */
export async function heldAbout(request: PersonRequest, ask: Ask): Promise<Held | null> {
  const { store, deadline } = ask;
  const own = (await store.documents([request.lead], deadline)).get(request.lead);
  if (!own || !isLeadOf(request.campaign, own)) return null;
  const ids = [request.lead, ...(await idsOfPerson(own, request, ask))];
  const documents = await store.documents([...ids, ...ids.map(draftOf)], deadline);
  const pick = (wanted: readonly string[]) => wanted.flatMap((id) => documents.get(id) ?? []);
  const leads = pick(ids).filter(isLead);
  if (leads.length > MAX_HELD) throw tooMany(leads.length);
  const conflictIds = await conflictsAbout(store, ids, deadline);
  const conflicts = await store.documents(conflictIds, deadline);
  return {
    leads,
    drafts: pick(ids.map(draftOf)),
    conflicts: conflictIds.flatMap((id) => conflicts.get(id) ?? []),
    contacts: contactsOf(leads, countryOf(request.country)),
  };
}

/** Who is looked for among the rows that imports keep. */
export function importedBy({ country }: PersonRequest, { leads, contacts }: Held): Wanted {
  return { leads: leads.map(({ _id }) => _id), contacts, country: countryOf(country) };
}

/** Documents of other tools about these leads, counted by type, and where each is. */
export async function othersAbout(
  ids: readonly string[],
  ask: Ask,
): Promise<{
  readonly others: readonly OtherDocuments[];
  readonly documents: readonly { _id: string; _type: string }[];
}> {
  const published = await documentsNaming(ask.store, ids, ask.deadline);
  const counts = new Map<string, number>();
  for (const { _type } of published) counts.set(_type, (counts.get(_type) ?? 0) + 1);
  return { others: [...counts].map(([type, count]) => ({ type, count })), documents: published };
}

function tooMany(count: number): StoreRefused {
  return new StoreRefused(
    409,
    `${count} leads share this lead's phone or e-mail, which is hardly one person's own. Nothing was done. Correct the phone and the e-mail of this lead first, so that they are its person's alone.`,
  );
}

function draftOf(id: string): string {
  return `drafts.${id}`;
}

function isLead({ _type }: StoredDocument): boolean {
  return _type === LEAD_TYPE.original || _type === LEAD_TYPE.own;
}

/** The other leads of the dataset with the same phone in any spelling, or the same e-mail. */
async function idsOfPerson(
  own: StoredDocument,
  request: PersonRequest,
  ask: Ask,
): Promise<readonly LeadId[]> {
  const country = countryOf(request.country);
  const phone = toE164(textAt(own, 'phoneNumber'), country);
  const email = emailOf(own);
  if (phone === null && email === '') return [];
  const names = await campaignNames(ask.store, ask.deadline);
  const countries = new Map(names.map((one) => [one._id, countryOf(one.country ?? '')]));
  const found: LeadId[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const page: Awaited<ReturnType<typeof reachableAfter>> = await reachableAfter(
      ask.store,
      after,
      PAGE,
      ask.deadline,
    );
    for (const one of page) {
      const of = countries.get(one.campaignId ?? ORIGINAL_CAMPAIGN) ?? DEFAULT_COUNTRY;
      const samePhone = phone !== null && phonesOf(one.phoneNumber ?? '', of, country).includes(phone);
      const sameEmail = email !== '' && email === (one.emailAddress ?? '').trim().toLowerCase();
      if ((samePhone || sameEmail) && isLeadId(one._id) && one._id !== own._id) found.push(one._id);
    }
    after = page.length < PAGE ? null : (page.at(-1)?._id ?? null);
  }
  return found;
}

/** A number without a country is of its campaign's, or else of the one that is asked about. */
function phonesOf(text: string, ...countries: readonly CountryCode[]): readonly (string | null)[] {
  return countries.map((country) => toE164(text, country));
}

function countryOf(text: string): CountryCode {
  return isCountry(text) ? text : DEFAULT_COUNTRY;
}

function contactsOf(leads: readonly StoredDocument[], country: CountryCode): readonly Contact[] {
  const contacts = leads.flatMap((lead): Contact[] => {
    const phone = toE164(textAt(lead, 'phoneNumber'), country);
    const email = emailOf(lead);
    return [...(phone === null ? [] : [phoneContact(phone)]), ...(email === '' ? [] : [emailContact(email)])];
  });
  return [...new Set(contacts)];
}

function emailOf(lead: StoredDocument): string {
  return textAt(lead, 'emailAddress').trim().toLowerCase();
}

function textAt(document: StoredDocument, attribute: string): string {
  const value = document[attribute];
  return typeof value === 'string' ? value : '';
}

function toHeld(document: StoredDocument, names: ReadonlyMap<string, string | null>): HeldLead {
  const { _id: id, _type } = document;
  if (!isLeadId(id)) throw new Error('A document that is no lead was taken for one.');
  const name = ['firstName', 'secondName'].map((key) => textAt(document, key).trim());
  const own = textAt(document, 'campaignId');
  const campaign = _type === LEAD_TYPE.original ? ORIGINAL_CAMPAIGN : isCampaignId(own) ? own : null;
  const known = campaign !== null && names.has(campaign);
  return {
    id,
    campaign: known || _type === LEAD_TYPE.own ? campaign : null,
    campaignName:
      (campaign && names.get(campaign)) ??
      (known ? id : NOWHERE[_type === LEAD_TYPE.own ? 'own' : 'original']),
    name: name.filter(Boolean).join(' '),
  };
}

const NOWHERE = { own: 'A campaign that is gone', original: 'Original leads' } as const;
