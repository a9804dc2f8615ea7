/** What a person's own tab would become as a campaign, and what stands in the way. */
import { describe, expect, test } from 'vitest';
import { planAdoption } from '../../addon/model/adopt.ts';
import { FIELDS } from '../../addon/model/fields.ts';

type Rows = readonly (readonly string[])[];
const PEOPLE: Rows = [
  ['Sam Hill', '07700 900001', 'sam@example.com', 'slate'],
  ['Zoë Field', '07700 900002', 'zoe@example.com', 'tile'],
];
const plan = (texts: Rows, formulas: Rows = []) => planAdoption({ texts, formulas }, 'GB');

describe('a tab that can become a campaign', () => {
  const tab: Rows = [['Name', 'Mobile', 'E-mail', 'Roof'], ...PEOPLE];

  test('headings that heading and values speak for are renamed, and it is said; others stay as they are', () => {
    const { headings, renames, problems, notes, leads } = plan(tab);
    expect(problems).toEqual([]);
    expect(leads).toBe(2);
    expect(headings).toEqual([
      { heading: 'Name', field: null },
      { heading: 'Mobile', field: 'phoneNumber' },
      { heading: 'E-mail', field: 'emailAddress' },
      { heading: 'Roof', field: null },
    ]);
    expect(renames).toEqual([
      { from: 'Mobile', to: 'Phone_number' },
      { from: 'E-mail', to: 'Email_address' },
    ]);
    expect(notes[0]).toMatch(/"Mobile" becomes "Phone_number"/);
  });

  test('every other field gets a column, and it is said', () => {
    const { missing, notes } = plan(tab);
    expect(missing).toHaveLength(FIELDS.length - 2);
    expect(notes[1]).toMatch(/24 columns are added to the right/);
  });

  test('one that was copied from a campaign becomes leads of its own, and it is said', () => {
    const headers = [...FIELDS.map(({ header }) => header), '_lead', '_sync'];
    const row = headers.map((header) =>
      header === '_lead' ? 'lead.old.1' : header === 'First_name' ? 'Sam' : '',
    );
    const { problems, renames, missing, notes, leads } = plan([headers, row]);
    expect([problems, renames, missing, leads]).toEqual([[], [], [], 1]);
    expect(notes[0]).toMatch(/copied from a campaign/);
  });

  test('headings alone are enough', () => {
    expect(plan([['Phone', 'Email', 'Notes']])).toMatchObject({ leads: 0, problems: [] });
  });
});

describe('what stands in the way is told', () => {
  test.each<[string, Rows, Rows, RegExp]>([
    [
      'an empty tab',
      [
        ['', ''],
        ['', ''],
      ],
      [],
      /empty/,
    ],
    [
      'a title above the table',
      [['Autumn 2024', '', ''], ['', '', ''], ['Name', 'Phone', 'Email'], ...PEOPLE],
      [],
      /headings seem to stand in row 3/,
    ],
    [
      'a column without a heading',
      [
        ['Name', '', 'Email'],
        ['Sam', '07700 900001', ''],
      ],
      [],
      /Column B holds values/,
    ],
    [
      'a heading that stands twice',
      [
        ['Phone', 'Notes', 'notes'],
        ['07700 900001', 'a', 'b'],
      ],
      [],
      /"notes" stands 2 times|"Notes" stands 2 times/,
    ],
    [
      'two spellings of one field',
      [
        ['First_name', 'first_NAME'],
        ['a', 'b'],
      ],
      [],
      /stands 2 times/,
    ],
    [
      'a formula in the table',
      [
        ['Phone', 'Score'],
        ['07700 900001', '7'],
      ],
      [
        ['', ''],
        ['', '=3+4'],
      ],
      /"Score" hold formulas/,
    ],
    [
      'a heading that is a sentence',
      [
        ['Phone', 'x'.repeat(501)],
        ['07700 900001', '7'],
      ],
      [],
      /too long/,
    ],
  ])('%s', (_what, texts, formulas, problem) => {
    const found = plan(texts, formulas);
    expect(found.problems.join(' ')).toMatch(problem);
    expect(found.notes).toEqual([]);
    expect(found.renames).toEqual([]);
  });
});
