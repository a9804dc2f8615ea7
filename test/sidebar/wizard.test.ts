/** The import dialog's state from event to event. */
import { describe, expect, test } from 'vitest';
import type { CampaignDetails } from '../../addon/answers/campaigns.ts';
import type { SidebarState } from '../../addon/calls.ts';
import { COLOURS } from '../../addon/model/import/campaign.ts';
import { layoutOf } from '../../addon/model/import/layout.ts';
import { mappingKey } from '../../addon/model/import/parts.ts';
import { FIRST_RULES } from '../../addon/model/import/rules.ts';
import { isImportId, ORIGINAL_CAMPAIGN } from '../../addon/model/lead.ts';
import { checker } from '../../addon/sidebar/import/checker.ts';
import { NO_HURRY } from '../../addon/sidebar/import/file/pace.ts';
import { buildJob } from '../../addon/sidebar/import/job.ts';
import { newImportId } from '../../addon/sidebar/import/new-id.ts';
import { unconnected, whyNotImport } from '../../addon/sidebar/import/plan.ts';
import type { Standing } from '../../addon/sidebar/import/run.ts';
import { targetLabel, unconfirmed } from '../../addon/sidebar/import/targets.ts';
import {
  canGoBackTo,
  EMPTY_WIZARD,
  reduceWizard,
  settingsOf,
  type Wizard,
  type WizardEvent,
} from '../../addon/sidebar/import/wizard.ts';
import { fileOf } from '../model/import/files.ts';
import { askOf } from './scripted.ts';
import { anImport, springDetails } from './scripted-import.ts';

const state: SidebarState = {
  user: '',
  spreadsheetName: '',
  connection: { state: 'ok', url: 'https://bridge.example.com' },
  campaigns: [
    {
      id: ORIGINAL_CAMPAIGN,
      kind: 'original',
      name: 'Leads',
      colour: COLOURS[0]?.hex ?? '',
      description: '',
      leads: 1,
      view: 'leads',
      period: 'all',
      state: 'active',
      hasTab: true,
      restorableUntil: null,
    },
  ],
  active: null,
  tab: { name: 'Sheet1', is: 'unknown' },
  sync: null,
  unmappedOriginals: 0,
  triggers: { installed: true, owner: '', mine: false, ranAt: null, alive: true },
  pace: { state: 'normal', message: null, tickSeconds: 3 },
  isCopy: false,
  imports: [],
  rights: ['create', 'import'],
};

const file = fileOf(
  ['First name', 'Mobile', 'Roof'],
  [
    ['Sam', '07700 900123', 'slate'],
    ['Sam', '07700 900123', 'slate'],
    ['Jo', '12', 'tile'],
    ['Al', '07700 900125', 'tile'],
    ['Ti', '07700 900126', 'tile'],
  ],
);

const read: WizardEvent = { is: 'fileRead', file, raw: { is: 'text', name: file.name, text: '' }, how: {} };

const moved = (wizard: Wizard, ...events: readonly WizardEvent[]): Wizard =>
  events.reduce(reduceWizard, wizard);

/** The wizard with its rows checked, as the dialog does it. */
async function checkedOf(wizard: Wizard): Promise<Wizard> {
  const { replacements, edits, decisions, choices } = wizard;
  const rules = { ...FIRST_RULES, ...settingsOf(wizard), replacements, edits };
  const input = { file, layout: layoutOf(choices), rules, decisions };
  const checked = await checker(askOf(anImport())).check(input, () => NO_HURRY);
  return moved(wizard, { is: 'wentTo', step: 'check' }, { is: 'checked', checked });
}

const begun = moved(EMPTY_WIZARD, { is: 'worldKnown', state }, read);
const ready = await checkedOf(begun);

describe('the dialog', () => {
  test('has the file mapped, under a name and a colour that are free, in whatever order it learns of both', () => {
    expect(begun).toMatchObject({ step: 'file', name: 'Leads 2', colour: COLOURS[1]?.hex });
    const later = moved(EMPTY_WIZARD, read, { is: 'worldKnown', state });
    expect(later).toMatchObject({ name: 'Leads 2', colour: COLOURS[1]?.hex });
  });

  test('a file that is read in another way keeps its name and forgets what was set for its cells', () => {
    const named = moved(
      begun,
      { is: 'named', name: 'March' },
      { is: 'cellEdited', line: 1, column: 1, text: 'x' },
    );
    expect(moved(named, read)).toMatchObject({ name: 'March', edits: new Map() });
  });

  test('reading that is called off, or fails, leaves the file that was there', () => {
    const reading = moved(begun, { is: 'fileChosen', name: 'other.csv' }, { is: 'fileMoved', share: 0.4 });
    expect(reading.source).toMatchObject({ is: 'reading', share: 0.4 });
    expect(moved(reading, { is: 'fileCalledOff' }).source).toEqual(begun.source);
    const failed = moved(reading, {
      is: 'fileFailed',
      name: 'other.csv',
      problem: { title: 'Empty', message: 'It is.' },
    });
    expect(moved(failed, { is: 'fileCalledOff' }).source).toEqual(begun.source);
  });

  test('another mapping forgets what was set for single cells: the further columns may stand elsewhere', () => {
    const set = moved(
      begun,
      { is: 'cellEdited', line: 1, column: 26, text: 'x' },
      { is: 'valueChosen', column: 0, text: 'a', value: 'HOT' },
      { is: 'targetChosen', column: 2, target: { to: 'leaveOut' } },
    );
    expect(set).toMatchObject({ edits: new Map(), replacements: new Map() });
  });

  test('a remembered mapping is used at once, said so, and taken back with one press', () => {
    const mapping = {
      at: '2026-03-01T09:00:00Z',
      targets: { Roof: 'field:notes', Mobile: 'field:phoneNumber' },
    };
    const used = moved(begun, { is: 'remembered', mapping });
    expect(used.choices[2]).toMatchObject({ target: { to: 'field', key: 'notes' }, confidence: 'chosen' });
    expect(used.memory).toMatchObject({ used: true });
    expect(moved(used, { is: 'memoryUsed', used: false }).choices).toEqual(begun.choices);
  });

  test('what people are reached by is never taken for granted: a likely column waits for a person', () => {
    const unsure = fileOf(
      ['Customer', 'Number'],
      [
        ['Sam Field', '07700 900123'],
        ['Jo Dale', '07700 900124'],
      ],
    );
    const wizard = moved(EMPTY_WIZARD, { ...read, file: unsure });
    const open = unconfirmed(wizard.choices, []);
    const labels = open.map((column) => targetLabel(wizard.choices[column]?.target ?? { to: 'extra' }));
    expect(labels).toContain('Phone');
    const confirmed = moved(wizard, { is: 'targetsConfirmed', columns: open });
    expect(unconfirmed(confirmed.choices, [])).toEqual([]);
  });

  test('a new rule for duplicates forgets what was decided row by row under the other', () => {
    const chosen = moved(ready, { is: 'rowChosen', line: 2, action: 'keep' });
    expect(chosen.decisions.rows.size).toBe(1);
    expect(moved(chosen, { is: 'rowChosen', line: 2, action: null }).decisions.rows.size).toBe(0);
    expect(moved(chosen, { is: 'ruleChosen', rule: 'merge' }).decisions).toMatchObject({
      doubles: 'merge',
      rows: new Map(),
    });
  });

  test('an existing campaign brings its own country and the fields that it needs', () => {
    const details: CampaignDetails = { ...springDetails(), country: 'IE', required: ['postcode'] };
    const wizard = moved(
      begun,
      { is: 'requiredChosen', required: ['address'] },
      { is: 'existingChosen', campaign: details.id },
      { is: 'detailsKnown', details },
    );
    expect(settingsOf(wizard)).toEqual({ country: 'IE', required: ['postcode'] });
    expect(settingsOf(moved(wizard, { is: 'newChosen' }))).toEqual({ country: 'GB', required: ['address'] });
  });

  test('settings that come after another campaign was chosen are not taken for its own', () => {
    const other = { ...springDetails(), id: ORIGINAL_CAMPAIGN };
    const wizard = moved(
      begun,
      { is: 'existingChosen', campaign: springDetails().id },
      { is: 'detailsKnown', details: other },
    );
    expect(wizard.where).toMatchObject({ is: 'existing', details: null });
  });

  test('import ids are new each time and of the form that ids have', () => {
    const ids = Array.from({ length: 50 }, newImportId);
    expect(new Set(ids).size).toBe(50);
    expect(ids.every(isImportId)).toBe(true);
  });
});

test('the job holds every row of the file once, as the file numbers it, and says how it was mapped', async () => {
  const { checked } = ready.check;
  if (!checked) throw new Error('The rows are checked.');
  const job = await buildJob(ready, checked, newImportId(), NO_HURRY);
  const rows = job.parts.flat();
  expect(rows.map(({ line, is }) => `${line} ${is}`)).toEqual([
    '2 create',
    '3 left',
    '4 left',
    '5 create',
    '6 create',
  ]);
  expect(job.begin).toMatchObject({
    target: { is: 'new', name: 'Leads 2', country: 'GB', required: [] },
    headings: file.headers,
    extras: ['Roof'],
    counts: { rowsIn: 5, created: 3, updated: 0, duplicate: 1, invalid: 1, skipped: 0 },
    parts: 1,
  });
  expect(job.mapping).toEqual({
    key: mappingKey(file.headers),
    targets: { 'First name': 'field:firstName', Mobile: 'field:phoneNumber', Roof: 'extra' },
  });
});

describe('the import cannot start', () => {
  const why = (wizard: Wizard): string | null => whyNotImport(wizard);
  const checked = ready.check.checked;
  if (!checked) throw new Error('The rows are checked.');

  test('is said only when something stands in the way', () => {
    expect(why(ready)).toBeNull();
    expect(unconnected(ready)).toBeNull();
  });

  test.each([
    [{ connection: { state: 'unset', message: '' } } as const, /not connected/],
    [
      { connection: { state: 'failing', url: 'https://bridge.example.com', message: '' } } as const,
      /out of reach/,
    ],
    [{ rights: ['create'] } as const, /may not import/],
    [{ rights: ['import'] } as const, /may not create campaigns/],
  ])('as things are with %o, told apart', (changes, says) => {
    expect(why(moved(ready, { is: 'worldKnown', state: { ...state, ...changes } }))).toMatch(says);
  });

  test('while the rows are checked, or before the others are searched unless a person goes on without', () => {
    const work = { is: 'checkMoved', stage: 'rows', done: 1, total: 5 } as const;
    expect(why(moved(ready, work))).toContain('still being checked');
    const failing = (what: 'people' | 'leads') =>
      moved(ready, { is: 'checked', checked: { ...checked, failure: { what, message: 'No answer.' } } });
    expect(why(failing('people'))).toContain('Search again');
    expect(why(moved(failing('people'), { is: 'waived', waived: true }))).toBeNull();
    expect(why(moved(failing('leads'), { is: 'waived', waived: true }))).toContain('could not be read');
  });

  test('under a taken name, without a row, or into a new campaign that would be empty', () => {
    expect(why(moved(ready, { is: 'named', name: 'leads' }))).toContain('already');
    const counted = (counts: Partial<typeof checked.counts>) =>
      moved(ready, { is: 'checked', checked: { ...checked, counts: { ...checked.counts, ...counts } } });
    expect(why(counted({ created: 0 }))).toContain('No row');
    expect(why(counted({ created: 0, updated: 2 }))).toContain('would be empty');
  });
});

describe('going back', () => {
  const standing: Standing = { phase: 'sending', sent: 0, progress: null, secondsLeft: null, again: null };

  test('is possible until the import begins', async () => {
    const { checked } = ready.check;
    if (!checked) throw new Error('The rows are checked.');
    const job = await buildJob(ready, checked, newImportId(), NO_HURRY);
    const going: WizardEvent = { is: 'runChanged', run: { is: 'going', job, standing, cancelling: false } };
    const importing = moved(ready, { is: 'wentTo', step: 'import' }, going);
    expect(canGoBackTo(ready, 'columns')).toBe(true);
    expect(canGoBackTo(importing, 'check')).toBe(false);
    expect(moved(importing, { is: 'runChanged', run: { is: 'idle' } })).toMatchObject({
      step: 'check',
      run: { is: 'idle' },
    });
  });
});
