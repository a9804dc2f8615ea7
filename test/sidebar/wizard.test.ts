/** The import dialog's state from event to event. */
import { describe, expect, test } from 'vitest';
import type { SidebarState } from '../../addon/calls.ts';
import { COLOURS } from '../../addon/model/import/campaign.ts';
import { layoutOf } from '../../addon/model/import/layout.ts';
import { isImportId, ORIGINAL_CAMPAIGN } from '../../addon/model/lead.ts';
import { newImportId } from '../../addon/sidebar/import/new-id.ts';
import { doublesOf, forgottenOf, jobOf, planOf, whyNotImport } from '../../addon/sidebar/import/plan.ts';
import {
  canGoBackTo,
  EMPTY_WIZARD,
  reduceWizard,
  type Wizard,
  type WizardEvent,
} from '../../addon/sidebar/import/wizard.ts';
import { fileOf, readAll } from '../model/import/files.ts';

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
  rights: [],
};

const file = fileOf(
  ['First name', 'Mobile', 'Roof'],
  [
    ['Sam', '07700 900123', 'slate'],
    ['Sam', '07700 900123', 'slate'],
    ['Jo', '12', 'tile'],
  ],
);

const moved = (wizard: Wizard, ...events: readonly WizardEvent[]): Wizard =>
  events.reduce(reduceWizard, wizard);

const planned = (wizard: Wizard) =>
  planOf(
    wizard.reading,
    layoutOf(wizard.choices),
    doublesOf(wizard.reading, wizard.lookup),
    wizard.rule,
    wizard.rowChoices,
    forgottenOf(wizard.reading, wizard.lookup),
  );

const checked = moved(
  EMPTY_WIZARD,
  { is: 'worldKnown', state },
  { is: 'fileRead', file },
  { is: 'wentTo', step: 'check' },
  { is: 'rowsRead', rows: readAll(file) },
  { is: 'lookupChanged', lookup: { is: 'known', matches: [], suppressed: { phones: [], emails: [] } } },
);

describe('the dialog', () => {
  test('goes to the columns with the file, mapped, under a name and a colour that are free', () => {
    const wizard = moved(EMPTY_WIZARD, { is: 'worldKnown', state }, { is: 'fileRead', file });
    expect(wizard).toMatchObject({ step: 'columns', name: 'Leads 2', colour: COLOURS[1]?.hex });
    const laterKnown = moved(EMPTY_WIZARD, { is: 'fileRead', file }, { is: 'worldKnown', state });
    expect(laterKnown).toMatchObject({ name: 'Leads 2', colour: COLOURS[1]?.hex });
  });

  test('reads and looks up anew when the mapping or the country changes', () => {
    for (const event of [
      { is: 'targetChosen', column: 2, target: { to: 'leaveOut' } },
      { is: 'countryChosen', country: 'IE' },
    ] as const) {
      expect(moved(checked, event)).toMatchObject({ reading: { is: 'stale' }, lookup: { is: 'stale' } });
    }
  });

  test('a new rule for duplicates forgets what was decided row by row under the other', () => {
    const chosen = moved(checked, { is: 'rowChosen', line: 2, include: true });
    expect(planned(chosen).counts.created).toBe(2);
    expect(moved(chosen, { is: 'ruleChosen', rule: 'import' }).rowChoices.size).toBe(0);
  });

  test('the job holds exactly the rows to create, and its receipt adds up to the file', () => {
    const plan = planned(checked);
    const job = jobOf(checked, plan, newImportId());
    expect(job.rows.map(({ line }) => line)).toEqual([1]);
    expect(job.rows[0]?.cells).toHaveLength(27);
    expect(job.begin).toMatchObject({ total: 1, extras: ['Roof'], campaignName: 'Leads 2', country: 'GB' });
    expect(job.receipt).toMatchObject({ rowsIn: 3, created: 1, duplicate: 1, invalid: 1, skipped: 0 });
  });

  test('import ids are new each time and of the form that ids have', () => {
    const ids = Array.from({ length: 50 }, newImportId);
    expect(new Set(ids).size).toBe(50);
    expect(ids.every(isImportId)).toBe(true);
  });
});

describe('the import cannot start', () => {
  const why = (wizard: Wizard): string | null => whyNotImport(wizard, planned(wizard));

  test('is said only when something stands in the way', () => {
    expect(why(checked)).toBeNull();
  });

  test.each([
    [{ state: 'unset', message: '' } as const, /not connected/],
    [{ state: 'failing', url: 'https://bridge.example.com', message: '' } as const, /out of reach/],
  ])('while the connection is %o, told apart', (connection, says) => {
    const wizard = moved(checked, { is: 'worldKnown', state: { ...state, connection } });
    expect(why(wizard)).toMatch(says);
  });

  test('before it is known who is known already and who asked to be forgotten', () => {
    expect(why(moved(checked, { is: 'lookupChanged', lookup: { is: 'going' } }))).toContain('searched');
    const failed = { is: 'failed', message: 'No answer.' } as const;
    expect(why(moved(checked, { is: 'lookupChanged', lookup: failed }))).toContain('Search again');
  });

  test('under a taken name, or without a row', () => {
    expect(why(moved(checked, { is: 'named', name: 'leads' }))).toContain('already');
    expect(why(moved(checked, { is: 'rowChosen', line: 1, include: false }))).toContain('No row');
  });
});

describe('going back', () => {
  const failed = (written: boolean): WizardEvent => ({
    is: 'runChanged',
    run: {
      is: 'failed',
      code: 'name-taken',
      message: 'Taken.',
      progress: written
        ? {
            importId: newImportId(),
            campaign: ORIGINAL_CAMPAIGN,
            campaignName: 'Leads 2',
            fileName: 'leads.csv',
            state: 'writing',
            total: 1,
            written: 0,
            verified: 0,
            message: null,
            problems: [],
          }
        : null,
    },
  });

  test('is possible until rows may have been written, and gives a failed start up', () => {
    const importing = moved(checked, { is: 'wentTo', step: 'import' });
    expect(canGoBackTo(checked, 'columns')).toBe(true);
    expect(canGoBackTo(moved(importing, failed(true)), 'check')).toBe(false);
    const unbegun = moved(importing, failed(false));
    expect(canGoBackTo(unbegun, 'check')).toBe(true);
    expect(moved(unbegun, { is: 'wentTo', step: 'check' }).run).toEqual({ is: 'idle' });
  });
});
