/** Writing an export's files: under a temporary name first, so that nothing half ever bears the right one. */
import { access, link, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportFile } from '../../addon/model/export/files.ts';
import { xlsxOf } from '../../addon/sidebar/export/xlsx.ts';
import type { ExportArguments } from './options.ts';

/** Gives the paths. Throws before anything is written where a file is there already and `force` is not given. */
export async function writeFiles(
  files: readonly ExportFile[],
  { out, force }: Pick<ExportArguments, 'out' | 'force'>,
): Promise<readonly string[]> {
  await mkdir(out, { recursive: true });
  const paths = files.map(({ name }) => join(out, name));
  for (const path of force ? [] : paths) if (await isThere(path)) throw alreadyThere(path);
  const waiting = paths.map((path) => `${path}.${process.pid}.part`);
  try {
    for (const [n, file] of files.entries()) await writeWhole(waiting[n] ?? '', await bytesOf(file));
    for (const [n, path] of paths.entries()) await takePlace(waiting[n] ?? '', path, force);
  } finally {
    for (const path of waiting) await rm(path, { force: true });
  }
  return paths;
}

async function bytesOf(file: ExportFile): Promise<Uint8Array> {
  if ('text' in file) return new TextEncoder().encode(file.text);
  return new Uint8Array(await (await xlsxOf(file.sheets)).arrayBuffer());
}

/** On the disk before it gets its name; readable by its owner alone. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A link is made only where no file of that name is; a rename would write over one that came meanwhile. */
async function takePlace(from: string, to: string, force: boolean): Promise<void> {
  if (force) return await rename(from, to);
  await link(from, to).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? alreadyThere(to) : error;
  });
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function alreadyThere(path: string): Error {
  return new Error(
    `${path} is there already, and nothing was written. Choose another folder with --out, or --force to write over it.`,
  );
}
