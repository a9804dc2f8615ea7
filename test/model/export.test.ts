/** What an export holds, and that a CSV of it imports again to the same thing. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyOfValue } from '../../addon/model/cell.ts';
import { collect, isComplete } from '../../addon/model/export/collect.ts';
import { baseName, filesOf } from '../../addon/model/export/files.ts';
import {
  EVERY_COLUMN,
  EVERY_LEAD,
  type ExportOrder,
  isWanted,
  isWhole,
  type NamedLead,
} from '../../addon/model/export/order.ts';
import { sheetsOf } from '../../addon/model/export/sheets.ts';
import { tablesOf } from '../../addon/model/export/tables.ts';
import { FIELDS, type FieldKey, STATUSES } from '../../addon/model/fields.ts';
import { layoutOf } from '../../addon/model/import/layout.ts';
import { mapColumns } from '../../addon/model/import/mapping.ts';
import { readRow } from '../../addon/model/import/row.ts';
import { FIRST_RULES } from '../../addon/model/import/rules.ts';
import type { FieldValue, FieldValues } from '../../addon/model/lead.ts';
import type { ExportResponse } from '../../addon/model/wire.ts';
import { NO_HURRY } from '../../addon/sidebar/import/file/pace.ts';
import { readTable } from '../../addon/sidebar/import/file/read.ts';
import { exportedLead, exportedLeads } from './export-leads.ts';

const order = (more: Partial<ExportOrder> = {}): ExportOrder => ({
  kinds: ['leads'],
  format: 'csv',
  filter: EVERY_LEAD,
  columns: EVERY_COLUMN,
  ...more,
});
const named = (
  leads: readonly ReturnType<typeof exportedLead>[],
  campaign = 'Spring',
): readonly NamedLead[] => leads.map((exported) => ({ campaign, exported }));
function csvOf(leads: readonly NamedLead[], more: Partial<ExportOrder> = {}): string {
  const [file] = filesOf(leads, order(more), 'x').files;
  if (!file || !('text' in file)) throw new Error('A CSV is text.');
  return file.text;
}

/** The file imported again by our own importer: the texts that the tab's cells would hold, by heading. */
const readCsv = (text: string) => readTable({ is: 'text', name: 'x.csv', text }, {}, NO_HURRY);

async function imported(csv: string) {
  const file = await readCsv(csv);
  const layout = layoutOf(mapColumns(file, 'GB'));
  return file.rows.map((raw, n) => {
    const { cells } = readRow(n + 1, raw, layout, FIRST_RULES, undefined);
    return new Map(layout.headers.map((header, column) => [header, cells[column] ?? '']));
  });
}

const NASTY = [
  '=1+1',
  "'=1+1",
  "''=1",
  "'07700",
  "'",
  "'-5",
  '-5',
  '+44 7700 900123',
  '+447700900123',
  '007',
  '1/2',
  '1e5',
  '@SUM(A1)',
  '\tindented',
  '- a list\n- of things',
  'AI: Hi!\n\n[12:32 28/10/2025] Sam: "yes", please;\n',
  '😀 Zoë 👩‍👩‍👧',
  '"',
  '""',
  'a,b;c|d',
  ' outer spaces ',
  '\u00a0',
  '\r\nwindows\r\nlines',
  'TRUE',
  '12/03/2023',
  '\uFEFFmarked',
];
const someText = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'grapheme', maxLength: 30 }));
const moment = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

const KINDS: { readonly [K in FieldKey]?: fc.Arbitrary<FieldValue> } = {
  contactStatus: fc.constantFrom(...STATUSES, 'Strange one'),
  phoneNumber: fc.oneof(
    fc.integer({ min: 0, max: 999 }).map((n) => `+447700900${String(n).padStart(3, '0')}`),
    fc.constantFrom('07700 900123', 'not a phone', '1/2'),
  ),
  emailAddress: fc.constantFrom('sam@example.com', 'Zoë.O’Neill@example.com', 'none'),
  rowNumber: fc.integer({ min: 0, max: 60_000 }),
  replyReceived: moment,
  m1Sent: fc.oneof(moment, fc.constantFrom('2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z', 'soon')),
  installDate: fc.constantFrom('2026-03-01', 'next week'),
  manualMode: fc.boolean(),
  archived: fc.boolean(),
  leadSentiment: fc.constantFrom('POSITIVE', 'UNSURE'),
  finalStatus: fc.constantFrom('WON', 'IN_PROGRESS'),
  replyProcessed: fc.constantFrom('YES', 'PENDING'),
};
const someFields: fc.Arbitrary<FieldValues> = fc.record(
  Object.fromEntries(
    FIELDS.map(({ key }) => [key, fc.option(KINDS[key] ?? someText, { freq: 3, nil: null })]),
  ),
);

describe('CSV', () => {
  test('exported and imported again says the same in every field and every further column', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(someFields, someText, someText), { minLength: 2, maxLength: 6 }),
        async (leads) => {
          // A second lead with a phone, an e-mail and values in both columns, so that no column is left out as blank.
          const anchor = { firstName: 'Sam', phoneNumber: '+447700900123', emailAddress: 'sam@example.com' };
          const all: (readonly [FieldValues, string, string])[] = [...leads, [anchor, 'flat', 'nine']];
          const exported = all.map(([fields, roof, pitch], n) =>
            exportedLead(`lead.x.${n}`, fields, { extra: { 'Roof kind': roof, 'Pitch, in °': pitch } }),
          );
          const rows = await imported(csvOf(named(exported)));
          expect(rows).toHaveLength(all.length);
          all.forEach(([fields, roof, pitch], n) => {
            const row = rows[n];
            for (const field of FIELDS) {
              const was = field.key === 'archived' ? (fields.archived ?? false) : fields[field.key];
              const now = row?.get(field.header) ?? '';
              expect([field.key, keyOfValue(field, now, 'GB')]).toEqual([
                field.key,
                keyOfValue(field, was, 'GB'),
              ]);
            }
            expect(row?.get('Roof kind')).toBe(roof.replace(/\r\n?/g, '\n'));
            expect(row?.get('Pitch, in °')).toBe(pitch.replace(/\r\n?/g, '\n'));
          });
        },
      ),
      { numRuns: 150 },
    );
  });

  test.each(NASTY)('%j is never a formula, and comes back as it was', async (text) => {
    const phone = { phoneNumber: '+447700900123', firstName: 'Sam' };
    const csv = csvOf(named([exportedLead('lead.x.1', { ...phone, notes: text })]));
    for (const cells of (await readCsv(csv)).rows)
      for (const cell of cells)
        expect(/^[=@\t\r]/.test(cell) || /^[+-](?!\d+(\.\d+)?$)/.test(cell)).toBe(false);
    expect((await imported(csv))[0]?.get('Notes')).toBe(text.replace(/\r\n?/g, '\n'));
  });

  test('is UTF-8 with a mark, its lines end with CR LF, and a text of 60,000 characters is whole', () => {
    const long = 'é'.repeat(60_000);
    const csv = csvOf(named([exportedLead('lead.x.1', { conversationHistory: long, phoneNumber: '07700' })]));
    expect(csv.startsWith('\uFEFFContact_Status,First_name,')).toBe(true);
    expect(csv.endsWith('\r\n')).toBe(true);
    expect(csv).toContain(long);
  });

  test('names the campaign only where there are several, and has every campaign’s own columns', () => {
    const one = exportedLead('lead.a.1', { firstName: 'A' }, { extra: { Roof: 'flat' } });
    const two = exportedLead('lead.b.1', { firstName: 'B' }, { extra: { Boiler: 'new' } });
    const [table] = tablesOf([...named([one], 'A'), ...named([two], 'B')], order());
    expect(table?.headings.slice(26)).toEqual(['Roof', 'Boiler', 'Campaign']);
    expect(table?.rows.map((row) => row.slice(26))).toEqual([
      ['flat', '', 'A'],
      ['', 'new', 'B'],
    ]);
    expect(tablesOf(named([one]), order())[0]?.headings.slice(26)).toEqual(['Roof']);
  });
});

describe('conversations', () => {
  test('are a row a message: from messages[] where there are any, else read from the text', () => {
    const text = 'AI: Hi Sam!\n[12:31 28/10/2025] Sam: Hello,\n\nyes\n[28/10/2025, 19:06] MANUAL: On it';
    const read = exportedLead('lead.x.1', {
      firstName: 'Sam',
      phoneNumber: '+447700900123',
      conversationHistory: text,
    });
    const [stored] = exportedLeads(1);
    const [table] = tablesOf(named([read, ...(stored ? [stored] : [])]), order({ kinds: ['conversations'] }));
    expect(table?.rows.map((row) => row.slice(2))).toEqual([
      ['Sam', '+447700900123', '', 'Agent', 'AI', 'Hi Sam!'],
      ['Sam', '+447700900123', '2025-10-28 12:31', 'Lead', 'Sam', 'Hello,\n\nyes'],
      ['Sam', '+447700900123', '2025-10-28 19:06', 'Colleague', 'MANUAL', 'On it'],
      ['Zoë O’Neill-0', '+447700900000', '2026-03-29 02:01', 'Agent', 'Sophie', 'Hi!'],
      ['Zoë O’Neill-0', '+447700900000', '', 'Lead', 'Zoë', 'Yes,\nplease'],
    ]);
  });
});

describe('.xlsx', () => {
  test('cuts what no cell of Excel holds, says how often, and leaves out what XML cannot hold', () => {
    const fields = { firstName: 'bad\u0000\u0008\uD800', conversationHistory: 'x'.repeat(40_000) };
    const { sheets, cut } = sheetsOf(tablesOf(named([exportedLead('lead.x.1', fields)]), order()));
    const cells = sheets[0]?.cells[1] ?? [];
    expect(cut).toBe(1);
    expect(cells[1]).toBe('bad');
    expect(Math.max(...cells.map((cell) => cell.length))).toBeLessThanOrEqual(32_767);
    expect(cells.some((cell) => cell.endsWith('[cut for Excel: 40000 characters in all]'))).toBe(true);
  });
});

describe('JSON', () => {
  test('has everything of a lead together, as the document has it, in both forms alike', () => {
    const leads = named(exportedLeads(3));
    const kinds = ['leads', 'conversations', 'history'] as const;
    const text = (format: 'json' | 'ndjson') => {
      const [file] = filesOf(leads, order({ kinds, format }), 'x').files;
      return file && 'text' in file ? file.text : '';
    };
    const array: { id: string }[] = JSON.parse(text('json'));
    const lines: unknown[] = text('ndjson')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toEqual(array);
    expect(array[0]).toMatchObject({
      id: 'lead.one.0000',
      campaign: 'Spring',
      fields: { m1Sent: '2026-03-29T00:59:00.000Z', postcode: '01234', secondName: 'O’Neill-0' },
      extra: { Roof: "'south 0" },
      messages: [{ content: 'Hi!' }, { content: 'Yes,\nplease' }],
      changes: [],
      conflicts: [],
    });
  });
});

describe('the filter', () => {
  const lead = exportedLead('lead.x.1', {
    firstName: 'Zoë',
    secondName: 'Hill',
    contactStatus: 'HOT',
    archived: true,
  });
  test.each([
    [{ statuses: ['HOT'] }, true],
    [{ statuses: ['COLD', ''] }, false],
    [{ sentiments: [''] }, true],
    [{ archived: 'without' }, false],
    [{ archived: 'only' }, true],
    [{ text: ' zoë hill ' }, true],
    [{ text: 'jo' }, false],
  ] as const)('%j', (part, wanted) => {
    expect(isWanted(lead, { ...EVERY_LEAD, ...part })).toBe(wanted);
  });

  test('that leaves anything out makes an export no whole one', () => {
    const kinds = ['leads', 'conversations', 'history'] as const;
    expect(isWhole(order({ kinds }))).toBe(true);
    expect(isWhole(order({ kinds: ['leads'] }))).toBe(false);
    expect(isWhole(order({ kinds, filter: { ...EVERY_LEAD, text: 'a' } }))).toBe(false);
    expect(isWhole(order({ kinds, columns: { ...EVERY_COLUMN, extras: false } }))).toBe(false);
  });
});

describe('collecting', () => {
  const pages = (leads: ReturnType<typeof exportedLeads>, total: number) => async (after: string) => {
    const next = leads.filter(({ lead }) => lead.id > after);
    const answer: ExportResponse = {
      leads: next.slice(0, 7),
      after: next.length > 7 ? (next[6]?.lead.id ?? null) : null,
      total,
    };
    return answer;
  };

  test('is complete only where as many came as are counted, after three readings at most', async () => {
    const leads = exportedLeads(30);
    const whole = await collect(pages(leads, 30), () => {});
    expect([whole.leads.length, isComplete(whole)]).toEqual([30, true]);
    let first = 0;
    const lacking = await collect(
      (after) => {
        if (after === '') first += 1;
        return pages(leads, 31)(after);
      },
      () => {},
    );
    expect([lacking.leads.length, isComplete(lacking), first]).toEqual([30, false, 3]);
  });

  test('stops where the same page comes again', async () => {
    const again = async (): Promise<ExportResponse> => ({ leads: [], after: 'lead.a', total: 1 });
    await expect(collect(again, () => {})).rejects.toThrow(/same leads again.*Nothing was saved/);
  });
});

test('file names hold no sign that a system refuses', () => {
  const at = new Date('2026-11-23T10:00:00Z');
  expect(baseName('Spring / "2026": ?..', ['leads'], at)).toBe('Spring 2026 - leads - 2026-11-23');
  expect(baseName('///', ['leads', 'history'], at)).toBe('Campaign - export - 2026-11-23');
});
