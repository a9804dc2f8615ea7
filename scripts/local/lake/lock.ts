/** One process at a time holds a data folder: a lock file that names its holder, and recognises a dead one. */
import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { LakeDataError } from './errors.ts';

interface Holder {
  readonly pid: number;
  /** The kernel's start time of that process where it can be read, so that a reused pid is not taken for the holder. */
  readonly started: string;
  readonly token: string;
}

const held = new Set<string>();

/**
 * Takes the folder's lock and returns how to give it back. A lock left by a process that no longer lives is taken
 * over. Throws LakeDataError LAKE_LOCKED when another living process (or another lake in this one) holds it.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, 'lake.lock');
  const mine: Holder = { pid: process.pid, started: await startOf(process.pid), token: randomUUID() };
  for (let attempt = 0; attempt < 5; attempt++) {
    if (await createExclusively(file, JSON.stringify(mine))) {
      held.add(mine.token);
      return () => release(file, mine);
    }
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text === null) continue;
    const holder = readHolder(text);
    if (holder && (await lives(holder))) {
      const who = holder.pid === process.pid ? 'this process' : `process ${holder.pid}`;
      const what = `The data folder ${folder} is in use by ${who}.`;
      throw new LakeDataError(
        'LAKE_LOCKED',
        `${what} Stop that one, or start with another folder (--data DIR).`,
      );
    }
    await discard(file, text);
  }
  throw new LakeDataError('LAKE_LOCKED', `The lock file ${file} keeps changing hands; try again.`);
}

async function createExclusively(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes a stale lock, but never one that another starter put in its place meanwhile. */
async function discard(file: string, stale: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  const taken = await readFile(aside, 'utf8');
  if (taken !== stale) await createExclusively(file, taken);
  await rm(aside, { force: true });
}

async function release(file: string, mine: Holder): Promise<void> {
  held.delete(mine.token);
  const text = await readFile(file, 'utf8').catch(() => '');
  if (readHolder(text)?.token === mine.token) await rm(file, { force: true });
}

function readHolder(text: string): Holder | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    if (!('pid' in value) || !('started' in value) || !('token' in value)) return null;
    const { pid, started, token } = value;
    if (typeof pid !== 'number' || typeof started !== 'string' || typeof token !== 'string') return null;
    return { pid, started, token };
  } catch {
    return null;
  }
}

async function lives(holder: Holder): Promise<boolean> {
  // A lock with our own pid that we do not hold was left by a dead process whose pid we were given (containers).
  if (holder.pid === process.pid) return held.has(holder.token);
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  const started = await startOf(holder.pid);
  return started === '' || holder.started === '' || started === holder.started;
}

/** The process's start in clock ticks since boot (Linux); empty where the system does not tell. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return afterName[19] ?? '';
}
