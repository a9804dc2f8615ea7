/** A file or a pasted text to a table, with every refusal worded for a person. */
import { type ImportFile, MAX_FILE_BYTES } from '../../../model/import/file.ts';
import { decodeText } from './decode.ts';
import { parseTable } from './parse.ts';
import { UnreadableFile } from './problem.ts';
import { refuseOtherFormats, refuseOtherTexts } from './sniff.ts';

/** Reads a file's bytes. Throws `UnreadableFile`. */
export function readBytes(bytes: Uint8Array, name: string): ImportFile {
  refuseLarge(bytes.length);
  refuseOtherFormats(bytes);
  const { text, note } = decodeText(bytes);
  refuseOtherTexts(text);
  return parseTable(text, name, note === null ? [] : [note]);
}

/** Reads a text that was pasted. Throws `UnreadableFile`. */
export function readPasted(text: string, name: string): ImportFile {
  refuseLarge(text.length);
  refuseOtherTexts(text);
  return parseTable(text, name, []);
}

/** Throws `UnreadableFile` above 20 MB. */
export function refuseLarge(bytes: number): void {
  if (bytes <= MAX_FILE_BYTES) return;
  throw new UnreadableFile(
    'The file is too large',
    `It has ${(bytes / 1024 / 1024).toFixed(1)} MB; ${MAX_FILE_BYTES / 1024 / 1024} MB is the most that can be imported at once. Split it, or leave out columns that are not needed.`,
  );
}
