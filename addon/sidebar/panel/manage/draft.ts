/** What was typed into a campaign's settings and not saved: compared with what is, and kept while the sidebar is open. */
import type { CampaignChanges, CampaignDetails } from '../../../answers/campaigns.ts';
import type { CampaignId } from '../../../model/lead.ts';

export const SETTINGS = [
  'name',
  'colour',
  'description',
  'owner',
  'country',
  'required',
  'templates',
] as const satisfies readonly (keyof CampaignChanges)[];
export type Setting = (typeof SETTINGS)[number];
export type Settings = Pick<CampaignDetails, Setting>;

const LABELS: { readonly [S in Setting]: string } = {
  name: 'name',
  colour: 'colour',
  description: 'description',
  owner: 'owner',
  country: 'country',
  required: 'required fields',
  templates: 'messages',
};

/** A page may be closed and opened again: what was typed is still there. */
const kept = new Map<CampaignId, CampaignChanges>();

export function keptDraft(campaign: CampaignId): CampaignChanges {
  return kept.get(campaign) ?? {};
}

export function keepDraft(campaign: CampaignId, draft: CampaignChanges): void {
  if (isEmpty(draft)) kept.delete(campaign);
  else kept.set(campaign, draft);
}

export function isEmpty(draft: CampaignChanges): boolean {
  return Object.keys(draft).length === 0;
}

/** The draft without what says the same as the settings do. */
export function cleaned(draft: CampaignChanges, settings: Settings): CampaignChanges {
  return chosen(draft, (setting) => {
    const value = draft[setting];
    return value !== undefined && JSON.stringify(value) !== JSON.stringify(settings[setting]);
  });
}

/** What the settings were before a draft is saved. */
export function formerly(draft: CampaignChanges, settings: Settings): CampaignChanges {
  return chosen(settings, (setting) => draft[setting] !== undefined);
}

/** `name, colour` */
export function changedWords(draft: CampaignChanges): string {
  return SETTINGS.filter((setting) => draft[setting] !== undefined)
    .map((setting) => LABELS[setting])
    .join(', ');
}

/** As it is sent: without the spaces that nobody means. */
export function trimmed(draft: CampaignChanges): CampaignChanges {
  const { name, owner, description } = draft;
  return {
    ...draft,
    ...(name === undefined ? {} : { name: name.trim() }),
    ...(owner === undefined ? {} : { owner: owner.trim() }),
    ...(description === undefined ? {} : { description: description.trim() }),
  };
}

function chosen(from: CampaignChanges, isChosen: (setting: Setting) => boolean): CampaignChanges {
  return Object.fromEntries(SETTINGS.filter(isChosen).map((setting) => [setting, from[setting]]));
}
