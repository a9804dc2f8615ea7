/** Files as people really have them, and files that are none. */
import { describe, expect, test } from 'vitest';
import { UnreadableFile } from '../../addon/sidebar/import/file/problem.ts';
import { readBytes, readPasted } from '../../addon/sidebar/import/file/read.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string) => readBytes(utf8(text), 'leads.csv');

function problemOf(work: () => unknown) {
  try {
    work();
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
  ])('with %s', (_what, text) => {
    const file = read(text);
    expect(file.headers).toEqual(['Name', 'Phone']);
    expect(file.rows).toEqual(rows);
  });

  test('with cells of several lines, doubled quotes and commas inside', () => {
    const file = read('Name,Conversation\nSam,"AI: ""Hi"", Sam\n\n[12:31 28/10/2025] Sam: yes"\n');
    expect(file.rows).toEqual([['Sam', 'AI: "Hi", Sam\n\n[12:31 28/10/2025] Sam: yes']]);
  });

  test('in Windows-1252, which is told', () => {
    const bytes = Uint8Array.from([...utf8('Name,Note\nZo'), 0xeb, ...utf8(','), 0xa3, ...utf8('500\n')]);
    const file = readBytes(bytes, 'old.csv');
    expect(file.rows).toEqual([['Zoë', '£500']]);
    expect(file.notes.join(' ')).toContain('Windows-1252');
  });

  test.each([
    ['little-endian with its mark', true, true],
    ['big-endian with its mark', false, true],
    ['little-endian without a mark', true, false],
    ['big-endian without a mark', false, false],
  ])('in UTF-16, %s', (_what, little, marked) => {
    const text = `${marked ? '\uFEFF' : ''}Name\tPhone\nZoë\t07700 900123`;
    const view = new DataView(new ArrayBuffer(text.length * 2));
    for (let i = 0; i < text.length; i += 1) view.setUint16(i * 2, text.charCodeAt(i), little);
    const { headers, rows } = readBytes(new Uint8Array(view.buffer), 'unicode.txt');
    expect([headers, ...rows]).toEqual([
      ['Name', 'Phone'],
      ['Zoë', '07700 900123'],
    ]);
  });

  test('blank rows inside are kept, so that they are counted', () => {
    expect(read('Name,Phone\nSam,1\n\n,\nJo,2\n').rows).toHaveLength(4);
  });
});

describe('what is odd is told, and nothing is dropped', () => {
  test('a row wider than the headings is marked and its values are kept', () => {
    const file = read('Name,Address\nSam,1 High Street, Bath\nJo,2 Low Road\n');
    expect(file.headers).toEqual(['Name', 'Address', 'Column 3']);
    expect(file.rows[0]).toEqual(['Sam', '1 High Street', ' Bath']);
    expect([...file.oddRows.keys()]).toEqual([1]);
    expect(file.notes.join(' ')).toContain('1 row has more cells');
  });

  test('a file without headings gets some, and its first row is a row', () => {
    const file = read('Sam,07700 900123\nJo,07700 900124\n');
    expect(file.headers).toEqual(['Column 1', 'Column 2']);
    expect(file.rows).toHaveLength(2);
  });

  test('three headings alike get names of their own', () => {
    expect(read('Name,Name,Name\na,b,c\n').headers).toEqual(['Name', 'Name (2)', 'Name (3)']);
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
  ])('%s', (_what, text, title, todo) => {
    const problem = problemOf(() => read(text));
    expect(problem.title).toContain(title);
    expect(problem.message).toContain(todo);
  });

  test.each([
    ['an Excel workbook', [0x50, 0x4b, 0x03, 0x04], 'Save as'],
    ['an old Excel workbook', [0xd0, 0xcf, 0x11, 0xe0], 'Save as'],
    ['a PDF', [...utf8('%PDF-1.7')], 'Export the leads as CSV'],
    ['binary data', [0x01, 0x00, 0x02, 0x00, 0x61, 0x03], 'not text'],
  ])('%s', (_what, bytes, todo) => {
    const problem = problemOf(() => readBytes(Uint8Array.from(bytes), 'leads.csv'));
    expect(problem.title).toContain('no CSV');
    expect(problem.message).toContain(todo);
  });

  test('more than 20 MB, by its size alone', () => {
    expect(problemOf(() => readBytes(new Uint8Array(21 * 1024 * 1024), 'big.csv')).title).toContain(
      'too large',
    );
    expect(problemOf(() => readPasted('<html>', 'Pasted')).title).toContain('no CSV');
  });
});
