/** The questions that are asked in GROQ. Every one may be a little behind; what is written is checked by id instead. */
import { z } from 'zod';
import type { CampaignKind, CampaignRef } from '../../addon/model/lead.ts';
import type { Store } from './store.ts';

/** What the feed needs to know of a lead to decide whether it is news. */
export interface Stamp {
  readonly id: string;
  readonly rev: string;
  /** ISO 8601, by Sanity's clock. */
  readonly updatedAt: string;
}

/** What a document says of its revision. */
export function stampOf({ _id, _rev, _updatedAt }: { _id: string; _rev: string; _updatedAt: string }): Stamp {
  return { id: _id, rev: _rev, updatedAt: _updatedAt };
}

export interface StampPage {
  readonly leads: readonly Stamp[];
  /** What the index shows of the leads that were asked for by id. */
  readonly hinted: readonly Stamp[];
  /** Conflicts of the campaign that nobody has settled. */
  readonly openConflicts: number;
  /** All leads of the campaign. */
  readonly total: number;
  /** The spreadsheet that the campaign's document names; null when it has none. */
  readonly home: string | null;
  /** Sanity's own clock in ms: the only one that its time stamps can be compared with. */
  readonly now: number;
}

const stamp = z.object({ _id: z.string(), _rev: z.string(), _updatedAt: z.string() }).transform(stampOf);

const stampPage = z
  .object({
    leads: z.array(stamp),
    hinted: z.array(stamp).default([]),
    openConflicts: z.number(),
    total: z.number(),
    home: z.string().nullable().catch(null),
    now: z.iso.datetime({ offset: true }),
  })
  .transform(
    (page): StampPage => ({
      leads: page.leads,
      hinted: page.hinted,
      openConflicts: page.openConflicts,
      total: page.total,
      home: page.home,
      now: Date.parse(page.now),
    }),
  );

const LEADS: { readonly [K in CampaignKind]: string } = {
  own: '_type == "campaignLead" && campaignId == $campaign',
  original: '_type == "dbrLead"',
};

const rest = (kind: CampaignKind): string =>
  `"openConflicts": count(*[_type == "leadConflict" && campaignId == $campaign && open == true]), "total": count(*[${LEADS[kind]}]), "home": *[_type == "leadCampaign" && _id == $campaign][0].spreadsheetId, "now": now()`;

/** The campaign's next leads by id, after `after` ('' for the first). */
export function leadsAfter(
  store: Store,
  campaign: CampaignRef,
  after: string,
  count: number,
  deadline: number,
): Promise<StampPage> {
  const leads = `*[${LEADS[campaign.kind]} && _id > $after] | order(_id asc)[0...${count}]{_id, _rev, _updatedAt}`;
  return store.query(
    `{"leads": ${leads}, ${rest(campaign.kind)}}`,
    { campaign: campaign.id, after },
    stampPage,
    deadline,
  );
}

/**
 * The campaign's leads that changed at or after a second (s since the epoch), oldest first, at most `count`; and what
 * the index shows of some further ids.
 */
export function leadsChangedSince(
  store: Store,
  campaign: CampaignRef,
  since: number,
  count: number,
  hinted: readonly string[],
  deadline: number,
): Promise<StampPage> {
  const leads = `*[${LEADS[campaign.kind]} && _updatedAt >= $since] | order(_updatedAt asc, _id asc)[0...${count}]{_id, _rev, _updatedAt}`;
  const further = hinted.length > 0 ? '"hinted": *[_id in $hinted]{_id, _rev, _updatedAt}, ' : '';
  // Without the `Z` it sorts before that second in either spelling that Sanity has used: `…:07Z` and `…:07.123Z`.
  const from = new Date(since * 1_000).toISOString().slice(0, 19);
  return store.query(
    `{"leads": ${leads}, ${further}${rest(campaign.kind)}}`,
    { campaign: campaign.id, since: from, ...(hinted.length > 0 ? { hinted } : {}) },
    stampPage,
    deadline,
  );
}

const campaignList = z.object({ ids: z.array(z.string()), originalLeads: z.number() });

/** The campaigns of a spreadsheet by id, and how many original leads there are. */
export function campaignsOf(store: Store, spreadsheetId: string, deadline: number) {
  const groq = `{
    "ids": *[_type == "leadCampaign" && spreadsheetId == $spreadsheetId] | order(createdAt asc, _id asc)._id,
    "originalLeads": count(*[_type == "dbrLead"])
  }`;
  return store.query(groq, { spreadsheetId }, campaignList, deadline);
}

/** The newest open conflicts of a campaign by id, at most `count`. */
export function openConflictsOf(store: Store, campaign: CampaignRef, count: number, deadline: number) {
  const groq = `*[_type == "leadConflict" && campaignId == $campaign && open == true] | order(at desc, _id asc)[0...${count}]._id`;
  return store.query(groq, { campaign: campaign.id }, z.array(z.string()), deadline);
}

const contact = z.object({
  _id: z.string(),
  _type: z.string(),
  campaignId: z.string().nullish().catch(null),
  firstName: z.string().nullish().catch(null),
  secondName: z.string().nullish().catch(null),
  phoneNumber: z.string().nullish().catch(null),
  emailAddress: z.string().nullish().catch(null),
});
export type Contact = z.infer<typeof contact>;

const contacts = z.object({
  leads: z.array(contact),
  campaigns: z.array(
    z.object({
      _id: z.string(),
      name: z.string().nullish().catch(null),
      state: z.string().nullish().catch(null),
    }),
  ),
});

/** Leads of any campaign by phone (as spelled here, spaces apart) or e-mail (lower case), and all campaigns' names and states. */
export function leadsByContact(
  store: Store,
  phones: readonly string[],
  emails: readonly string[],
  deadline: number,
) {
  const groq = `{
    "leads": *[_type in ["dbrLead", "campaignLead"] && (
      array::join(string::split(phoneNumber, " "), "") in $phones || lower(emailAddress) in $emails
    )] | order(_id asc){_id, _type, campaignId, firstName, secondName, phoneNumber, emailAddress},
    "campaigns": *[_type == "leadCampaign"]{_id, name, state}
  }`;
  return store.query(groq, { phones, emails }, contacts, deadline);
}

/** The ids of a campaign's next leads, after `after` ('' for the first). */
export function leadIdsAfter(
  store: Store,
  campaign: CampaignRef,
  after: string,
  count: number,
  deadline: number,
) {
  const groq = `*[${LEADS[campaign.kind]} && _id > $after] | order(_id asc)[0...${count}]._id`;
  return store.query(groq, { campaign: campaign.id, after }, z.array(z.string()), deadline);
}

const held = z.object({
  _id: z.string(),
  _type: z.string(),
  campaignId: z.string().nullish().catch(null),
  phoneNumber: z.string().nullish().catch(null),
  emailAddress: z.string().nullish().catch(null),
});
/** How a lead can be reached, as its document spells it. */
export type Reachable = z.infer<typeof held>;

/**
 * The next leads of the whole dataset with a phone or an e-mail, after `after` ('' for the first). A spelling that nobody
 * thought of is found only by reading every one.
 */
export function reachableAfter(store: Store, after: string, count: number, deadline: number) {
  const groq = `*[_type in ["dbrLead", "campaignLead"] && _id > $after && (defined(phoneNumber) || defined(emailAddress))]
    | order(_id asc)[0...${count}]{_id, _type, campaignId, phoneNumber, emailAddress}`;
  return store.query(groq, { after }, z.array(held), deadline);
}

const campaignFacts = z.array(
  z.object({
    _id: z.string(),
    name: z.string().nullish().catch(null),
    country: z.string().nullish().catch(null),
  }),
);

/** What every campaign of the dataset is called and which country its phones are of. */
export function campaignNames(store: Store, deadline: number) {
  return store.query('*[_type == "leadCampaign"]{_id, name, country}', {}, campaignFacts, deadline);
}

/** The conflicts about these leads by id, settled ones too. */
export function conflictsAbout(store: Store, leads: readonly string[], deadline: number) {
  const groq = '*[_type == "leadConflict" && lead in $leads] | order(_id asc)._id';
  return store.query(groq, { leads }, z.array(z.string()), deadline);
}

const named = z.array(z.object({ _id: z.string(), _type: z.string() }));

/** Documents that are neither leads nor ours and refer to these leads, or name them where other tools name leads. */
export function documentsNaming(store: Store, leads: readonly string[], deadline: number) {
  const groq = `*[!(_type in ["dbrLead", "campaignLead", "leadConflict"]) && (
    references($leads) || conversationId in $leads || leadId in $leads || lead in $leads
  )] | order(_id asc){_id, _type}`;
  return store.query(groq, { leads }, named, deadline);
}

/** Which of these ids of entries on the suppression list the index shows, and how many entries there are in all. */
export function suppressionAmong(store: Store, ids: readonly string[], deadline: number) {
  const groq =
    '{"ids": *[_type == "leadSuppression" && _id in $ids]._id, "total": count(*[_type == "leadSuppression"])}';
  return store.query(groq, { ids }, z.object({ ids: z.array(z.string()), total: z.number() }), deadline);
}

/** The newest conflicts of a lead by id, open and settled, at most `count`. */
export function newestConflictsOf(
  store: Store,
  campaign: CampaignRef,
  lead: string,
  count: number,
  deadline: number,
) {
  const groq = `*[_type == "leadConflict" && campaignId == $campaign && lead == $lead] | order(at desc, _id asc)[0...${count}]._id`;
  return store.query(groq, { campaign: campaign.id, lead }, z.array(z.string()), deadline);
}

/** The newest imports of a spreadsheet by id, cancelled ones apart, at most `count`. */
export function importIdsOf(
  store: Store,
  of: { readonly spreadsheetId: string; readonly campaign: string | null; readonly before: string | null },
  count: number,
  deadline: number,
) {
  const home = `*[_type == "leadCampaign" && _id == ^.campaignId][0].spreadsheetId`;
  const groq = `*[_type == "leadImport" && state != "cancelled" && coalesce(${home}, spreadsheetId) == $spreadsheetId
    ${of.campaign === null ? '' : '&& campaignId == $campaign'} ${of.before === null ? '' : '&& at < $before'}
  ] | order(at desc, _id asc)[0...${count}]._id`;
  const params = {
    spreadsheetId: of.spreadsheetId,
    ...(of.campaign === null ? {} : { campaign: of.campaign }),
    ...(of.before === null ? {} : { before: of.before }),
  };
  return store.query(groq, params, z.array(z.string()), deadline);
}

/** The next parts of imports in the whole dataset by id, after `after` ('' for the first). */
export function importPartsAfter(store: Store, after: string, count: number, deadline: number) {
  const groq = `*[_type == "leadImportPart" && _id > $after] | order(_id asc)[0...${count}]._id`;
  return store.query(groq, { after }, z.array(z.string()), deadline);
}

/** What is kept of a campaign's imports, and their parts, by id, after `after` ('' for the first). */
export function importsAfter(
  store: Store,
  campaign: CampaignRef,
  after: string,
  count: number,
  deadline: number,
) {
  const groq = `*[_type in ["leadImport", "leadImportPart"] && campaignId == $campaign && _id > $after]
    | order(_id asc)[0...${count}]._id`;
  return store.query(groq, { campaign: campaign.id, after }, z.array(z.string()), deadline);
}

/** Documents that other tools have about these leads, whole: what they name is looked for in them. */
export function documentsAbout(store: Store, leads: readonly string[], count: number, deadline: number) {
  const groq = `*[!(_type in ["dbrLead", "campaignLead"]) && (
    references($leads) || conversationId in $leads || leadId in $leads || lead in $leads
  )][0...${count}]`;
  return store.query(groq, { leads }, z.array(z.unknown()), deadline);
}
