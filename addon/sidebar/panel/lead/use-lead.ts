/** One lead as its page knows it: the card from its row, what Sanity knows beside, and how a cell is changed. */
import { useEffect, useRef } from 'preact/hooks';
import type { CardField, LeadBackground, LeadCard } from '../../../answers/lead.ts';
import type { CampaignId, LeadId } from '../../../model/lead.ts';
import type { PageProps } from '../pages.tsx';
import { type Answered, useAnswer } from '../use-answer.ts';
import { dropDraft } from './drafts.ts';
import { changeWords } from './words.ts';

export interface LeadSource extends Pick<PageProps, 'panel' | 'state' | 'ask' | 'actions'> {
  readonly campaign: CampaignId;
  readonly lead: LeadId;
}

export interface OpenLead {
  readonly card: Answered<LeadCard>;
  readonly background: Answered<LeadBackground>;
  /** What is being changed. */
  readonly busy: CardField | null;
  /** Changes a field and tells of it, with the way back. */
  readonly edit: (field: CardField, before: string, after: string) => void;
}

const EDIT = 'edit ';

export function useLead({ campaign, lead, panel, state, ask, actions }: LeadSource): OpenLead {
  const saved = useRef<boolean | null>(null);
  const card = useAnswer(() => ask('lead', { campaign, lead }), `${lead} ${newsIn(state, saved.current)}`);
  saved.current = card.value?.saved ?? null;
  const background = useAnswer(
    () => ask('leadBackground', { campaign, lead }),
    `${lead} ${saved.current !== false}`,
  );
  const shown = useRef(true);
  useEffect(
    () => () => {
      shown.current = false;
    },
    [],
  );
  const edit: OpenLead['edit'] = (field, before, after) => {
    const change = (from: string, to: string): Promise<void> =>
      actions
        .perform(`${EDIT}${field}`, async ({ takeFrom, ask: call }) => {
          const { card: now } = await takeFrom(() =>
            call('editLead', { campaign, lead, field, before: from, after: to }),
          );
          dropDraft(lead, field, to);
          if (shown.current) card.put(now);
          return { text: changeWords(now, field), undo: () => void change(to, from) };
        })
        // Sanity need not wait for the next tick. What was refused is shown as it is now.
        .then(() => {
          actions.retry();
          if (shown.current) card.again();
        });
    void change(before, after);
  };
  const { doing } = panel;
  const key = doing?.what === 'page' && doing.key.startsWith(EDIT) ? doing.key.slice(EDIT.length) : null;
  return { card, background, busy: isCardField(key) ? key : null, edit };
}

function isCardField(key: string | null): key is CardField {
  return key !== null;
}

/** Changes when the tab was compared again; while the row is on its way to Sanity, at every look at it. */
function newsIn({ sync }: LeadSource['state'], saved: boolean | null): string {
  if (!sync) return '';
  return saved === false ? `${sync.comparedAt} ${sync.pulledAt} ${sync.state}` : String(sync.comparedAt);
}
