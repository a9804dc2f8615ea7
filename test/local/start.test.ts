/** `npm start` as a person meets it: what it refuses and how it says so, and how it stops. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';

const START = join(import.meta.dirname, '..', '..', 'scripts', 'start.ts');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadsheet-start-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function start(...options: readonly string[]): ChildProcess {
  return spawn(process.execPath, [START, '--no-open', '--json', '--empty', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** How a start ends that must not come up. */
async function refusal(...options: readonly string[]): Promise<string> {
  const child = start(...options);
  const [said, [code]] = await Promise.all([child.stderr ? text(child.stderr) : '', once(child, 'close')]);
  expect(code).toBe(1);
  expect(said.trimEnd().split('\n')).toHaveLength(1);
  return said;
}

test.each([
  ['a port that is no number', ['--port', 'abc'], /--port takes a number/],
  ['a port that no machine has', ['--port', '70000'], /--port takes a number/],
  ['an option that there is not', ['--prot', '1'], /--prot.*Usage: npm start/],
  ['no folder', ['--data', ''], /--data takes a folder/],
])('%s is refused in one line', async (_what, options, says) => {
  expect(await refusal(...options)).toMatch(says);
});

test('a data folder that is a file, or is in one, is refused in one line that names it', async () => {
  const file = join(folder, 'file');
  await writeFile(file, 'mine');
  expect(await refusal('--port', '0', '--data', file)).toContain(`${file} cannot be made`);
  expect(await refusal('--port', '0', '--data', join(file, 'x'))).toContain(`${file}/x cannot be made`);
});

test.runIf(process.platform === 'linux')('a place where no folder can be made ends the start', async () => {
  expect(await refusal('--port', '0', '--data', '/proc/leadsheet')).toContain('cannot be made (ENOENT)');
});

test('a file in place of the workbook’s folder, or a folder in place of the settings, is named', async () => {
  const data = join(folder, 'wrong');
  await mkdir(data);
  await writeFile(join(data, 'workbook'), 'mine');
  expect(await refusal('--port', '0', '--data', data)).toMatch(/wrong\/workbook cannot be made \(EEXIST\)/);
  const other = join(folder, 'other');
  await mkdir(join(other, 'settings.json'), { recursive: true });
  expect(await refusal('--port', '0', '--data', other)).toMatch(/settings\.json cannot be read \(EISDIR\)/);
});

test('Ctrl-C under npm arrives twice, and still everything is closed and no lock is left', async () => {
  const data = join(folder, 'a folder with spaces');
  const child = start('--port', '0', '--data', data);
  if (child.stdout) await once(child.stdout, 'data');
  const ended = once(child, 'close');
  child.kill('SIGINT');
  await sleep(5);
  child.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
  const left = await readdir(data, { recursive: true });
  expect(left.filter((name) => name.includes('lock'))).toEqual([]);
});
