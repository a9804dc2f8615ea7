/** A lead’s card, from its row and from Sanity. */
import type { LeadCard } from '../../answers/lead.ts';
import type { Calls } from '../../calls.ts';
import { cellText } from '../../model/cell.ts';
import { readConversation } from '../../model/conversation.ts';
import { FIELDS, type FieldKey } from '../../model/fields.ts';
import { isChanged } from '../../model/tab.ts';
import { isShortened, shownOf } from '../../model/text.ts';
import { askBridge } from '../ask-bridge.ts';
import { campaignById } from '../campaigns/campaigns.ts';
import { Failure } from '../failure.ts';
import { readDocument } from '../sheets/properties.ts';
import { type FoundRow, findRow } from './row.ts';

export function lead(ask: Calls['lead']['ask']): Calls['lead']['answer'] {
  return cardOf(findRow(ask.campaign, ask.lead), ask);
}

/** What a row says, for people to read. */
export function cardOf(found: FoundRow, { campaign, lead }: Calls['lead']['ask']): LeadCard {
  const { columns, row, cells, rules } = found;
  const at = (column: number) => cellText(cells[column] ?? '', rules.apostrophe);
  const all: { -readonly [K in FieldKey]?: string } = {};
  for (const { key } of FIELDS) {
    const column = columns.fields.get(key);
    if (column !== undefined) all[key] = at(column);
  }
  const { conversationHistory: talk = '', ...texts } = all;
  const phone = row.fields.find(({ field }) => field.key === 'phoneNumber')?.reading;
  return {
    campaign,
    lead,
    row: found.number,
    texts,
    extras: [...columns.extras].map(([name, column]) => ({ name, text: at(column) })),
    dial: phone?.state === 'value' && typeof phone.value === 'string' ? phone.value : null,
    messages: readConversation(shownOf(talk), namesIn(texts)),
    shortened: isShortened(talk),
    saved: row.base !== null && ![...row.fields, ...row.extras].some(isChanged),
  };
}

/** What a conversation may call the lead. */
function namesIn({ firstName = '', secondName = '' }: LeadCard['texts']): readonly string[] {
  const [first, last] = [firstName.trim(), secondName.trim()];
  return [first, `${first} ${last}`.trim()];
}

/** What Sanity knows of the lead beside its row. */
export function leadBackground({
  campaign: id,
  lead,
}: Calls['leadBackground']['ask']): Calls['leadBackground']['answer'] {
  const campaign = campaignById(readDocument(), id);
  if (!campaign)
    throw new Failure('not-found', 'This spreadsheet does not know that campaign. Reload the sidebar.');
  const { lead: _, ...known } = askBridge('/v1/lead', {
    campaign: { id, kind: campaign.kind },
    id: lead,
  });
  return { lead, ...known };
}
