/** The form of a new campaign: kept while the sidebar is open, so that a look at another page loses nothing. */
import type { CampaignSource } from '../../../answers/campaigns.ts';
import type { CampaignSummary } from '../../../calls.ts';
import { freeColour, nameProblem } from '../../../model/import/campaign.ts';
import type { CampaignId } from '../../../model/lead.ts';

export type SourceKind = CampaignSource['is'];

export interface NewForm {
  readonly source: SourceKind;
  /** Whose settings are taken. */
  readonly like: CampaignId | null;
  /** null: not typed; a tab proposes its own name. */
  readonly name: string | null;
  /** null: not chosen. */
  readonly colour: string | null;
  readonly description: string;
}

export const EMPTY_FORM: NewForm = {
  source: 'empty',
  like: null,
  name: null,
  colour: null,
  description: '',
};

const kept: { form: NewForm } = { form: EMPTY_FORM };

export function keptForm(): NewForm {
  return kept.form;
}

export function keepForm(form: NewForm): void {
  kept.form = form;
}

/** The colour that was chosen, or one that tells it from the others. */
export function colourOf(form: NewForm, campaigns: readonly CampaignSummary[]): string {
  return form.colour ?? freeColour(campaigns.map(({ colour }) => colour));
}

/** What the campaign is made of; null while that is not known. */
export function sourceOf(form: NewForm, sheetId: number | null): CampaignSource | null {
  switch (form.source) {
    case 'empty':
      return { is: 'empty' };
    case 'tab':
      return sheetId === null ? null : { is: 'tab', sheetId };
    case 'campaign':
      return form.like === null ? null : { is: 'campaign', campaign: form.like };
  }
}

/** What is wrong with the name, once there is one to judge. */
export function formProblem(
  name: string,
  typed: boolean,
  campaigns: readonly CampaignSummary[],
): string | null {
  if (name === '' && !typed) return null;
  return nameProblem(
    name,
    campaigns.map((campaign) => campaign.name),
  );
}
