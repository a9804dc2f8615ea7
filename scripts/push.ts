/** `npm run push`: builds the add-on and hands it to clasp, which sends it to your Apps Script project. */
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { buildAddon } from './build.ts';

const root = join(import.meta.dirname, '..');
const project = z.object({ scriptId: z.string() });

async function push(): Promise<number> {
  const { scriptId } = project.parse(JSON.parse(await readFile(join(root, '.clasp.json'), 'utf8')));
  if (scriptId.startsWith('PASTE_')) {
    throw new Error(
      'Nothing was pushed: .clasp.json names no script yet. Open the spreadsheet, Extensions → Apps Script → Project Settings, copy the script id into .clasp.json, then try again.',
    );
  }
  await buildAddon();
  return (
    spawnSync('clasp', ['push', '--force', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
      .status ?? 1
  );
}

try {
  process.exitCode = await push();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
