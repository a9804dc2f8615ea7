/** The bridge's configuration and its start and end as a process. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../bridge/config.ts';
import { startBridge } from '../../bridge/server.ts';

const MAIN = new URL('../../bridge/main.ts', import.meta.url).pathname;
const good = {
  SANITY_PROJECT_ID: 'abc123',
  SANITY_DATASET: 'production',
  SANITY_TOKEN: 'sk-test-token',
  BRIDGE_SECRETS: 'x'.repeat(32),
};

describe('configuration', () => {
  test('has defaults for everything that is not a secret or an address of data', () => {
    expect(readConfig(good)).toMatchObject({
      port: 8080,
      host: '0.0.0.0',
      webhookSecret: null,
      logLevel: 'info',
    });
    expect(readConfig(good).sanity).toMatchObject({ apiHost: null, apiVersion: '2025-02-19' });
  });

  test('takes two secrets while one replaces the other', () => {
    const secrets = ['x'.repeat(32), 'y'.repeat(40)];
    expect(readConfig({ ...good, BRIDGE_SECRETS: secrets.join(', ') }).secrets).toEqual(secrets);
  });

  test.each([
    ['SANITY_PROJECT_ID', undefined],
    ['SANITY_PROJECT_ID', 'Has Spaces'],
    ['SANITY_DATASET', ''],
    ['SANITY_DATASET', 'no/slash'],
    ['SANITY_TOKEN', undefined],
    ['SANITY_TOKEN', 'two words'],
    ['BRIDGE_SECRETS', undefined],
    ['BRIDGE_SECRETS', 'too-short'],
    ['BRIDGE_SECRETS', `${'x'.repeat(32)},`],
    ['BRIDGE_SECRETS', ['x', 'y', 'z'].map((c) => c.repeat(32)).join(',')],
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['SANITY_API_HOST', 'localhost'],
    ['SANITY_API_VERSION', 'latest'],
    ['SANITY_WEBHOOK_SECRET', 'short'],
    ['LOG_LEVEL', 'loud'],
    ['REQUESTS_PER_MINUTE', 'none'],
    ['TRUSTED_PROXIES', '-1'],
    ['ANSWER_WITHIN_MS', '600000'],
    ['SANITY_TIMEOUT_MS', '1.5'],
  ])('%s = %s is refused in one line that names it and does not repeat it', (name, value) => {
    const read = () => readConfig({ ...good, [name]: value });
    expect(read).toThrow(new RegExp(`^${name} is (missing|not usable): it must be [^\\n]+$`));
    if (value) expect(read).not.toThrow(value);
  });
});

describe('the process', () => {
  test('ends with exit code 1 and one line that names what is missing', async () => {
    const started = promisify(execFile)(process.execPath, [MAIN], { env: { PATH: process.env.PATH } });
    const failed = await started.then(
      () => null,
      (error: { code: number; stderr: string; stdout: string }) => error,
    );
    expect(failed?.code).toBe(1);
    expect(failed?.stderr.trim()).toMatch(/^SANITY_PROJECT_ID is missing: [^\n]+$/);
    expect(failed?.stdout).toBe('');
  });

  test('listens, logs one line, and ends cleanly on SIGTERM', async () => {
    const env = { PATH: process.env.PATH, ...good, PORT: '0', HOST: '127.0.0.1' };
    const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(child.stdout, 'data');
    expect(JSON.parse(String(line))).toMatchObject({ msg: 'listening' });
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('a port in use is one line that names it', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const address = squatter.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const config = readConfig({ ...good, PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'silent' });
    await expect(startBridge(config)).rejects.toThrow(new RegExp(`^Port ${port} on 127.0.0.1 is in use\\.`));
    squatter.close();
  });
});
