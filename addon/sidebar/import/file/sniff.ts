/** Recognises files that are no CSV by their first bytes, whatever their name says. */
import { isUnmarkedUtf16 } from './decode.ts';
import { UnreadableFile } from './problem.ts';

interface Signature {
  readonly bytes: readonly number[];
  readonly what: string;
  readonly todo: string;
}

const ascii = (text: string): readonly number[] => [...text].map((sign) => sign.charCodeAt(0));

const SAVE_AS =
  'Open it in Excel or Google Sheets, choose File → Save as (or Download) → CSV UTF-8, and import that file.';
const OTHER = 'Export the leads as CSV from the program that holds them, and import that file.';

/** First bytes as registered with IANA or published by the formats' makers. */
const SIGNATURES: readonly Signature[] = [
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Excel workbook', todo: SAVE_AS },
  { bytes: ascii('%PDF'), what: 'a PDF', todo: OTHER },
  {
    bytes: [0x1f, 0x8b],
    what: 'a compressed archive',
    todo: 'Unpack it first, and import the CSV that it holds.',
  },
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: 'a picture', todo: OTHER },
  { bytes: [0xff, 0xd8, 0xff], what: 'a picture', todo: OTHER },
  { bytes: ascii('GIF8'), what: 'a picture', todo: OTHER },
  { bytes: ascii('{\\rtf'), what: 'a text document (RTF)', todo: SAVE_AS },
];

/** True for what may be an .xlsx workbook: a ZIP archive. */
export function isWorkbook(bytes: Uint8Array): boolean {
  return [0x50, 0x4b, 0x03, 0x04].every((byte, index) => bytes[index] === byte);
}

/** Throws `UnreadableFile` when the bytes are plainly no text table. UTF-16 with its mark is text. */
export function refuseOtherFormats(bytes: Uint8Array): void {
  const known = SIGNATURES.find((signature) => signature.bytes.every((byte, index) => bytes[index] === byte));
  if (known) throw new UnreadableFile('This is no CSV file', `It is ${known.what}. ${known.todo}`);
  const marked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (!marked && !isUnmarkedUtf16(bytes) && bytes.subarray(0, 65_536).includes(0))
    throw new UnreadableFile('This is no CSV file', `It holds data that is not text. ${OTHER}`);
}

/** Throws `UnreadableFile` for text of another format than a table. */
export function refuseOtherTexts(text: string): void {
  const start = text.slice(0, 400).trimStart();
  if (/^<(?:!doctype|html|\?xml)/i.test(start))
    throw new UnreadableFile(
      'This is no CSV file',
      `It is a web page or XML, perhaps a log-in page saved by mistake. ${OTHER}`,
    );
  if (/^(?:\[\s*)?\{\s*"/.test(start))
    throw new UnreadableFile('This is no CSV file', `It is JSON. ${OTHER}`);
}
