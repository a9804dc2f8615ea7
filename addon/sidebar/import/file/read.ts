/** A file or a pasted text to a table, as found out or as a person chose, with every refusal worded for a person. */
import { type ImportFile, MAX_FILE_BYTES } from '../../../model/import/file.ts';
import { decodeAs, decodeText, type Encoding } from './decode.ts';
import type { Pace } from './pace.ts';
import { UnreadableFile } from './problem.ts';
import { recordsOf } from './records.ts';
import { isWorkbook, refuseOtherFormats, refuseOtherTexts } from './sniff.ts';
import { type HeadingChoice, tableOf } from './table.ts';
import { readXlsx } from './xlsx/xlsx.ts';

/** What a person gave: kept, so that it can be read otherwise. */
export type Raw =
  | { readonly is: 'bytes'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly is: 'text'; readonly name: string; readonly text: string };

/** How it is to be read; what is left out is found out. */
export interface How {
  readonly encoding?: Encoding;
  readonly delimiter?: string;
  readonly sheet?: string;
  readonly heading?: HeadingChoice;
}

/** Reads it, breathing by `pace`. Throws `UnreadableFile`, and `CalledOff` when the person gave up. */
export async function readTable(raw: Raw, how: How, pace: Pace): Promise<ImportFile> {
  refuseLarge(raw.is === 'bytes' ? raw.bytes.length : raw.text.length);
  if (raw.is === 'bytes' && isWorkbook(raw.bytes)) {
    const { records, sheets, sheet } = await readXlsx(raw.bytes, how.sheet, pace);
    const read = { encoding: null, delimiter: null, sheets, sheet };
    return tableOf({ name: raw.name, records, skipped: 0, heading: how.heading, read, notes: [] });
  }
  const { text, encoding, note } = raw.is === 'text' ? plain(raw.text) : decoded(raw.bytes, how.encoding);
  refuseOtherTexts(text);
  const { records, delimiter, skipped } = await recordsOf(text, how.delimiter, pace);
  const read = { encoding, delimiter, sheets: [], sheet: null };
  const notes = note === null ? [] : [note];
  return tableOf({ name: raw.name, records, skipped, heading: how.heading, read, notes });
}

interface Decoded {
  readonly text: string;
  readonly encoding: Encoding | null;
  readonly note: string | null;
}

function plain(text: string): Decoded {
  return { text, encoding: null, note: null };
}

function decoded(bytes: Uint8Array, chosen: Encoding | undefined): Decoded {
  refuseOtherFormats(bytes);
  if (chosen === undefined) return decodeText(bytes);
  return { text: decodeAs(bytes, chosen), encoding: chosen, note: null };
}

/** Throws `UnreadableFile` above 20 MB. */
export function refuseLarge(bytes: number): void {
  if (bytes <= MAX_FILE_BYTES) return;
  throw new UnreadableFile(
    'The file is too large',
    `It has ${(bytes / 1024 / 1024).toFixed(1)} MB; ${MAX_FILE_BYTES / 1024 / 1024} MB is the most that can be imported at once. Split it, or leave out columns that are not needed.`,
  );
}
