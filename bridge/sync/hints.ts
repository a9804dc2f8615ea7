/** What Sanity's webhook said changed, for a few minutes and in this process alone: it only makes the feed look sooner. */
import { type CampaignRef, isLeadId, LEAD_TYPE } from '../../addon/model/lead.ts';

/** An index that is later than this is the audit's to heal, as is a webhook that never came. */
const FOR_MS = 5 * 60_000;
const MOST = 5_000;
/** Leads that one pull looks at: more wait for the next. */
const AT_ONCE = 100;

/** One lead that is said to have changed. What an event leaves out (its projection may be any) is null. */
export interface Hint {
  readonly id: string;
  /** Null too where events told of several: which is the newest is for the document to say. */
  readonly rev: string | null;
  readonly type: string | null;
  readonly campaign: string | null;
  readonly until: number;
  /** The cursor of the pull whose answer told it; null: none did yet. */
  readonly toldTo: string | null;
}

/** A bounded memory of leads: one hint a lead, the oldest forgotten first. */
export class Hints {
  private readonly hints = new Map<string, Hint>();

  get size(): number {
    return this.hints.size;
  }

  /** Notes what an event says, if that is of a lead; anything else is ignored. */
  note(event: unknown, now = Date.now()): void {
    const id = textAt(event, '_id');
    const type = textAt(event, '_type');
    if (id === null || !isLeadId(id) || (type !== null && !LEAD_TYPES.has(type))) return;
    const known = this.hints.get(id);
    const said = textAt(event, '_rev');
    const rev = known && known.rev !== said ? null : said;
    // Last in line: a burst about one lead stays one hint, and the line is in the order of expiry.
    this.hints.delete(id);
    this.hints.set(id, {
      id,
      rev,
      type,
      campaign: textAt(event, 'campaignId'),
      until: now + FOR_MS,
      toldTo: null,
    });
    for (const [oldest, { until }] of this.hints) {
      if (until > now && this.hints.size <= MOST) break;
      this.hints.delete(oldest);
    }
  }

  /** Some leads that may be this campaign's and may have changed, the longest known first. */
  of(campaign: CampaignRef, now = Date.now()): readonly Hint[] {
    const found: Hint[] = [];
    for (const hint of this.hints.values()) {
      if (found.length === AT_ONCE) break;
      if (hint.until > now && mayBeOf(campaign, hint)) found.push(hint);
    }
    return found;
  }

  /** Forgets a hint, unless an event has replaced it meanwhile. */
  forget(hint: Hint): void {
    if (this.hints.get(hint.id) === hint) this.hints.delete(hint.id);
  }

  /** Notes what was learnt of a hint, unless an event has replaced it meanwhile. Its place in line stays. */
  learn(hint: Hint, more: Partial<Pick<Hint, 'type' | 'campaign' | 'toldTo'>>): void {
    if (this.hints.get(hint.id) === hint) this.hints.set(hint.id, { ...hint, ...more });
  }
}

const LEAD_TYPES: ReadonlySet<string> = new Set(Object.values(LEAD_TYPE));

function mayBeOf({ kind, id }: CampaignRef, hint: Hint): boolean {
  if (hint.type !== null && hint.type !== LEAD_TYPE[kind]) return false;
  return kind === 'original' || hint.campaign === null || hint.campaign === id;
}

function textAt(event: unknown, name: string): string | null {
  const value: unknown = typeof event === 'object' && event !== null ? Reflect.get(event, name) : undefined;
  return typeof value === 'string' ? value : null;
}
