/** The add-on's homepage in the side panel: campaigns with their counts, where a click goes to the tab. */
import { isSynced } from '../model/lifecycle.ts';
import { campaignsIn } from './campaigns/campaigns.ts';
import { switchTo } from './campaigns/view.ts';
import { failureOf } from './failure.ts';
import { isCampaignId } from './guards.ts';
import { type CardLine, cardNotice, homepageCard } from './sheets/card.ts';
import { readDocument } from './sheets/properties.ts';
import { statusIn } from './sync/status.ts';

/** Name of the entry file's function that a click runs. */
export const OPEN_FROM_CARD = 'openFromCard';

const MENU = 'Everything else is in the menu Leadsheet → Open sidebar, to the right of Help.';

export function homepage(): GoogleAppsScript.Card_Service.Card {
  const stored = readDocument();
  const lines = campaignsIn(stored)
    .filter(({ state }) => isSynced(state))
    .map(({ id, name, colour }): CardLine => {
      const { leads } = statusIn(stored, id);
      return {
        title: name,
        note: leads === 1 ? '1 lead' : `${leads} leads`,
        colour,
        functionName: OPEN_FROM_CARD,
        parameters: { campaign: id },
      };
    });
  const none = 'No campaign yet. Import a list of leads to begin.';
  return homepageCard('Leadsheet', lines.length > 0 ? 'Campaigns' : none, lines, MENU);
}

/** What Google tells of a click; the older form of the event beside today's. */
interface CardEvent {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly commonEventObject?: { readonly parameters?: Readonly<Record<string, string>> };
}

/** Goes to the tab of the campaign whose line was clicked, and says so; Google wants an answer to every click. */
export function openFromCard(event: CardEvent): GoogleAppsScript.Card_Service.ActionResponse {
  const id = (event.commonEventObject?.parameters ?? event.parameters)?.campaign;
  try {
    if (isCampaignId(id)) switchTo(id);
    return cardNotice('This is the campaign’s tab.');
  } catch (thrown) {
    return cardNotice(failureOf(thrown).message);
  }
}
