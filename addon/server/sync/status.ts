/** What the last pass found out about a campaign, as it is remembered and as the sidebar shows it. */
import type { SyncState } from '../../calls.ts';
import { clip } from '../../model/cell.ts';
import { HELD_CODES, type Held, type HeldCode } from '../../model/holds.ts';
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

/** `by`: how many more; `explained`: what the last proof knows of; `seen`: quiet comparisons in a row that found `by`. */
export interface Apart {
  readonly by: number;
  readonly explained: number;
  readonly seen: number;
}

/** What the sidebar is told, but for what follows from other properties, and what only the next pass needs. */
export interface SyncStatus extends Omit<SyncState, 'state' | 'pulledAt'> {
  /** True: the last attempt did not reach the end. */
  readonly failing: boolean;
  /** True: cells could not be written, so the same changes come again until they can. */
  readonly stuck: boolean;
  /** What could take Sanity's changes when they were last told (`takersMark`); '' before the first time. */
  readonly takers: string;
  /** Codes of the columns that were there when Sanity's changes were last told; null: never yet. */
  readonly columns: readonly string[] | null;
  /** How many more leads Sanity counts than the tab: see `apart.ts`. */
  readonly apart: Apart;
  /** What the last proof found on one side only. */
  readonly absent: readonly Held[];
  /** True: something can only be told by comparing every lead by its id. */
  readonly proofDue: boolean;
  /** Up to when, by Sanity's clock, the tab has shown every lead of the campaign; null: not yet. */
  readonly knownUntil: string | null;
}

const isHeld: Guard<Held> = shape({
  code: oneOf(...HELD_CODES),
  rows: listOf(isNumber),
  message: isText,
  mark: isText,
});

const isStatus: Guard<SyncStatus> = shape({
  leads: isCount,
  unsaved: isCount,
  problems: listOf(shape({ row: either(isNull, isNumber), message: isText })),
  held: listOf(isHeld),
  unread: listOf(shape({ row: isNumber, header: isText, why: isText })),
  notes: listOf(isText),
  openConflicts: isCount,
  comparedAt: either(isNull, isText),
  message: either(isNull, isText),
  failing: isBoolean,
  stuck: isBoolean,
  takers: isText,
  columns: either(isNull, listOf(isText)),
  apart: shape({ by: isNumber, explained: isNumber, seen: isCount }),
  absent: listOf(isHeld),
  proofDue: isBoolean,
  provedAt: either(isNull, isText),
  knownUntil: either(isNull, isText),
});

const STATUS = 'sync:';
const PULLED = 'pulled:';

export const NO_STATUS: SyncStatus = {
  leads: 0,
  unsaved: 0,
  problems: [],
  held: [],
  unread: [],
  notes: [],
  openConflicts: 0,
  comparedAt: null,
  message: null,
  failing: false,
  stuck: false,
  takers: '',
  columns: null,
  apart: { by: 0, explained: 0, seen: 0 },
  absent: [],
  proofDue: false,
  provedAt: null,
  knownUntil: null,
};

export function statusKey(id: CampaignId): string {
  return STATUS + id;
}

export function statusIn(stored: Stored, id: CampaignId): SyncStatus {
  return storedObject(stored, statusKey(id), isStatus) ?? NO_STATUS;
}

/** The status as a property: lists are cut to what a sidebar shows and a property holds (9 KB). */
export function statusEntry(id: CampaignId, status: SyncStatus): Stored {
  const text = fittedJson(30, (items) => ({
    ...status,
    problems: status.problems.slice(0, items),
    held: status.held.slice(0, items).map((held) => shortened(held, items)),
    absent: status.absent.map((held) => shortened(held, items)),
    notes: status.notes.slice(0, items),
    unread: status.unread.slice(0, items).map((cell) => ({ ...cell, header: clip(cell.header) })),
  }));
  return { [statusKey(id)]: text };
}

function shortened(held: Held, items: number): Held {
  return { ...held, rows: held.rows.slice(0, items) };
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
  const found = statusIn(stored, id);
  const { failing, leads, problems, unread, notes, openConflicts, comparedAt, provedAt, message } = found;
  const held = [...found.held, ...found.absent];
  const changed = dirtyMarkIn(stored, id) !== null;
  const pulledAt = pulledAtIn(stored, id);
  const unsaved = found.unsaved === 0 && changed && !failing ? 1 : found.unsaved;
  const state = failing
    ? 'failing'
    : unsaved > 0 || held.some(({ code }) => GRAVE.has(code))
      ? 'unsaved'
      : comparedAt === null
        ? 'never'
        : 'saved';
  return {
    state,
    leads,
    unsaved,
    problems,
    held,
    unread,
    notes,
    openConflicts,
    comparedAt,
    provedAt,
    pulledAt,
    message,
  };
}

/** What is held of these is not in both places, whatever the rows say. */
const GRAVE: ReadonlySet<HeldCode> = new Set(['no-id-columns', 'missing-rows', 'missing-documents']);
