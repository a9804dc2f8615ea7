/** What the last pass found out about a campaign, as it is remembered and as the sidebar shows it. */
import type { SyncState } from '../../calls.ts';
import { clip } from '../../model/cell.ts';
import type { Held } from '../../model/holds.ts';
import type { CampaignId } from '../../model/lead.ts';
import { fittedJson } from '../bytes.ts';
import { dirtyMarkIn, storedObject } from '../campaigns/campaigns.ts';
import {
  either,
  type Guard,
  isBoolean,
  isCount,
  isNull,
  isNumber,
  isText,
  listOf,
  oneOf,
  shape,
} from '../shapes.ts';
import type { Stored } from '../sheets/properties.ts';

/** What the sidebar is told, but for what follows from other properties, and what only the next pass needs. */
export interface SyncStatus extends Omit<SyncState, 'state' | 'pulledAt'> {
  /** True: the last attempt did not reach the end. */
  readonly failing: boolean;
  /** True: cells could not be written, so the same changes come again until they can. */
  readonly stuck: boolean;
  /** What could take Sanity's changes when they were last told (`takersMark`); '' before the first time. */
  readonly takers: string;
  /** How many more leads Sanity holds than the tab, and how many quiet comparisons in a row have found that. */
  readonly apart: { readonly by: number; readonly seen: number };
}

const isHeld: Guard<Held> = shape({
  code: oneOf(
    'copied-rows',
    'moved-cells',
    'mass-change',
    'mass-clear',
    'missing-columns',
    'doubled-columns',
    'long-headings',
    'leads-apart',
    'no-id-columns',
  ),
  rows: listOf(isNumber),
  message: isText,
});

const isStatus: Guard<SyncStatus> = shape({
  leads: isCount,
  unsaved: isCount,
  problems: listOf(shape({ row: either(isNull, isNumber), message: isText })),
  held: listOf(isHeld),
  unread: listOf(shape({ row: isNumber, header: isText, why: isText })),
  openConflicts: isCount,
  comparedAt: either(isNull, isText),
  message: either(isNull, isText),
  failing: isBoolean,
  stuck: isBoolean,
  takers: isText,
  apart: shape({ by: isNumber, seen: isCount }),
});

const STATUS = 'sync:';
const PULLED = 'pulled:';

export const NO_STATUS: SyncStatus = {
  leads: 0,
  unsaved: 0,
  problems: [],
  held: [],
  unread: [],
  openConflicts: 0,
  comparedAt: null,
  message: null,
  failing: false,
  stuck: false,
  takers: '',
  apart: { by: 0, seen: 0 },
};

export function statusIn(stored: Stored, id: CampaignId): SyncStatus {
  return storedObject(stored, STATUS + id, isStatus) ?? NO_STATUS;
}

/** The status as a property: lists are cut to what a sidebar shows and a property holds (9 KB). */
export function statusEntry(id: CampaignId, status: SyncStatus): Stored {
  const text = fittedJson(30, (items) => ({
    ...status,
    problems: status.problems.slice(0, items),
    held: status.held.slice(0, items).map((held) => ({ ...held, rows: held.rows.slice(0, items) })),
    unread: status.unread.slice(0, items).map((cell) => ({ ...cell, header: clip(cell.header) })),
  }));
  return { [STATUS + id]: text };
}

/** When Sanity was last asked, ISO 8601 UTC; null: never. */
export function pulledAtIn(stored: Stored, id: CampaignId): string | null {
  return stored[PULLED + id] ?? null;
}

export function pulledEntry(id: CampaignId, at: string): Stored {
  return { [PULLED + id]: at };
}

/** What the sidebar shows. A tab that was marked as changed is not called saved. */
export function syncState(stored: Stored, id: CampaignId): SyncState {
  const { failing, stuck: _stuck, takers: _takers, apart: _apart, ...status } = statusIn(stored, id);
  const changed = dirtyMarkIn(stored, id) !== null;
  const pulledAt = pulledAtIn(stored, id);
  const unsaved = status.unsaved === 0 && changed && !failing ? 1 : status.unsaved;
  const state = failing
    ? 'failing'
    : unsaved > 0 || status.held.some(({ code }) => code === 'no-id-columns' || code === 'leads-apart')
      ? 'unsaved'
      : status.comparedAt === null
        ? 'never'
        : 'saved';
  return { ...status, unsaved, state, pulledAt };
}
