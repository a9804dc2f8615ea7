/** An append-only file of JSON lines, each with a checksum: what was appended is there after a crash, a torn tail is not. */
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { codeOf, readIfThere } from './files.ts';

export interface JournalEntries {
  readonly entries: readonly unknown[];
  /** Bytes of whole entries; whatever follows is a torn tail. */
  readonly length: number;
}

/** Reads a journal. Throws one sentence naming the file when anything but its last line is broken. */
export function readJournal(path: string): JournalEntries {
  const text = readIfThere(path) ?? '';
  const entries: unknown[] = [];
  let length = 0;
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    if (end === -1) break;
    const entry = readLine(text.slice(start, end));
    if (!entry) {
      if (end === text.length - 1) break;
      throw new Error(
        `${path} is broken in line ${entries.length + 1}. Nothing was changed: put back a copy of it, or move the folder away to start anew.`,
      );
    }
    entries.push(entry.value);
    length += Buffer.byteLength(text.slice(start, end + 1));
    start = end + 1;
  }
  return { entries, length };
}

function readLine(line: string): { readonly value: unknown } | null {
  const json = line.slice(9);
  if (line.slice(0, 8) !== checksum(json)) return null;
  try {
    return { value: JSON.parse(json) };
  } catch {
    return null;
  }
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}

export class Journal {
  readonly path: string;
  private readonly handle: FileHandle;
  private bytes: number;

  private constructor(path: string, handle: FileHandle, bytes: number) {
    this.path = path;
    this.handle = handle;
    this.bytes = bytes;
  }

  /** Opens the journal for appending after its first `length` bytes. */
  static async open(path: string, length: number): Promise<Journal> {
    const handle = await open(path, 'a');
    await handle.truncate(length);
    return new Journal(path, handle, length);
  }

  get size(): number {
    return this.bytes;
  }

  /** Resolves once the entry would survive a power cut. Throws with the file's name when it was not written. */
  async append(entry: unknown): Promise<void> {
    const json = JSON.stringify(entry);
    const line = Buffer.from(`${checksum(json)} ${json}\n`);
    try {
      await this.handle.appendFile(line);
      await this.handle.datasync();
      this.bytes += line.byteLength;
    } catch (error) {
      await this.handle.truncate(this.bytes).catch(() => undefined);
      throw new Error(`${this.path} could not be written (${codeOf(error)}). The last change was not saved.`);
    }
  }

  /** Forgets every entry, once a snapshot holds what they said. */
  async clear(): Promise<void> {
    await this.handle.truncate(0);
    await this.handle.datasync();
    this.bytes = 0;
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}
