/** What a local data folder remembers: the secrets that its parts share, and whether the sample data is in. */
import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const schema = z.object({
  token: z.string().min(32),
  bridgeSecret: z.string().min(32),
  webhookSecret: z.string().min(32),
  seeded: z.boolean(),
});

export type Settings = Readonly<z.infer<typeof schema>>;

const FILE = 'settings.json';

/** Reads the folder's settings, or makes them the first time. Throws one line when the file is broken or cannot be written. */
export async function openSettings(folder: string): Promise<Settings> {
  const path = join(folder, FILE);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw new Error(
      `${path} cannot be read (${codeOf(error)}), so nothing was started or changed. Mend it, or choose another folder with --data.`,
    );
  });
  if (text === null) return save(folder, fresh());
  const read = schema.safeParse(parsed(text));
  if (read.success) return read.data;
  throw new Error(
    `${path} is broken, so nothing was started or changed. Restore it, or choose another folder with --data.`,
  );
}

/** Remembers that the sample data is complete, so that it is never put in twice. */
export async function markSeeded(folder: string, settings: Settings): Promise<Settings> {
  return save(folder, { ...settings, seeded: true });
}

function fresh(): Settings {
  const secret = () => randomBytes(32).toString('base64url');
  return { token: secret(), bridgeSecret: secret(), webhookSecret: secret(), seeded: false };
}

async function save(folder: string, settings: Settings): Promise<Settings> {
  const path = join(folder, FILE);
  try {
    await writeFile(`${path}.new`, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
    await rename(`${path}.new`, path);
  } catch (error) {
    throw new Error(
      `The data folder ${folder} cannot be written (${codeOf(error)}). Choose another with --data.`,
    );
  }
  return settings;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
