/** A lake in a folder of its own for one test, and the official client pointed at it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClientConfig, ClientError, createClient, type SanityClient } from '@sanity/client';
import { onTestFinished } from 'vitest';
import { type Lake, type LakeOptions, startLake } from '../../../scripts/local/lake/server.ts';

export const PROJECT = 'testproj';
export const DATASET = 'production';
export const TOKEN = 'sk-local-token';

/** Request limits far away, for tests of something else. */
export const UNLIMITED = {
  mutationsPerSecond: 1e6,
  callsPerSecond: 1e6,
  concurrentMutations: 1e6,
} as const;

/** A new temporary folder, removed after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'leadsheet-lake-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A running lake, closed after the test. */
export async function openLake(options: Partial<LakeOptions> = {}): Promise<Lake> {
  const dataDir = options.dataDir ?? (await temporaryFolder());
  const lake = await startLake({
    projectId: PROJECT,
    dataset: DATASET,
    token: TOKEN,
    limits: UNLIMITED,
    indexLagMs: 0,
    webhookRetryMs: 30,
    ...options,
    dataDir,
  });
  onTestFinished(() => lake.close());
  return lake;
}

/** The official client; it never retries, so that a test sees each answer. */
export function clientOf(lake: Pick<Lake, 'url'>, config: Partial<ClientConfig> = {}): SanityClient {
  return createClient({
    projectId: PROJECT,
    dataset: DATASET,
    apiHost: lake.url,
    useProjectHostname: false,
    useCdn: false,
    apiVersion: '2025-02-19',
    token: TOKEN,
    maxRetries: 0,
    ...config,
  });
}

/** What the client rejects with; fails if it does not reject, or with anything but a ClientError. */
export async function refusal(answer: Promise<unknown>): Promise<ClientError> {
  const error: unknown = await answer.then(
    (value) => new Error(`was not refused: ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (error instanceof ClientError) return error;
  throw error;
}

/** A raw request with the project header, and the token unless told otherwise. */
export function rawFetch(
  lake: Lake,
  path: string,
  init: RequestInit & { token?: string | null } = {},
): Promise<Response> {
  const { token = TOKEN, ...rest } = init;
  const headers = new Headers(rest.headers);
  if (!headers.has('x-sanity-project-id')) headers.set('x-sanity-project-id', PROJECT);
  if (token !== null) headers.set('authorization', `Bearer ${token}`);
  return fetch(`${lake.url}${path}`, { ...rest, headers });
}

/** Waits until the condition holds, looking every few milliseconds; fails after ten seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const started = performance.now();
  while (!condition()) {
    if (performance.now() - started > 10_000) throw new Error('What was waited for did not come about');
    await new Promise((next) => setTimeout(next, 5));
  }
}
