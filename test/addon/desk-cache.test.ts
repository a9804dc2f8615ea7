/** Lines in Google's cache, which may lose any part of them at any moment and may refuse to take them. */
import { beforeEach, expect, test, vi } from 'vitest';
import { linesOf } from '../../addon/model/desk/lines.ts';
import { FIELDS } from '../../addon/model/fields.ts';
import { type Campaign, ORIGINAL_CAMPAIGN } from '../../addon/model/lead.ts';
import { FIRST_SETTINGS } from '../../addon/model/settings.ts';
import { readTab } from '../../addon/model/tab.ts';
import { newRecord } from '../../addon/server/campaigns/campaigns.ts';
import { forgetLines, keepLines, linesFor } from '../../addon/server/desk/lines.ts';
import { cellsOf, leadTexts } from './leads.ts';

const MINUTE = 60_000;
const cached = new Map<string, string>();
let refuses = false;

beforeEach(() => {
  cached.clear();
  refuses = false;
  vi.stubGlobal('CacheService', { getDocumentCache: () => cache });
});

const cache = {
  getAll: (keys: readonly string[]) =>
    Object.fromEntries(keys.flatMap((key) => (cached.has(key) ? [[key, cached.get(key)]] : []))),
  putAll: (values: Readonly<Record<string, string>>) => {
    if (refuses) throw new Error('Service invoked too many times');
    for (const [key, value] of Object.entries(values)) cached.set(key, value);
  },
  removeAll: (keys: readonly string[]) => {
    for (const key of keys) cached.delete(key);
  },
};

const campaign = newRecord({
  id: ORIGINAL_CAMPAIGN,
  kind: 'original',
  name: 'Original',
  colour: '#8a2be2',
  description: '',
  spreadsheetId: 'a',
  sheetId: 1,
  createdAt: '2026-01-01T00:00:00Z',
  createdBy: '',
  ...FIRST_SETTINGS,
} satisfies Campaign);

function tabOf(leads: number, from = 0) {
  const headers = [...FIELDS.map(({ header }) => header), '_lead'];
  const rows = Array.from({ length: leads }, (_, n) => [...cellsOf(leadTexts(from + n)), `lead.${from + n}`]);
  return readTab([headers, ...rows], { country: 'GB', apostrophe: 'hidden' });
}

/** What is told from the cache alone; null: the tab would be read, which there is none of here. */
function told(mark: string | null = null, most = MINUTE) {
  const stored = { apostrophe: 'hidden', ...(mark === null ? {} : { [`dirty:${campaign.id}`]: mark }) };
  const [found] = linesFor(stored, [campaign], most, () => undefined);
  return found?.lines ?? null;
}

const now = (mark: string | null = null, ago = 0) => ({ at: Date.now() - ago, mark });

test('lines of a large tab are told whole or not at all, whichever part is dropped', () => {
  const tab = tabOf(1_500);
  keepLines(campaign.id, tab, now());
  expect(told()).toEqual(linesOf(tab));
  expect(cached.size).toBeGreaterThan(2);
  for (const [key, value] of [...cached]) {
    cached.delete(key);
    expect(told()).toBeNull();
    cached.set(key, value);
  }
});

test('lines are written again only when they are others, and older parts are never told among newer', () => {
  const write = vi.spyOn(cache, 'putAll');
  keepLines(campaign.id, tabOf(20), now());
  keepLines(campaign.id, tabOf(20), now());
  expect(write.mock.calls.map(([values]) => Object.keys(values).length)).toEqual([2, 1]);
  keepLines(campaign.id, tabOf(20, 5), now());
  expect(told()).toEqual(linesOf(tabOf(20, 5)));
});

test('nothing of a lead stays behind once its row is gone, or its campaign is to be forgotten', () => {
  const holds = (text: string) => [...cached.values()].some((value) => value.includes(text));
  keepLines(campaign.id, tabOf(20), now());
  expect(holds('lead3@example.com')).toBe(true);
  keepLines(campaign.id, tabOf(16, 4), now());
  expect(holds('lead3@example.com')).toBe(false);
  forgetLines([campaign.id]);
  expect(cached.size).toBe(0);
});

test('what the cache does not take any more is not told from what it took before', () => {
  keepLines(campaign.id, tabOf(20), now());
  refuses = true;
  keepLines(campaign.id, tabOf(21), now());
  expect(told()).toBeNull();
});

test('lines are told only while they are as new as asked, and of a tab that was not edited since', () => {
  keepLines(campaign.id, tabOf(20), now('first', 2_000));
  expect(told()).not.toBeNull();
  expect(told('first')).not.toBeNull();
  expect(told('second')).toBeNull();
  expect(told(null, 1_000)).toBeNull();
  // At the end of a day's quota edits make no marks of their own: one that is there may stand for several.
  keepLines(campaign.id, tabOf(20), now('first', 45_000));
  expect(told('first')).toBeNull();
});
