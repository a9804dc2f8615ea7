/** What a person should look at in the active campaign, worded from its sync state. */
import type { SyncState } from '../../calls.ts';
import { choicesOf, type HeldChoice } from '../../model/choices.ts';
import type { Held, HeldCode } from '../../model/holds.ts';
import type { CampaignKind } from '../../model/lead.ts';
import { count } from '../ui/words.ts';

export interface AttentionEntry {
  /** Sheet rows to go to; empty when it is about no row. */
  readonly rows: readonly number[];
  readonly text: string;
}

export interface HeldItem {
  readonly id: string;
  readonly is: 'held';
  readonly tone: 'bad';
  readonly title: string;
  readonly held: Held;
  readonly choices: readonly HeldChoice[];
}

export type AttentionItem =
  | HeldItem
  | {
      readonly id: string;
      readonly is: 'list';
      readonly tone: 'warn' | 'bad';
      readonly title: string;
      readonly entries: readonly AttentionEntry[];
      /** About those that are not listed; null when all are. */
      readonly more: string | null;
    }
  | { readonly id: 'conflicts'; readonly is: 'conflicts'; readonly tone: 'warn'; readonly title: string };

const HELD: { readonly [code in HeldCode]: string } = {
  'copied-rows': 'Copied rows are held back',
  'moved-cells': 'Rows got mixed up',
  'replaced-leads': 'Rows show other people',
  'emptied-rows': 'Rows were emptied',
  'shuffled-rows': 'Values changed places between rows',
  'mass-change': 'Many phone numbers changed at once',
  'mass-clear': 'A column was emptied',
  'missing-rows': 'Rows are gone from the sheet',
  'missing-documents': 'Leads are gone from Sanity',
  'missing-columns': 'A column is missing',
  'wrong-headings': 'A heading stands over another column',
  'doubled-columns': 'Two columns share a heading',
  'long-headings': 'A heading is too long',
  'no-id-columns': 'This tab cannot be synced',
  'missing-tab': 'The tab is gone',
};

/** The gravest first. */
export function attentionItems(sync: SyncState, kind: CampaignKind): readonly AttentionItem[] {
  const items: AttentionItem[] = heldItems(sync.held, kind);
  if (sync.problems.length > 0) {
    items.push({
      id: 'problems',
      is: 'list',
      tone: 'bad',
      title: `${count(sync.problems.length + unnamed(sync), 'row is', 'rows are')} not verified`,
      ...listed(
        sync.problems.map(({ row, message }) => ({ rows: row === null ? [] : [row], text: message })),
        unnamed(sync),
        'row',
      ),
    });
  }
  if (sync.openConflicts > 0) {
    items.push({
      id: 'conflicts',
      is: 'conflicts',
      tone: 'warn',
      title: `${count(sync.openConflicts, 'value')} changed on both sides`,
    });
  }
  if (sync.unread.length > 0) {
    items.push({
      id: 'unread',
      is: 'list',
      tone: 'warn',
      title: `${count(sync.unread.length, 'cell')} cannot be read`,
      ...listed(
        sync.unread.map(({ row, header, why }) => ({ rows: [row], text: unreadText(header, why) })),
        0,
        'cell',
      ),
    });
  }
  return items;
}

/** More than these would only be scrolled past. */
const MOST_ENTRIES = 25;

/** The first entries, and in words how many others there are: `unnamed` of them with nothing said about each. */
function listed(all: readonly AttentionEntry[], unnamed: number, thing: string) {
  const entries = all.slice(0, MOST_ENTRIES);
  const rest = all.length - entries.length + unnamed;
  return { entries, more: rest > 0 ? `and ${count(rest, `more ${thing}`)}` : null };
}

/** Unsaved rows without a reason of their own. What is held is counted among the unsaved too, and listed apart. */
function unnamed({ unsaved, problems, held }: SyncState): number {
  return held.length > 0 ? 0 : Math.max(0, unsaved - problems.length);
}

/** What is held, each under an id that stays while others of its kind come and go after it. */
function heldItems(held: readonly Held[], kind: CampaignKind): AttentionItem[] {
  const seen = new Map<HeldCode, number>();
  return held.map((one) => {
    const nth = seen.get(one.code) ?? 0;
    seen.set(one.code, nth + 1);
    return {
      id: `held-${one.code}-${nth}`,
      is: 'held',
      tone: 'bad',
      title: HELD[one.code],
      held: one,
      choices: choicesOf(one.code, kind),
    };
  });
}

function unreadText(header: string, why: string): string {
  return `${header}: ${why}. It stays in the sheet as it is and is not synced; correct the cell and it will be.`;
}
