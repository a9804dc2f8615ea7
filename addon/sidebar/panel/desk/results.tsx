/** What a search found, or why it found nothing. */
import { useEffect, useRef } from 'preact/hooks';
import type { CampaignSummary } from '../../../calls.ts';
import type { FoundLead, LeadLine } from '../../../model/desk/line.ts';
import { foundIn } from '../../../model/desk/search.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { count, number } from '../../ui/words.ts';
import { LeadFacts } from './lead-row.tsx';
import type { SearchView } from './use-search.ts';

interface ResultsProps {
  readonly id: string;
  readonly text: string;
  /** False: too little was typed to look for. */
  readonly enough: boolean;
  readonly view: SearchView;
  readonly campaigns: readonly CampaignSummary[];
  /** The one that Enter opens. */
  readonly chosen: number;
  readonly onOpen: (lead: FoundLead) => void;
}

export function Results({ id, text, enough, view, campaigns, chosen, onOpen }: ResultsProps) {
  const { found, searching, fault, again } = view;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <section class="section results" aria-label="Found leads">
      <p class="small results-said" role="status">
        {saidOf(text, enough, view)}
      </p>
      {fault ? (
        <Notice tone="bad" title={fault.code === 'offline' ? 'No connection' : 'The search came to nothing'}>
          <p>{fault.message}</p>
          <Button onClick={again}>Try again</Button>
        </Notice>
      ) : null}
      {found && found.leads.length > 0 ? (
        <div class="card lead-rows" id={`${id}-found`} role="listbox" aria-label="Found leads" ref={list}>
          {found.leads.map((lead, n) => (
            // The keyboard stays in the box, which names the option that Enter takes.
            // biome-ignore lint/a11y/useKeyWithClickEvents: see above.
            // biome-ignore lint/a11y/useFocusableInteractive: see above.
            <div
              key={`${lead.campaign} ${lead.line.lead}`}
              id={`${id}-${n}`}
              role="option"
              aria-selected={n === chosen}
              class={`lead-row${n === chosen ? ' is-chosen' : ''}`}
              onClick={() => onOpen(lead)}
            >
              <LeadFacts
                line={lead.line}
                detail={whyFound(lead.line, text)}
                campaign={campaigns.find((campaign) => campaign.id === lead.campaign)}
              />
            </div>
          ))}
        </div>
      ) : null}
      {searching && !found ? (
        <div class="card padded">
          <div class="ghost" style={{ width: '60%' }} />
          <div class="ghost" />
          <div class="ghost" style={{ width: '45%' }} />
        </div>
      ) : null}
    </section>
  );
}

function saidOf(text: string, enough: boolean, { found, searching, fault }: SearchView): string {
  if (!enough) return 'Type a little more.';
  if (fault) return '';
  if (!found) return searching ? 'Searching…' : '';
  if (found.total === 0) return searching ? 'Searching…' : `Nobody found for “${text}” in any campaign.`;
  const first = found.leads.length;
  return found.total > first
    ? `The best ${first} of ${number(found.total)} leads`
    : count(found.total, 'lead');
}

/** The phone always, and what else the text was found in. */
function whyFound(line: LeadLine, text: string): string {
  const where = foundIn(line, text);
  const parts = [
    line.phone,
    where.includes('email') ? line.email : '',
    where.includes('postcode') ? line.postcode : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
