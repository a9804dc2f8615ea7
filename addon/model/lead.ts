/** A lead, a campaign, and the ids that tell them apart. */
import type { FieldKey } from './fields.ts';
import type { CampaignState } from './lifecycle.ts';
import type { CountryCode } from './phone.ts';

declare const brand: unique symbol;
/** The `_id` of a lead's document. Made once, never derived from what the lead says about itself. */
export type LeadId = string & { readonly [brand]: 'LeadId' };
/** The `_id` of a campaign's document. */
export type CampaignId = string & { readonly [brand]: 'CampaignId' };
/** Sanity's revision of one document. */
export type Revision = string & { readonly [brand]: 'Revision' };
/** One import, from "Import" to its receipt. */
export type ImportId = string & { readonly [brand]: 'ImportId' };

/** What a field holds in a document. `null` is "no value": absent, null and '' are the same. */
export type FieldValue = string | number | boolean | null;

export type FieldValues = { readonly [K in FieldKey]?: FieldValue };

/** What a lead holds in columns of its campaign's own, by the column's name. */
export type ExtraValues = { readonly [column: string]: string | null };

/** A lead as its document stood at one revision. */
export interface LeadSnapshot {
  readonly id: LeadId;
  readonly rev: Revision;
  /** ISO 8601 UTC, by Sanity's clock. */
  readonly createdAt: string;
  readonly fields: FieldValues;
  readonly extra: ExtraValues;
}

/**
 * Where a campaign's leads come from. `original` is the dataset's leads from before Leadsheet, type `dbrLead`:
 * mapped, never migrated. `own` is what Leadsheet imported, type `campaignLead`.
 */
export type CampaignKind = 'original' | 'own';

/** Document type of a campaign's leads. */
export const LEAD_TYPE: { readonly [K in CampaignKind]: string } = {
  original: 'dbrLead',
  own: 'campaignLead',
};

/** The one campaign that maps the original leads. */
export const ORIGINAL_CAMPAIGN = 'campaign.original' as CampaignId;

/** Which campaign a request is about. */
export interface CampaignRef {
  readonly id: CampaignId;
  readonly kind: CampaignKind;
}

/** A campaign as its document holds it. Times are ISO 8601 UTC. */
export interface Campaign extends CampaignRef {
  readonly name: string;
  /** `#rrggbb` */
  readonly colour: string;
  readonly description: string;
  readonly spreadsheetId: string;
  /** Google's numeric id of the tab: tabs may be renamed. */
  readonly sheetId: number;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly state: CampaignState;
  /** When it came into that state, and who brought it there; '' for a state that it had from the beginning. */
  readonly stateAt: string;
  readonly stateBy: string;
  /** For phones without a country. */
  readonly country: CountryCode;
  /** Who looks after it: an e-mail or a name; '' for nobody. */
  readonly owner: string;
  /** Fields that a row of a file needs to be imported. */
  readonly required: readonly FieldKey[];
  readonly templates: Templates;
}

/** What the three messages of a campaign say, for whoever sends them; '' for none. */
export interface Templates {
  readonly m1: string;
  readonly m2: string;
  readonly m3: string;
}

const ID = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

/** True for what Sanity takes as a document id: letters, digits, `.`, `_`, `-`, at most 128. */
export function isLeadId(text: string): text is LeadId {
  return ID.test(text) && !text.startsWith('drafts.') && !text.startsWith('versions.');
}

export function isCampaignId(text: string): text is CampaignId {
  return isLeadId(text);
}

export function isRevision(text: string): text is Revision {
  return text.length > 0 && !/[|\s]/.test(text);
}

export function isImportId(text: string): text is ImportId {
  return /^[a-z0-9-]{8,36}$/.test(text);
}

/**
 * The id of the lead that line `line` (1-based, in the file's order) of an import creates. The same import may be
 * sent again and makes the same ids; the dot keeps the document from whoever has no token.
 */
export function importedLeadId(importId: ImportId, line: number): LeadId {
  const id = `lead.${importId}.${line.toString(36)}`;
  if (!isLeadId(id)) throw new Error(`"${id}" cannot be a lead's id.`);
  return id;
}

const BORN = /^lead\.(?:[a-z0-9-]{8,36}\.[0-9a-z]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** True for an id that an import or a typed row made: its lead was in a tab before it was in Sanity. */
export function isBornInTab(id: LeadId): boolean {
  return BORN.test(id);
}
