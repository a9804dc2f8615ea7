/** Durable files: atomic replacement, and a lock that keeps a folder to one process. */
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** Replaces a file so that a crash at any moment leaves the old or the new text, whole. */
export function replaceFile(path: string, text: string): void {
  const draft = `${path}.new`;
  const file = openSync(draft, 'w');
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}

/** The text of a file, or null where there is none. */
export function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw new Error(`${path} could not be read (${codeOf(error)}). Nothing was changed.`);
  }
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

const held = new Set<string>();

/**
 * Takes the folder for this process; returns the release. A lock left by a process that no longer runs is taken over.
 * Throws one sentence when another process holds it or the folder cannot be written.
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'lock');
  try {
    makeFolder(folder);
    const owner = readIfThere(path)?.trim();
    if (owner && isRunning(owner, folder)) {
      throw new Error(
        `The workbook in ${folder} is in use by process ${owner.split(' ')[0]}. Stop that one first.`,
      );
    }
    if (owner !== undefined) unlinkSync(path);
    writeFileSync(path, `${identityOf(process.pid)}\n`, { flag: 'wx' });
  } catch (error) {
    const code = codeOf(error);
    if (code === '') throw error;
    if (code === 'EEXIST')
      throw new Error(`Another process is just starting on ${folder}. Nothing was changed.`);
    throw new Error(`The folder ${folder} cannot be written (${code}). Choose another with --data.`);
  }
  held.add(folder);
  return () => {
    held.delete(folder);
    unlinkSync(path);
  };
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new Error(`The folder ${folder} cannot be made (${codeOf(error)}). Choose another with --data.`);
  }
}

function isRunning(owner: string, folder: string): boolean {
  const pid = Number(owner.split(' ')[0]);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  if (pid === process.pid) return held.has(folder);
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
  }
  return identityOf(pid) === owner;
}

/** The process id and, where the system tells it, when it started: ids are used again, moments are not. */
function identityOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const startedAt = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${pid} ${startedAt}`;
  } catch {
    return `${pid}`;
  }
}
