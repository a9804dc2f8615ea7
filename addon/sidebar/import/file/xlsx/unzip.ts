/** The files of a ZIP archive that are wanted, unpacked in slices. */
import { Unzip, UnzipInflate } from 'fflate';
import type { Pace } from '../pace.ts';
import { UnreadableFile } from '../problem.ts';

/** Bytes unpacked in one go, and in all: an archive may hold a thousand times its own size. */
const SLICE = 256 * 1024;
const MOST = 400 * 1024 * 1024;

/** Texts by name. Throws `UnreadableFile` for a damaged archive and for one that unpacks to more than 400 MB. */
export async function unzipTexts(
  bytes: Uint8Array,
  isWanted: (name: string) => boolean,
  pace: Pace,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  let unpacked = 0;
  let damage: Error | null = null;
  const archive = new Unzip((file) => {
    if (!isWanted(file.name)) return;
    const decoder = new TextDecoder('utf-8');
    const pieces: string[] = [];
    file.ondata = (error, data, final) => {
      if (error) damage = error;
      unpacked += data?.length ?? 0;
      if (error || unpacked > MOST) return;
      pieces.push(decoder.decode(data, { stream: !final }));
      if (final) texts.set(file.name, pieces.join(''));
    };
    file.start();
  });
  archive.register(UnzipInflate);
  for (let from = 0; from < bytes.length; from += SLICE) {
    archive.push(bytes.subarray(from, from + SLICE), from + SLICE >= bytes.length);
    if (damage) throw damaged();
    if (unpacked > MOST)
      throw new UnreadableFile('The workbook is too large', 'It unpacks to more than 400 MB. Split it.');
    await pace.breathe(from, bytes.length);
  }
  return texts;
}

export function damaged(): UnreadableFile {
  return new UnreadableFile(
    'The workbook is damaged',
    'It is no Excel workbook (.xlsx), or parts of it are missing. Open it in Excel or Google Sheets, save it as .xlsx or CSV again, and import that file.',
  );
}
