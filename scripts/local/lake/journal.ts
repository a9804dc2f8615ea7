/** The durable file: one checksummed line a record, appended in groups and synced before anyone is told. */
import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { LakeDataError } from './errors.ts';

const FILE = 'journal.ndjson';
const NEWLINE = 10;

/** What `Journal.open` found. `droppedBytes` is what a cut-off last write left, removed because it was never acknowledged. */
export interface JournalContent {
  readonly records: readonly unknown[];
  readonly bytes: number;
  readonly droppedBytes: number;
}

interface Waiting {
  readonly line: Buffer;
  readonly done: () => void;
  readonly failed: (error: Error) => void;
}

/** An append-only file. Appends made while a sync runs share the next one. */
export class Journal {
  private readonly handle: FileHandle;
  private readonly waiting: Waiting[] = [];
  private writing: Promise<void> | null = null;
  private broken: Error | null = null;

  private constructor(handle: FileHandle) {
    this.handle = handle;
  }

  /**
   * Opens the folder's journal, making an empty one if there is none. A record cut off at the very end is dropped.
   * Throws LakeDataError LAKE_CORRUPT for damage anywhere else; the file is not touched then.
   */
  static async open(folder: string): Promise<{ journal: Journal; content: JournalContent }> {
    const file = join(folder, FILE);
    await rm(`${file}.new`, { force: true });
    const data = await readFile(file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return Buffer.alloc(0);
      throw error;
    });
    const { records, goodBytes } = readRecords(data, file);
    const handle = await open(file, 'a');
    if (goodBytes < data.length) {
      await handle.truncate(goodBytes);
      await handle.sync();
    }
    if (data.length === 0) await syncFolder(folder);
    const content = { records, bytes: goodBytes, droppedBytes: data.length - goodBytes };
    return { journal: new Journal(handle), content };
  }

  /** Writes a whole new journal beside the old one and puts it in its place: there is always one complete file. */
  static async replace(folder: string, records: Iterable<string>): Promise<void> {
    const file = join(folder, FILE);
    const handle = await open(`${file}.new`, 'w');
    try {
      for (const json of records) await handle.write(frame(json));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(`${file}.new`, file);
    await syncFolder(dirname(file));
  }

  /** Appends one record given as JSON; resolves, in order, once it is on disk. Rejects for good after a write error. */
  append(json: string): Promise<void> {
    if (this.broken) return Promise.reject(this.broken);
    const written = new Promise<void>((done, failed) =>
      this.waiting.push({ line: frame(json), done, failed }),
    );
    this.writing ??= this.drain();
    return written;
  }

  /** Writes out what waits and closes the file. */
  async close(): Promise<void> {
    await this.writing;
    await this.handle.close();
  }

  private async drain(): Promise<void> {
    // Let the callers of this turn of the event loop join the first group.
    await new Promise((next) => setImmediate(next));
    while (this.waiting.length > 0) {
      const group = this.waiting.splice(0);
      try {
        await writeFully(this.handle, Buffer.concat(group.map(({ line }) => line)));
        await this.handle.datasync();
        for (const { done } of group) done();
      } catch (error) {
        this.fail(error instanceof Error ? error : new Error(String(error)), group);
      }
    }
    this.writing = null;
  }

  private fail(error: Error, group: readonly Waiting[]): void {
    const what = `The journal cannot be written (${error.message}); nothing more is accepted until the lake is restarted.`;
    this.broken = new Error(what, { cause: error });
    for (const { failed } of [...group, ...this.waiting.splice(0)]) failed(this.broken);
  }
}

async function writeFully(handle: FileHandle, data: Buffer): Promise<void> {
  for (let at = 0; at < data.length; ) {
    const { bytesWritten } = await handle.write(data, at);
    at += bytesWritten;
  }
}

/** `<crc32, 8 hexadecimal digits> <bytes of JSON> <JSON>\n` */
function frame(json: string): Buffer {
  const body = Buffer.from(json);
  return Buffer.concat([Buffer.from(`${checksum(body)} ${body.length} `), body, Buffer.of(NEWLINE)]);
}

function checksum(body: Buffer): string {
  return crc32(body).toString(16).padStart(8, '0');
}

function readRecords(data: Buffer, file: string): { records: unknown[]; goodBytes: number } {
  const records: unknown[] = [];
  let at = 0;
  while (at < data.length) {
    const end = data.indexOf(NEWLINE, at);
    const record = end === -1 ? null : unframe(data.subarray(at, end));
    if (record === null) {
      // A write that was cut off is a piece without its newline (or never-written zeros), and the last thing in the file.
      if (end === -1 || data.subarray(at).every((byte) => byte === 0)) break;
      throw corrupt(file, at, records.length + 1);
    }
    records.push(record.value);
    at = end + 1;
  }
  return { records, goodBytes: at };
}

function unframe(line: Buffer): { value: unknown } | null {
  const [, sum, length] = /^([0-9a-f]{8}) (\d+) /.exec(line.subarray(0, 24).toString('latin1')) ?? [];
  if (sum === undefined || length === undefined) return null;
  const body = line.subarray(sum.length + length.length + 2);
  if (body.length !== Number(length) || checksum(body) !== sum) return null;
  try {
    return { value: JSON.parse(body.toString('utf8')) };
  } catch {
    return null;
  }
}

function corrupt(file: string, byte: number, record: number): LakeDataError {
  const what = `${file} is damaged at byte ${byte} (record ${record}); nothing was changed.`;
  const todo = 'Put back a backup of that file, or move its folder aside to start with an empty one.';
  return new LakeDataError('LAKE_CORRUPT', `${what} ${todo}`);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch {
    // Some systems cannot sync a folder; the file itself is synced.
  } finally {
    await handle.close();
  }
}
