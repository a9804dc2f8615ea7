/** A worksheet's XML to rows of texts, as they are shown, in slices. */
import type { Pace } from '../pace.ts';
import type { Cells } from '../records.ts';
import { shownNumber } from './formats.ts';
import { readXml, unescaped } from './xml.ts';

export interface Shown {
  readonly texts: readonly string[];
  readonly patterns: readonly string[];
  readonly is1904: boolean;
}

/** Rows that are read in one go. */
const SLICE = 400;
/** Columns beyond this hold nothing that a person meant: Excel's last is 16,384. */
const MOST_COLUMNS = 1_000;

/** All rows from the first one of the sheet, blank ones too, so that row numbers stay what they are. */
export async function rowsOf(xml: string, shown: Shown, pace: Pace): Promise<readonly Cells[]> {
  const rows: string[][] = [];
  for (const { slice, end } of slicesOf(xml)) {
    readSlice(slice, rows, shown);
    await pace.breathe(end, xml.length);
  }
  return Array.from(rows, (cells) => Array.from(cells ?? [], (text) => text ?? ''));
}

/** The rows' XML, cut between rows. */
function* slicesOf(xml: string): Generator<{ readonly slice: string; readonly end: number }> {
  const ends = /<\/(?:\w+:)?row>|<(?:\w+:)?row\b[^>]*\/>/g;
  let from = xml.search(/<(?:\w+:)?row\b/);
  if (from < 0) return;
  ends.lastIndex = from;
  let count = 0;
  for (let found = ends.exec(xml); found; found = ends.exec(xml)) {
    count += 1;
    if (count % SLICE !== 0) continue;
    yield { slice: xml.slice(from, ends.lastIndex), end: ends.lastIndex };
    from = ends.lastIndex;
  }
  const last = xml.lastIndexOf('row>') + 'row>'.length;
  if (last > from) yield { slice: xml.slice(from, last), end: xml.length };
}

function readSlice(slice: string, rows: string[][], shown: Shown): void {
  let row: string[] = [];
  let column = 0;
  let kind = '';
  let style = 0;
  let words: string[] = [];
  let inValue = false;
  readXml(`<rows>${slice}</rows>`, {
    open: (name, attributes) => {
      if (name === 'row') {
        const at = attributes.r === undefined ? rows.length : Number(attributes.r) - 1;
        row = [];
        rows[at] = row;
        column = -1;
      } else if (name === 'c') {
        column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
        kind = attributes.t ?? 'n';
        style = Number(attributes.s ?? 0);
        words = [];
      } else if (name === 'v' || name === 't') inValue = true;
    },
    text: (text) => {
      if (inValue) words.push(text);
    },
    close: (name) => {
      if (name === 'v' || name === 't') inValue = false;
      if (name === 'c' && words.length > 0 && column < MOST_COLUMNS)
        row[column] = cellText(kind, words.join(''), shown.patterns[style] ?? 'General', shown);
    },
  });
}

function cellText(kind: string, value: string, pattern: string, { texts, is1904 }: Shown): string {
  switch (kind) {
    case 's':
      return texts[Number(value)] ?? '';
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE';
    case 'n':
      return value.trim() === '' ? '' : shownNumber(Number(value), pattern, is1904);
    case 'd':
      return value;
    default:
      return unescaped(value);
  }
}

/** `C12` → 2 */
function columnOf(reference: string): number {
  let column = 0;
  for (const sign of reference) {
    const letter = sign.charCodeAt(0) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}
