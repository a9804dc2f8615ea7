/** The campaigns that this spreadsheet knows of: one document property each, and what changes often beside it. */
import type { TabView } from '../../calls.ts';
import type { Campaign, CampaignId, Templates } from '../../model/lead.ts';
import { PERIODS, type Period } from '../../model/period.ts';
import { FIRST_SETTINGS } from '../../model/settings.ts';
import type { Cursor } from '../../model/wire.ts';
import { isCampaign, isCursor } from '../guards.ts';
import {
  either,
  type Guard,
  isBoolean,
  isCount,
  isNull,
  isObject,
  isText,
  oneOf,
  parseJson,
  shape,
} from '../shapes.ts';
import { forgetDocument, type Stored, writeDocument } from '../sheets/properties.ts';

/** A campaign and what only this spreadsheet knows of it. */
export interface CampaignRecord extends Campaign {
  readonly view: TabView;
  /** What the dashboard counts. */
  readonly period: Period;
  /** False until headers, formats and drop-downs stand. */
  readonly laidOut: boolean;
  /** Which block of the `_stats` tab is its own, from 0; null until it has one. */
  readonly statsBlock: number | null;
  /** False while leads that Sanity holds are still on their way into the tab. */
  readonly complete: boolean;
}

const hasOwnParts = shape({
  view: oneOf('leads', 'dashboard'),
  period: oneOf(...PERIODS),
  laidOut: isBoolean,
  statsBlock: either(isNull, isCount),
  complete: isBoolean,
});

const isRecord: Guard<CampaignRecord> = (value): value is CampaignRecord =>
  isCampaign(value) && hasOwnParts(value);

const isTemplates: Guard<Templates> = shape({ m1: isText, m2: isText, m3: isText });

const CAMPAIGN = 'campaign:';
const TEMPLATES = 'templates:';
const CURSOR = 'cursor:';
const DIRTY = 'dirty:';

/** A campaign as this spreadsheet first hears of it. */
export function newRecord(campaign: Campaign): CampaignRecord {
  return {
    ...campaign,
    view: 'leads',
    period: 'all',
    laidOut: false,
    statsBlock: null,
    complete: campaign.kind === 'own',
  };
}

/** All campaigns, oldest first. A damaged record is left out, never overwritten. */
export function campaignsIn(stored: Stored): readonly CampaignRecord[] {
  return Object.keys(stored)
    .filter((key) => key.startsWith(CAMPAIGN))
    .map((key) => completed(parseJson(stored[key] ?? ''), stored))
    .filter(isRecord)
    .sort((a, b) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0));
}

/** Records that were made before campaigns had settings get the first ones. */
function completed(record: unknown, stored: Stored): unknown {
  if (!isObject(record)) return record;
  const templates =
    typeof record.id === 'string' ? parseJson(stored[TEMPLATES + record.id] ?? '') : undefined;
  const own = isTemplates(templates) ? { templates } : {};
  return { ...FIRST_SETTINGS, period: 'all', ...record, ...own };
}

export function campaignById(stored: Stored, id: CampaignId): CampaignRecord | null {
  return campaignsIn(stored).find((campaign) => campaign.id === id) ?? null;
}

export function campaignBySheet(stored: Stored, sheetId: number): CampaignRecord | null {
  return campaignsIn(stored).find((campaign) => campaign.sheetId === sheetId) ?? null;
}

/** Keeps a record; answers it, for a change in passing. */
export function keepCampaign(record: CampaignRecord): CampaignRecord {
  writeDocument(campaignEntry(record));
  return record;
}

export function campaignEntry({ templates, ...record }: CampaignRecord): Stored {
  const says = Object.values(templates).some((text) => text !== '');
  return {
    [CAMPAIGN + record.id]: JSON.stringify(record),
    ...(says ? templatesEntry(record.id, templates) : {}),
  };
}

/** Messages have a property of their own: with them a campaign would outgrow what one holds. */
export function templatesEntry(id: CampaignId, templates: Templates): Stored {
  return { [TEMPLATES + id]: JSON.stringify(templates) };
}

/** Under which a campaign and its messages are remembered. */
export function campaignKeys(id: CampaignId): readonly string[] {
  return [CAMPAIGN + id, TEMPLATES + id, CURSOR + id, DIRTY + id];
}

/** Up to where the campaign's feed is in the tab, read back and all; null: nothing is. */
export function cursorIn(stored: Stored, id: CampaignId): Cursor | null {
  const cursor = stored[CURSOR + id];
  return isCursor(cursor) ? cursor : null;
}

export function cursorEntry(id: CampaignId, cursor: Cursor): Stored {
  return { [cursorKey(id)]: cursor };
}

export function cursorKey(id: CampaignId): string {
  return CURSOR + id;
}

/** The mark that something in the tab changed since it was last compared; null when nothing is known to have. */
export function dirtyMarkIn(stored: Stored, id: CampaignId): string | null {
  return stored[DIRTY + id] ?? null;
}

/** Marks a tab as changed. Each mark is its own, so that a pass takes away only the one that it found. */
export function markDirty(id: CampaignId, mark: string): void {
  writeDocument({ [DIRTY + id]: mark });
}

export function clearDirty(id: CampaignId): void {
  forgetDocument(DIRTY + id);
}

/** A JSON object stored under a key, if it is one that `guard` knows. */
export function storedObject<T>(stored: Stored, key: string, guard: Guard<T>): T | null {
  const value = parseJson(stored[key] ?? '');
  return isObject(value) && guard(value) ? value : null;
}
