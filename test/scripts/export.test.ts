/** `npm run export` as a process of its own, through a real bridge: all or nothing, and never over a file that is there. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { FIRST_SETTINGS } from '../../addon/model/settings.ts';
import { NO_HURRY } from '../../addon/sidebar/import/file/pace.ts';
import { readTable } from '../../addon/sidebar/import/file/read.ts';
import { ask } from '../bridge/client.ts';
import { makeLead, ownCampaign, SECRET, SPREADSHEET, startWorld, type World } from '../bridge/world.ts';

const SCRIPT = join(import.meta.dirname, '..', '..', 'scripts', 'export.ts');
const LEADS = 30;
let world: World;
let folder: string;

beforeAll(async () => {
  world = await startWorld();
  folder = await mkdtemp(join(tmpdir(), 'leadsheet-cli-'));
  const campaign = { ...ownCampaign('spring'), name: 'Spring / 2026' };
  const rest = { colour: '#02bbd4', description: '', spreadsheetId: SPREADSHEET, sheetId: 7, createdBy: '' };
  const createdAt = '2026-01-02T03:04:05.000Z';
  await ask(world.bridge.url, SECRET, '/v1/campaigns/save', {
    campaign: { ...campaign, ...rest, createdAt, ...FIRST_SETTINGS },
  });
  for (let n = 0; n < LEADS; n++) {
    const texts = { firstName: `Zoë ${n}`, contactStatus: n % 3 === 0 ? 'HOT' : 'COLD', notes: '=1+1' };
    const phoneNumber = `+447700900${String(100 + n)}`;
    await makeLead(world.bridge, campaign, `lead.cli.${n}`, { ...texts, phoneNumber });
  }
}, 60_000);
afterEach(() => world.lake.faults.clear());
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  const given = { PATH: process.env.PATH, BRIDGE_URL: world.bridge.url, BRIDGE_SECRET: SECRET, ...env };
  const all = [SCRIPT, '--spreadsheet', SPREADSHEET, ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, all, { env: given }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err }),
    );
  });
}

test('saves what was asked for, counted, under a name of its own, for its owner alone', async () => {
  const out = join(folder, 'first');
  const filter = ['--filter', 'status=HOT', '--columns', 'Phone_number,First_name,+id'];
  const { code, out: said, err } = await run(['--campaign', 'Spring / 2026', ...filter, '--out', out]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(said).toContain('10 leads; 30 leads were read, as many as Sanity counts.');
  const [name = '', ...others] = await readdir(out);
  expect(others).toEqual([]);
  expect(name).toMatch(/^Spring 2026 - leads - .*\.csv$/);
  expect((await stat(join(out, name))).mode & 0o077).toBe(0);
  const text = await readFile(join(out, name), 'utf8');
  const read = await readTable({ is: 'text', name, text }, {}, NO_HURRY);
  expect(read.headers).toEqual(['First_name', 'Phone_number', 'Lead id']);
  expect(read.rows).toHaveLength(10);
});

test('everything as .xlsx, JSON and NDJSON', async () => {
  const out = join(folder, 'formats');
  for (const format of ['xlsx', 'json', 'ndjson'])
    expect(
      (await run(['--campaign', 'all', '--what', 'everything', '--format', format, '--out', out])).err,
    ).toBe('');
  const names = (await readdir(out)).sort();
  expect(names.map((name) => name.replace(/^.*\./, ''))).toEqual(['json', 'ndjson', 'xlsx']);
  const leads: unknown = JSON.parse(await readFile(join(out, names[0] ?? ''), 'utf8'));
  expect(leads).toHaveLength(LEADS);
  expect(JSON.stringify(leads)).toContain('"kind":"created"');
});

test('never writes over a file unless told to, and leaves nothing half beside it', async () => {
  const out = join(folder, 'again');
  const args = ['--campaign', 'all', '--format', 'json', '--out', out];
  await run(args);
  const [name = ''] = await readdir(out);
  await writeFile(join(out, name), 'mine');
  const { code, err } = await run(args);
  expect(code).toBe(1);
  expect(err).toMatch(/is there already, and nothing was written.*--force/);
  expect(await readFile(join(out, name), 'utf8')).toBe('mine');
  expect((await run([...args, '--force'])).code).toBe(0);
  expect(await readFile(join(out, name), 'utf8')).not.toBe('mine');
  expect(await readdir(out)).toEqual([name]);
});

test.each([
  [['--campaign', 'Nobody'], /no campaign "Nobody".*"Spring \/ 2026".*Nothing was written/],
  [['--campaign', 'all', '--format', 'pdf'], /--format is one of csv, xlsx, json, ndjson, not "pdf"/],
  [['--campaign', 'all', '--columns', 'Shoe_size'], /--columns knows no "Shoe_size"/],
  [['--campaign', 'all', '--filter', 'mood=good'], /--filter takes status=/],
  [['--campaign', 'all', '--filter', 'text=nobody is called so'], /None of \d+ leads matches/],
])('%j is refused with a reason', async (args, says) => {
  const { code, err } = await run([...args, '--out', join(folder, 'refused')]);
  expect(code).toBe(1);
  expect(err).toMatch(says);
});

test('a secret comes from the environment alone, is never shown, and a wrong one says so', async () => {
  const without = await run(['--campaign', 'all'], { BRIDGE_SECRET: '' });
  expect(without).toMatchObject({ code: 1, err: expect.stringMatching(/BRIDGE_SECRET is missing/) });
  const wrong = await run(['--campaign', 'all'], { BRIDGE_SECRET: 'another-secret-of-32-characters!!' });
  expect(wrong.err).toMatch(/signed with another secret/);
  expect(wrong.err + wrong.out).not.toContain('another-secret');
});

test('a lead that the index counts and nobody can read: nothing is written, and it says what is missing', async () => {
  const out = join(folder, 'missing');
  const lag = { kind: 'index-lag', ms: 20_000, times: 1 } as const;
  world.lake.faults.add(lag);
  await world.other.delete('lead.cli.3');
  const { code, err } = await run(['--campaign', 'all', '--out', out]);
  expect(code).toBe(1);
  expect(err).toMatch(/"Spring \/ 2026": Sanity counts 30 leads, 29 could be read\. .*Nothing was written/);
  await expect(readdir(out)).rejects.toThrow();
});
