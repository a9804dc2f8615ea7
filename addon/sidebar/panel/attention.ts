/** What a person should look at in the active campaign, worded from its sync state. */
import type { SyncState } from '../../calls.ts';
import type { Held } from '../../model/holds.ts';
import { count } from '../ui/words.ts';

export interface AttentionEntry {
  /** Sheet rows to go to; empty when it is about no row. */
  readonly rows: readonly number[];
  readonly text: string;
}

export type AttentionItem =
  | {
      readonly id: string;
      readonly is: 'list';
      readonly tone: 'warn' | 'bad';
      readonly title: string;
      readonly entries: readonly AttentionEntry[];
    }
  | { readonly id: 'conflicts'; readonly is: 'conflicts'; readonly tone: 'warn'; readonly title: string };

const HELD: { readonly [code in Held['code']]: string } = {
  'copied-rows': 'Copied rows are held back',
  'moved-cells': 'Rows got mixed up',
  'mass-change': 'Many phone numbers changed at once',
  'mass-clear': 'A column was emptied',
  'missing-columns': 'A column is missing',
  'doubled-columns': 'Two columns share a heading',
  'long-headings': 'A heading is too long',
  'leads-apart': 'Sheet and Sanity hold different leads',
  'no-id-columns': 'This tab cannot be synced',
};

/** The gravest first. */
export function attentionItems(sync: SyncState): readonly AttentionItem[] {
  const items: AttentionItem[] = sync.held.map((held, index) => ({
    id: `held-${held.code}-${index}`,
    is: 'list',
    tone: 'bad',
    title: HELD[held.code],
    entries: [{ rows: held.rows, text: held.message }],
  }));
  if (sync.problems.length > 0) {
    items.push({
      id: 'problems',
      is: 'list',
      tone: 'bad',
      title: `${count(sync.problems.length, 'row')} could not be saved`,
      entries: sync.problems.map(({ row, message }) => ({ rows: row === null ? [] : [row], text: message })),
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
      entries: sync.unread.map(({ row, header, why }) => ({ rows: [row], text: unreadText(header, why) })),
    });
  }
  return items;
}

function unreadText(header: string, why: string): string {
  return `${header}: ${why}. It stays in the sheet as it is and is not synced; correct the cell and it will be.`;
}
