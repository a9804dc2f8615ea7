/** Files as people really have them, and files that are none. */
import { describe, expect, test } from 'vitest';
import { CalledOff, NO_HURRY, paceOf } from '../../addon/sidebar/import/file/pace.ts';
import { UnreadableFile } from '../../addon/sidebar/import/file/problem.ts';
import { type How, readTable } from '../../addon/sidebar/import/file/read.ts';
import { workbookOf } from './workbook-file.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const readBytes = (bytes: Uint8Array, name: string, how: How = {}) =>
  readTable({ is: 'bytes', name, bytes }, how, NO_HURRY);
const read = (text: string, how: How = {}) => readBytes(utf8(text), 'leads.csv', how);
const readPasted = (text: string) => readTable({ is: 'text', name: 'Pasted', text }, {}, NO_HURRY);

async function problemOf(work: () => Promise<unknown>) {
  try {
    await work();
  } catch (error) {
    if (error instanceof UnreadableFile) return error.problem;
    throw error;
  }
  throw new Error('The file was read, and should not have been.');
}

describe('a table is read whatever it is written with', () => {
  const rows = [
    ['Sam', '07700 900123'],
    ['Jo', '07700 900124'],
  ];

  test.each([
    ['commas', 'Name,Phone\nSam,07700 900123\nJo,07700 900124\n'],
    ['tabs', 'Name\tPhone\nSam\t07700 900123\nJo\t07700 900124'],
    ['semicolons and CRLF', 'Name;Phone\r\nSam;07700 900123\r\nJo;07700 900124\r\n'],
    ['a byte order mark', '\uFEFFName,Phone\nSam,07700 900123\nJo,07700 900124\n'],
    ['quotes', '"Name","Phone"\n"Sam","07700 900123"\n"Jo","07700 900124"\n'],
    ['Excel’s sep line', 'sep=;\r\nName;Phone\r\nSam;07700 900123\r\nJo;07700 900124'],
    ['blank lines on top', '\n,\nName,Phone\nSam,07700 900123\nJo,07700 900124\n'],
    ['empty columns at the right', 'Name,Phone,,\nSam,07700 900123,,\nJo,07700 900124,,\n'],
  ])('with %s', async (_what, text) => {
    const file = await read(text);
    expect(file.headers).toEqual(['Name', 'Phone']);
    expect(file.rows).toEqual(rows);
  });

  test('with cells of several lines, doubled quotes and commas inside', async () => {
    const file = await read('Name,Conversation\nSam,"AI: ""Hi"", Sam\n\n[12:31 28/10/2025] Sam: yes"\n');
    expect(file.rows).toEqual([['Sam', 'AI: "Hi", Sam\n\n[12:31 28/10/2025] Sam: yes']]);
  });

  test('in Windows-1252, which is told', async () => {
    const bytes = Uint8Array.from([...utf8('Name,Note\nZo'), 0xeb, ...utf8(','), 0xa3, ...utf8('500\n')]);
    const file = await readBytes(bytes, 'old.csv');
    expect(file.rows).toEqual([['Zoë', '£500']]);
    expect(file.notes.join(' ')).toContain('Windows-1252');
  });

  test.each([
    ['little-endian with its mark', true, true],
    ['big-endian with its mark', false, true],
    ['little-endian without a mark', true, false],
    ['big-endian without a mark', false, false],
  ])('in UTF-16, %s', async (_what, little, marked) => {
    const text = `${marked ? '\uFEFF' : ''}Name\tPhone\nZoë\t07700 900123`;
    const view = new DataView(new ArrayBuffer(text.length * 2));
    for (let i = 0; i < text.length; i += 1) view.setUint16(i * 2, text.charCodeAt(i), little);
    const { headers, rows } = await readBytes(new Uint8Array(view.buffer), 'unicode.txt');
    expect([headers, ...rows]).toEqual([
      ['Name', 'Phone'],
      ['Zoë', '07700 900123'],
    ]);
  });

  test('blank rows inside are kept, so that they are counted', async () => {
    expect((await read('Name,Phone\nSam,1\n\n,\nJo,2\n')).rows).toHaveLength(4);
  });
});

describe('what is odd is told, and nothing is dropped', () => {
  test('a row wider than the headings is marked and its values are kept', async () => {
    const file = await read('Name,Address\nSam,1 High Street, Bath\nJo,2 Low Road\n');
    expect(file.headers).toEqual(['Name', 'Address', 'Column 3']);
    expect(file.rows[0]).toEqual(['Sam', '1 High Street', ' Bath']);
    expect([...file.oddRows.keys()]).toEqual([1]);
    expect(file.notes.join(' ')).toContain('1 row has more cells');
  });

  test('a file without headings gets some, and its first row is a row', async () => {
    const file = await read('Sam,07700 900123\nJo,07700 900124\n');
    expect(file.headers).toEqual(['Column 1', 'Column 2']);
    expect(file.rows).toHaveLength(2);
  });

  test('three headings alike get names of their own', async () => {
    expect((await read('Name,Name,Name\na,b,c\n')).headers).toEqual(['Name', 'Name (2)', 'Name (3)']);
  });
});

describe('what is no table is refused, with what to do', () => {
  test.each([
    ['an empty file', '', 'empty', 'another file'],
    ['only line ends', '\r\n\r\n', 'empty', 'another file'],
    ['headings alone', 'Name,Phone\n', 'only headings', 'Export the leads again'],
    ['headings and blanks', 'Name,Phone\n,\n,\n', 'only headings', 'Export the leads again'],
    ['a single column', 'Name\nSam\nJo\n', 'only one column', 'CSV'],
    ['an open quote', 'Name,Phone\nSam,"07700\nJo,1\n', 'never closes', 'row 2'],
    ['a web page', '<!DOCTYPE html><p>Log in</p>', 'no CSV', 'web page'],
    ['JSON', '[{"name": "Sam"}]', 'no CSV', 'JSON'],
    ['too many rows', `a,b\n${'1,2\n'.repeat(50_001)}`, 'too many rows', '50,000'],
  ])('%s', async (_what, text, title, todo) => {
    const problem = await problemOf(() => read(text));
    expect(problem.title).toContain(title);
    expect(problem.message).toContain(todo);
  });

  test.each([
    ['an old Excel workbook', [0xd0, 0xcf, 0x11, 0xe0], 'Save as'],
    ['a PDF', [...utf8('%PDF-1.7')], 'Export the leads as CSV'],
    ['binary data', [0x01, 0x00, 0x02, 0x00, 0x61, 0x03], 'not text'],
  ])('%s', async (_what, bytes, todo) => {
    const problem = await problemOf(() => readBytes(Uint8Array.from(bytes), 'leads.csv'));
    expect(problem.title).toContain('no CSV');
    expect(problem.message).toContain(todo);
  });

  test('more than 20 MB, by its size alone', async () => {
    expect((await problemOf(() => readBytes(new Uint8Array(21 * 1024 * 1024), 'big.csv'))).title).toContain(
      'too large',
    );
    expect((await problemOf(() => readPasted('<html>'))).title).toContain('no CSV');
  });
});

describe('a workbook (.xlsx) is read as it is shown', () => {
  const inline = (place: string, text: string) => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
  const head = `<row r="1">${inline('A1', 'Name')}${inline('B1', 'Value')}</row>`;
  const bookOf = (value: string, more: Partial<Parameters<typeof workbookOf>[0]> = {}) =>
    workbookOf({
      sheets: [{ name: 'Leads', xml: `${head}<row r="2">${inline('A2', 'Sam')}${value}</row>` }],
      ...more,
    });

  test.each<[string, string, Partial<Parameters<typeof workbookOf>[0]>, string]>([
    ['a text phone with its zero', inline('B2', '07700 900123'), {}, '07700 900123'],
    [
      'a shared text',
      '<c r="B2" t="s"><v>0</v></c>',
      { shared: ['<si><t>Zoë &amp; co</t></si>'] },
      'Zoë & co',
    ],
    [
      'a text in several styles, without how it is read',
      '<c r="B2" t="s"><v>0</v></c>',
      { shared: ['<si><r><t>Sam </t></r><r><t>Green</t></r><rPh><t>SAMU</t></rPh></si>'] },
      'Sam Green',
    ],
    ['line breaks as Office escapes them', inline('B2', 'a_x000D_\nb'), {}, 'a\r\nb'],
    ['a phone that became a number', '<c r="B2"><v>7700900123</v></c>', {}, '7700900123'],
    ['a long number, every digit of it', '<c r="B2"><v>447700900123</v></c>', {}, '447700900123'],
    [
      'a number that is shown with its zero',
      '<c r="B2" s="1"><v>7700900123</v></c>',
      { styles: ['00000000000'] },
      '07700900123',
    ],
    ['money', '<c r="B2" s="1"><v>1234.5</v></c>', { styles: ['&quot;£&quot;#,##0.00'] }, '£1,234.50'],
    ['a share', '<c r="B2" s="1"><v>0.12</v></c>', { styles: [9] }, '12%'],
    ['a date, day first', '<c r="B2" s="1"><v>45000</v></c>', { styles: [14] }, '15/03/2023'],
    ['a date shown month first', '<c r="B2" s="1"><v>45000</v></c>', { styles: ['m/d/yyyy'] }, '15/03/2023'],
    ['a date with its time', '<c r="B2" s="1"><v>45000.5</v></c>', { styles: [22] }, '15/03/2023 12:00'],
    [
      'a month of a year as it is shown',
      '<c r="B2" s="1"><v>45000</v></c>',
      { styles: ['mmmm yyyy'] },
      'March 2023',
    ],
    [
      'a date of an old Mac',
      '<c r="B2" s="1"><v>43538</v></c>',
      { styles: [14], date1904: true },
      '15/03/2023',
    ],
    ['a formula’s text', '<c r="B2" t="str"><f>A2</f><v>Sam</v></c>', {}, 'Sam'],
    ['yes and no', '<c r="B2" t="b"><v>1</v></c>', {}, 'TRUE'],
    ['an error', '<c r="B2" t="e"><v>#N/A</v></c>', {}, '#N/A'],
  ])('%s', async (_what, cell, parts, shown) => {
    const file = await readBytes(bookOf(cell, parts), 'leads.xlsx');
    expect([file.headers, ...file.rows]).toEqual([
      ['Name', 'Value'],
      ['Sam', shown],
    ]);
  });

  test('the first sheet that a person sees, or the one that they choose; rows and columns left out stay blank', async () => {
    const sheets = [
      { name: 'Hidden', hidden: true, xml: head },
      { name: 'March', xml: `${head}<row r="4">${inline('A4', 'Sam')}<c r="B4"/></row>` },
      {
        name: 'April',
        xml: `<row>${inline('', 'Town').replace('r="" ', '')}</row>`.replace(
          '</row>',
          `${inline('C1', 'Phone')}</row><row r="2">${inline('C2', '07700 900124')}</row>`,
        ),
      },
    ];
    const march = await readBytes(workbookOf({ sheets }), 'leads.xlsx');
    expect(march.read).toMatchObject({ sheets: ['March', 'April'], sheet: 'March', heading: 1 });
    expect(march.rows).toEqual([
      ['', ''],
      ['', ''],
      ['Sam', ''],
    ]);
    const april = await readBytes(workbookOf({ sheets }), 'leads.xlsx', { sheet: 'April' });
    expect([april.headers, ...april.rows]).toEqual([
      ['Town', 'Column 2', 'Phone'],
      ['', '', '07700 900124'],
    ]);
  });

  test.each([
    ['a ZIP of something else', () => workbookOf({ sheets: [] }).slice(0, 40)],
    ['four bytes of a ZIP', () => Uint8Array.from([0x50, 0x4b, 0x03, 0x04])],
    ['a workbook without sheets', () => workbookOf({ sheets: [] })],
  ])('%s is refused, with what to do', async (_what, bytes) => {
    const problem = await problemOf(() => readBytes(bytes(), 'leads.xlsx'));
    expect(problem.title).toMatch(/workbook is (?:damaged|empty)/);
  });
});

describe('the row of headings', () => {
  const rows = 'Sam,Green,07700 900123\nJo,Field,07700 900124\n';

  test.each([
    ['under a title', `Leads of March\n\nFirst name,Last name,Phone\n${rows}`, 3, 4],
    [
      'under two lines of facts',
      `Report,Leads\nMade on,12/03/2025\nFirst name,Last name,Phone\n${rows}`,
      3,
      4,
    ],
    ['under a line of groups', `,Person,,\nFirst name,Last name,Phone\n${rows}`, 2, 3],
    ['on top', `First name,Last name,Phone\n${rows}`, 1, 2],
  ])('is found %s', async (_what, text, heading, firstRow) => {
    const file = await read(text);
    expect(file.headers.slice(0, 3)).toEqual(['First name', 'Last name', 'Phone']);
    expect(file.read.heading).toBe(heading);
    expect(file.firstRow).toBe(firstRow);
    expect(file.rows).toHaveLength(2);
  });

  test('can be chosen, or said to be missing', async () => {
    const text = `Leads,of,March\nFirst name,Last name,Phone\n${rows}`;
    expect((await read(text, { heading: 1 })).headers).toEqual(['Leads', 'of', 'March']);
    const none = await read(text, { heading: 'none' });
    expect(none.headers).toEqual(['Column 1', 'Column 2', 'Column 3']);
    expect(none.rows).toHaveLength(4);
    expect(none.read.top[1]).toEqual(['First name', 'Last name', 'Phone']);
  });
});

describe('what was found out can be chosen otherwise', () => {
  test('the delimiter and the encoding', async () => {
    const bytes = Uint8Array.from([...utf8('Name;No,te\nZo'), 0xeb, ...utf8(';a,b\n')]);
    const found = await readBytes(bytes, 'a.csv', { delimiter: ',' });
    expect(found.read).toMatchObject({ encoding: 'windows-1252', delimiter: ',' });
    expect(found.headers).toEqual(['Name;No', 'te']);
    const utf = await readBytes(bytes, 'a.csv', { encoding: 'utf-8', delimiter: ';' });
    expect(utf.rows[0]?.[0]).toBe('Zo\uFFFD');
  });

  test('mixed line ends make rows, inside quotes they stay in their cell', async () => {
    const file = await read('Name,Note\r\nSam,"a\r\nb\nc"\nJo,d\rKim,e\r\n');
    expect(file.rows).toEqual([
      ['Sam', 'a\nb\nc'],
      ['Jo', 'd'],
      ['Kim', 'e'],
    ]);
  });
});

test('a large file is read in slices, tells how far it is, and stops when the person gives up', async () => {
  const text = `Name,Phone\n${'"Sam ""the"" Green",07700 900123\n'.repeat(40_000)}`;
  const told: number[] = [];
  const whole = await readTable(
    { is: 'text', name: 'a', text },
    {},
    paceOf(
      (share) => told.push(share),
      () => false,
    ),
  );
  expect(whole.rows).toHaveLength(40_000);
  expect(whole.rows[39_999]).toEqual(['Sam "the" Green', '07700 900123']);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  let slices = 0;
  const givingUp = paceOf(
    () => {},
    () => {
      slices += 1;
      return slices > 2;
    },
  );
  await expect(readTable({ is: 'text', name: 'a', text }, {}, givingUp)).rejects.toThrow(CalledOff);
});
