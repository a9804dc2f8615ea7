/** What a campaign is set to until somebody sets it otherwise, and what it may be set to. */
import type { Campaign } from './lead.ts';
import { DEFAULT_COUNTRY } from './phone.ts';

/** The part of a campaign that came after the first campaigns were made: their documents and records lack it. */
export type CampaignSettings = Pick<
  Campaign,
  'state' | 'stateAt' | 'stateBy' | 'country' | 'owner' | 'required' | 'templates'
>;

/** The settings alone. */
export function settingsOf(one: CampaignSettings): CampaignSettings {
  const { state, stateAt, stateBy, country, owner, required, templates } = one;
  return { state, stateAt, stateBy, country, owner, required, templates };
}

export const FIRST_SETTINGS: CampaignSettings = {
  state: 'active',
  stateAt: '',
  stateBy: '',
  country: DEFAULT_COUNTRY,
  owner: '',
  required: [],
  templates: { m1: '', m2: '', m3: '' },
};

/** Longest texts of a campaign, in characters: a document property holds 9 KB, and a long SMS has ten parts of 160. */
export const LONGEST = { description: 500, owner: 200, template: 800 } as const;
