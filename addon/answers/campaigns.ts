/** What making and managing campaigns asks and answers. */
import type { FieldKey } from '../model/fields.ts';
import type { Campaign, CampaignId } from '../model/lead.ts';
import type { LifecycleStep } from '../model/lifecycle.ts';

/** What a new campaign is made of; files are the import's. */
export type CampaignSource =
  | { readonly is: 'empty' }
  /** The tab that the person looks at, as it stands: see `adoptable`. */
  | { readonly is: 'tab'; readonly sheetId: number }
  /** Another campaign's settings, without its leads. */
  | { readonly is: 'campaign'; readonly campaign: CampaignId };

export interface NewCampaignAsk {
  readonly source: CampaignSource;
  readonly name: string;
  /** `#rrggbb` */
  readonly colour: string;
  readonly description: string;
}

/** A tab that belongs to no campaign and can become one. */
export interface AdoptableTab {
  readonly sheetId: number;
  readonly name: string;
  /** Rows below the header that say something. */
  readonly leads: number;
  /** Headings and the field that each is taken for; null: a column of the campaign's own. */
  readonly headings: readonly { readonly heading: string; readonly field: FieldKey | null }[];
  /** Why it cannot become one, and what to do about it; empty when it can. */
  readonly problems: readonly string[];
  /** What will be changed in it, as headings that get a field's own name, in sentences. */
  readonly notes: readonly string[];
}

export type CampaignChanges = Partial<
  Pick<Campaign, 'name' | 'colour' | 'description' | 'country' | 'owner' | 'required' | 'templates'>
>;

/** A campaign's settings, and what can be done with it by this person now. */
export interface CampaignDetails
  extends Pick<
    Campaign,
    | 'id'
    | 'kind'
    | 'name'
    | 'colour'
    | 'description'
    | 'country'
    | 'owner'
    | 'required'
    | 'templates'
    | 'state'
    | 'stateAt'
    | 'stateBy'
    | 'createdAt'
    | 'createdBy'
  > {
  readonly leads: number;
  /** Rows that are not verified in Sanity: a campaign with such cannot be archived or deleted. */
  readonly unsaved: number;
  readonly steps: readonly LifecycleStep[];
  /** When it was last exported as a whole, ISO 8601 UTC; null: never. */
  readonly exportedAt: string | null;
  /** Of a deleted campaign: until when it can be restored, ISO 8601 UTC. */
  readonly restorableUntil: string | null;
}

/** Two campaigns become one. `leave`: leads whose phone or e-mail the other has already stay where they are. */
export interface MergeAsk {
  readonly from: CampaignId;
  readonly into: CampaignId;
  readonly doubles: 'move' | 'leave';
}
