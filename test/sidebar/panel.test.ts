/** What the sidebar says and how its state changes. */
import { describe, expect, test } from 'vitest';
import type { ImportProgress, SidebarState, SyncState } from '../../addon/calls.ts';
import { HELD_CODES, type HeldCode } from '../../addon/model/holds.ts';
import { isCampaignId, isImportId, ORIGINAL_CAMPAIGN } from '../../addon/model/lead.ts';
import { CallFault, faultOf } from '../../addon/sidebar/faults.ts';
import { rowWindow } from '../../addon/sidebar/import/grid/window.ts';
import { attentionItems } from '../../addon/sidebar/panel/attention.ts';
import { mapAll } from '../../addon/sidebar/panel/long-actions.ts';
import {
  EMPTY_PANEL,
  isStalled,
  type Panel,
  pollDelay,
  reducePanel,
} from '../../addon/sidebar/panel/state.ts';
import { syncLine } from '../../addon/sidebar/panel/sync-line.ts';
import { stoppedText } from '../../addon/sidebar/panel/triggers.ts';
import { ago, count } from '../../addon/sidebar/ui/words.ts';

const NOW = Date.UTC(2026, 2, 3, 14, 2);
const before = (seconds: number): string => new Date(NOW - seconds * 1_000).toISOString();

const sync: SyncState = {
  state: 'saved',
  leads: 300,
  unsaved: 0,
  problems: [],
  held: [],
  unread: [],
  notes: [],
  openConflicts: 0,
  comparedAt: before(12),
  provedAt: null,
  pulledAt: before(600),
  message: null,
};

const server: SidebarState = {
  user: 'sam@example.com',
  spreadsheetName: 'Leads',
  connection: { state: 'ok', url: 'https://bridge.example.com' },
  campaigns: [],
  active: ORIGINAL_CAMPAIGN,
  tab: null,
  sync,
  unmappedOriginals: 0,
  triggers: { installed: true, owner: 'sam@example.com', mine: true, ranAt: before(40), alive: true },
  pace: { state: 'normal', message: null, tickSeconds: 3 },
  isCopy: false,
  imports: [],
  rights: [],
};

const line = (changes: Partial<SyncState>): string => {
  const { text, when } = syncLine({ ...server, sync: { ...sync, ...changes } }, null, NOW);
  return when ? `${text} · ${when}` : text;
};

describe('the line about saving says what was proven and no more', () => {
  test('every row verified, and when', () => {
    expect(line({})).toBe('All 300 leads verified in Sanity · 12 s ago');
    expect(line({ leads: 1 })).toContain('The one lead is verified');
    expect(line({ leads: 0, comparedAt: null })).toBe('No leads in this tab yet');
  });

  test('rows on their way differ from rows that could not be saved', () => {
    expect(line({ state: 'unsaved', unsaved: 2 })).toBe('Saving 2 rows…');
    const problems = [{ row: 3, message: 'Refused.' }];
    expect(line({ state: 'unsaved', unsaved: 3, problems })).toBe('3 rows not saved');
    const held = [{ code: 'mass-clear' as const, rows: [2, 3], message: 'Emptied.', mark: 'a' }];
    expect(line({ state: 'unsaved', unsaved: 2, held })).toBe('1 column held: see below');
  });

  test('cells that cannot be read are said; while something is held, it is named and nothing is called verified', () => {
    const unread = [{ row: 3, header: 'Phone_number', why: 'no number' }];
    expect(line({ unread })).toContain('All 300 leads verified in Sanity, except 1 cell that cannot be read');
    const held = [
      { code: 'missing-columns' as const, rows: [], message: 'No column is headed "Notes".', mark: 'a' },
    ];
    expect(line({ held })).toBe('Columns are not synced: see below');
    const of = (code: HeldCode, message: string, rows: readonly number[] = []) => ({
      code,
      rows,
      message,
      mark: message,
    });
    const column = of('missing-columns', 'The column "Postcode" is gone from the tab.');
    expect(line({ held: [column], unread })).toBe('1 column is not synced: see below');
    const gone = of('missing-rows', '3 leads of this campaign had a row here.');
    expect(line({ state: 'unsaved', held: [gone] })).toBe('3 leads have no row: see below');
    expect(line({ held: [of('missing-rows', 'Some leads.')] })).toBe('Leads without a row: see below');
    // The list of rows is cut; the message has the number.
    const numbers = of('mass-change', 'The phone numbers of 110 leads changed at once.', [2, 3]);
    expect(line({ state: 'unsaved', unsaved: 110, held: [numbers] })).toBe('110 rows held: see below');
    expect(line({ held: [column, numbers] })).toBe('1 column is not synced, 110 rows held: see below');
    expect(line({ held: [of('no-id-columns', '')] })).toBe('Nothing here is synced: see below');
    for (const code of HELD_CODES)
      for (const state of ['saved', 'unsaved', 'never'] as const)
        expect(line({ state, held: [of(code, 'It is held.')] })).toMatch(/^(?!.*verified).+: see below$/);
  });

  test('out of reach, never compared, not connected', () => {
    expect(line({ state: 'failing' })).toMatch(
      /^Sanity out of reach since .+ — edits are kept in the sheet$/,
    );
    expect(line({ state: 'failing', pulledAt: null })).toMatch(/^Sanity is out of reach/);
    expect(line({ state: 'never' })).toBe('Never compared with Sanity');
    const unset = { ...server, connection: { state: 'unset', message: '' } } as const;
    expect(syncLine(unset, null, NOW).text).toContain('Not connected');
    expect(syncLine({ ...server, isCopy: true }, null, NOW).text).toContain('A copy: nothing is sent');
  });

  test('an earlier success does not count while the bridge fails or Google does not answer', () => {
    const failing = { state: 'failing', url: 'https://bridge.example.com', message: '' } as const;
    expect(syncLine({ ...server, connection: failing }, null, NOW).tone).toBe('bad');
    const failure = { code: 'offline' as const, message: 'No connection.', since: NOW, count: 2 };
    expect(syncLine(server, failure, NOW)).toMatchObject({ tone: 'bad', when: null });
  });
});

describe('the panel', () => {
  const answered = (panel: Panel, question: number, state: SidebarState, at = NOW) =>
    reducePanel(panel, { is: 'answered', question, state, at });

  test('an answer that comes late does not undo a newer one', () => {
    const newer = answered(EMPTY_PANEL, 2, server);
    const late = answered(newer, 1, { ...server, active: null });
    expect(late.server?.active).toBe(ORIGINAL_CAMPAIGN);
  });

  test('a row of failures keeps the time of the first, and an answer ends it', () => {
    const fail = (panel: Panel, question: number, at: number) =>
      reducePanel(panel, { is: 'unanswered', question, code: 'offline', message: 'No connection.', at });
    const twice = fail(fail(answered(EMPTY_PANEL, 1, server), 2, NOW), 3, NOW + 5_000);
    expect(twice.failure).toMatchObject({ since: NOW, count: 2 });
    expect(twice.server).toBe(server);
    expect(answered(twice, 4, server).failure).toBeNull();
  });

  test('an import counts as stalled only when it got no further for a while', () => {
    const importId = 'import-1234';
    const campaign = 'campaign.x';
    if (!isImportId(importId) || !isCampaignId(campaign)) throw new Error('Those are ids.');
    const progress: ImportProgress = {
      importId,
      campaign,
      campaignName: 'March',
      fileName: 'leads.csv',
      state: 'saving',
      total: 10,
      written: 10,
      verified: 2,
      message: null,
      problems: [],
    };
    const first = answered(EMPTY_PANEL, 1, { ...server, imports: [progress] }, NOW);
    const moved = answered(first, 2, { ...server, imports: [{ ...progress, verified: 5 }] }, NOW + 15_000);
    expect(isStalled(moved, importId, NOW + 25_000)).toBe(false);
    expect(isStalled(moved, importId, NOW + 35_000)).toBe(true);
  });

  test('polls come at the server’s pace, rarer after failures, and then never rarer than every thirty seconds', () => {
    const pace = (tickSeconds: number) => ({ state: 'slow', message: 'Sparing.', tickSeconds }) as const;
    const delays = [0, 1, 2, 3, 4, 50].map((failures) => pollDelay(failures, server.pace));
    expect(delays).toEqual([3_000, 6_000, 12_000, 24_000, 30_000, 30_000]);
    expect(pollDelay(0, null)).toBe(3_000);
    expect([0, 1, 9].map((failures) => pollDelay(failures, pace(60)))).toEqual([60_000, 60_000, 60_000]);
    expect(pollDelay(0, pace(0))).toBe(1_000);
  });

  test('what an action did or failed at is shown until the next one begins', () => {
    const ended = reducePanel(EMPTY_PANEL, {
      is: 'ended',
      complaint: null,
      said: { text: 'The tab was made.' },
    });
    expect(ended.said).toBe('The tab was made.');
    expect(reducePanel(ended, { is: 'began', doing: { what: 'live' } }).said).toBeNull();
    expect(reducePanel(ended, { is: 'dismissed' }).said).toBeNull();
  });
});

describe('what needs attention', () => {
  test('is listed gravest first, with the rows to go to and what can be done', () => {
    const items = attentionItems(
      {
        ...sync,
        problems: [{ row: null, message: 'Refused.' }],
        held: [{ code: 'copied-rows', rows: [4, 5], message: 'Copies.', mark: 'a' }],
        unread: [{ row: 7, header: 'M_1_sent', why: 'no date' }],
        openConflicts: 1,
      },
      'own',
    );
    expect(items.map(({ title }) => title)).toEqual([
      'Copied rows are held back',
      '1 row is not verified',
      '1 value changed on both sides',
      '1 cell cannot be read',
    ]);
    expect(items[0]).toMatchObject({
      held: { rows: [4, 5], mark: 'a' },
      choices: [{ action: 'remove' }, { action: 'accept' }],
    });
    expect(items.at(-1)).toMatchObject({
      entries: [
        {
          rows: [7],
          text: 'M_1_sent: no date. It stays in the sheet as it is and is not synced; correct the cell and it will be.',
        },
      ],
      more: null,
    });
  });

  test('is nothing where nothing is wrong, and notes are not', () => {
    expect(attentionItems({ ...sync, notes: ['A column was renamed.'] }, 'own')).toEqual([]);
  });

  test('offers the originals’ campaign no new leads', () => {
    const held = [{ code: 'copied-rows' as const, rows: [4], message: 'Copies.', mark: 'a' }];
    const [item] = attentionItems({ ...sync, held }, 'original');
    expect(item).toMatchObject({ choices: [{ action: 'remove' }] });
  });

  test('keeps an entry’s place while others of its kind go', () => {
    const emptied = (mark: string) => ({ code: 'mass-clear' as const, rows: [], message: mark, mark });
    const ids = (marks: readonly string[]) =>
      attentionItems({ ...sync, held: marks.map(emptied) }, 'own').map(({ id }) => id);
    expect(ids(['a', 'b'])).toEqual(['held-mass-clear-0', 'held-mass-clear-1']);
    expect(new Set(ids(['a', 'b', 'c'])).size).toBe(3);
  });

  test('counts the rows that are not verified and have no reason of their own, but not those that are held', () => {
    const problems = Array.from({ length: 30 }, (_, n) => ({ row: n + 2, message: 'No answer.' }));
    const [cut] = attentionItems({ ...sync, unsaved: 1_000, problems }, 'own');
    expect(cut).toMatchObject({ title: '1,000 rows are not verified', more: 'and 975 more rows' });
    const held = [{ code: 'mass-clear' as const, rows: [9], message: 'Emptied.', mark: 'a' }];
    const items = attentionItems({ ...sync, unsaved: 41, problems: problems.slice(0, 1), held }, 'own');
    expect(items[1]).toMatchObject({ title: '1 row is not verified', more: null });
  });
});

describe('triggers that stopped', () => {
  test('are said to be whose they are, and when they last ran', () => {
    const triggers = { ...server.triggers, owner: 'casey@example.com', mine: false, alive: false };
    expect(stoppedText(triggers, NOW)).toMatch(/belong to casey@example\.com and last ran at \d\d:\d\d\./);
    expect(stoppedText({ ...triggers, mine: true, ranAt: null }, NOW)).toContain(
      'belong to you and never ran.',
    );
    expect(stoppedText({ ...triggers, owner: '' }, NOW)).toContain('someone whom Google does not name');
  });
});

describe('mapping the existing leads', () => {
  test('goes on until none is left', async () => {
    let left = 900;
    await mapAll(async () => {
      left = Math.max(0, left - 400);
      return { ...server, unmappedOriginals: left };
    });
    expect(left).toBe(0);
  });
});

describe('faults', () => {
  test.each([
    ['A server error occurred while reading from storage. Error code PERMISSION_DENIED.', 'many-accounts'],
    ['“serve” did not run: the workbook is not connected. Try again shortly.', 'offline'],
    ['The connection was lost while “serve” ran. It may have finished.', 'no-answer'],
    ['NetworkError: Connection failure due to HTTP 0', 'offline'],
    ['Authorization is required to perform that action.', 'not-authorised'],
    ['Exceeded maximum execution time', 'busy'],
    ['Exception: Sheet 9 not found', 'internal'],
  ])('"%s" is told as %s', (text, code) => {
    expect(faultOf(new Error(text)).code).toBe(code);
  });

  test('several Google accounts are explained with the way out; a fault stays the fault that it is', () => {
    expect(faultOf(new Error('PERMISSION_DENIED')).message).toContain('several Google accounts');
    const fault = new CallFault('busy', 'Later.');
    expect(faultOf(fault)).toBe(fault);
  });
});

describe('words', () => {
  test('count and time read as people write them', () => {
    expect([count(1, 'row'), count(1_234, 'row')]).toEqual(['1 row', '1,234 rows']);
    expect([ago(NOW + 60_000, NOW), ago(NOW - 59_000, NOW), ago(NOW - 61_000, NOW)]).toEqual([
      'just now',
      '59 s ago',
      '1 min ago',
    ]);
  });
});

describe('a long list', () => {
  test('draws what is in view and a few beside it, whatever its length', () => {
    expect(rowWindow(50_000, 36, 36_000, 360)).toEqual({ from: 992, to: 1018 });
    expect(rowWindow(3, 36, 9_999, 360)).toEqual({ from: 2, to: 3 });
    expect(rowWindow(0, 36, 0, 360)).toEqual({ from: 0, to: 0 });
  });
});

test('why something came to nothing stays on its page; the way back from what was done goes along', () => {
  const undo = () => undefined;
  const complaint = { code: 'sheet-refused', message: 'Refused.' } as const;
  const failed: Panel = { ...EMPTY_PANEL, complaint, said: 'Done.', undo };
  const opened = reducePanel(failed, { is: 'opened', page: { is: 'people' } });
  expect(opened).toMatchObject({ complaint: null, said: 'Done.', undo });
  const closed = reducePanel({ ...opened, complaint }, { is: 'closed', all: false });
  expect(closed).toMatchObject({ complaint: null, said: 'Done.', undo, pages: [] });
});
