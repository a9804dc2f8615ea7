/** A lead in a list: who, what state, and what matters about it in that list. */
import type { CampaignSummary } from '../../../calls.ts';
import type { LeadLine, ListName } from '../../../model/desk/line.ts';
import { Chip } from '../../ui/chip.tsx';
import { since, whenOf } from './times.ts';

interface LeadRowProps {
  readonly line: LeadLine;
  /** What stands under the name. */
  readonly detail: string;
  /** Named where leads of several campaigns stand together. */
  readonly campaign?: CampaignSummary | undefined;
  readonly onOpen: () => void;
}

export function LeadRow({ line, detail, campaign, onOpen }: LeadRowProps) {
  return (
    <button type="button" class="lead-row" onClick={onOpen}>
      <LeadFacts line={line} detail={detail} campaign={campaign} />
    </button>
  );
}

/** The two or three lines of a row, whatever it is pressed with. */
export function LeadFacts({ line, detail, campaign }: Omit<LeadRowProps, 'onOpen'>) {
  return (
    <>
      <span class="lead-row-top">
        {campaign ? <span class="dot" style={{ background: campaign.colour }} /> : null}
        <span class="lead-row-name clip">{nameOf(line)}</span>
        <Chip text={line.status} />
      </span>
      <span class="lead-row-under">
        <span class="lead-row-detail clip">{detail}</span>
        {campaign ? <span class="lead-row-campaign clip">{campaign.name}</span> : null}
      </span>
      {campaign && (campaign.state === 'archived' || line.archived) ? (
        <span class="lead-row-campaign">
          {campaign.state === 'archived' ? 'archived campaign' : 'archived'}
        </span>
      ) : null}
    </>
  );
}

export function nameOf(line: LeadLine): string {
  return line.name || line.phone || line.email || 'No name';
}

/** What a person wants to know of a lead in this list. */
export function detailIn(list: ListName | null, line: LeadLine, now: number): string {
  switch (list) {
    case 'waiting': {
      const waits = since(line.replied, now);
      return joined(waits && `for ${waits}`, line.snippet || line.phone);
    }
    case 'upcoming':
    case 'booked':
      return joined(whenOf(line.call, now) || 'no readable time', line.phone);
    case 'hot':
    case 'warm':
    case 'recent':
      return joined(whenOf(line.replied, now), line.snippet || line.phone);
    case 'archived':
    case null:
      return joined(line.phone, line.postcode);
  }
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}
