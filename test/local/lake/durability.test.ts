/** What the lake acknowledged survives: kill -9, cut-off writes, damage, compaction, and a second process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import { LakeDataError } from '../../../scripts/local/lake/server.ts';
import { clientOf, openLake, refusal, temporaryFolder } from './helpers.ts';

const CHILD = join(import.meta.dirname, 'crash-child.ts');

function startChild(dataDir: string) {
  const child = spawn(process.execPath, [CHILD, dataDir], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stream })) return line;
  throw new Error('The child said nothing');
}

const note = (id: string, more: Record<string, unknown> = {}) => ({
  create: { _id: id, _type: 'note', ...more },
});

/** The error that opening the folder ends in. */
async function failureToOpen(dataDir: string): Promise<LakeDataError> {
  const error: unknown = await openLake({ dataDir }).catch((reason: unknown) => reason);
  if (error instanceof LakeDataError) return error;
  throw new Error(`Expected a LakeDataError, got ${String(error)}`);
}

describe('a crash', () => {
  test('every transaction acknowledged before kill -9 in a burst is there afterwards, whole', async () => {
    const dataDir = await temporaryFolder();
    const child = startChild(dataDir);
    const client = clientOf({ url: await firstLine(child.stdout) });
    const acknowledged: number[] = [];
    const writer = async (start: number) => {
      for (let n = start; ; n += 4) {
        const transaction = client.transaction().transactionId(`burst-${n}`);
        for (const part of ['a', 'b', 'c'])
          transaction.create({ _id: `lead.${n}.${part}`, _type: 'note', n });
        await transaction.commit();
        acknowledged.push(n);
        if (acknowledged.length === 120) child.kill('SIGKILL');
      }
    };
    await Promise.allSettled([0, 1, 2, 3].map(writer));
    if (child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');

    const lake = await openLake({ dataDir });
    const after = clientOf(lake);
    const parts = acknowledged.flatMap((n) => ['a', 'b', 'c'].map((part) => `lead.${n}.${part}`));
    const found = await Promise.all(
      Array.from({ length: Math.ceil(parts.length / 100) }, (_, i) =>
        after.getDocuments(parts.slice(i * 100, i * 100 + 100)),
      ),
    );
    expect(acknowledged.length).toBeGreaterThanOrEqual(120);
    expect(found.flat().filter((document) => document === null)).toEqual([]);
    expect(lake.size % 3).toBe(0);
    const again = after.transaction().create({ _type: 'note' }).transactionId(`burst-${acknowledged[0]}`);
    const error = await refusal(again.commit());
    expect(error.details.items[0].error.type).toBe('transactionAlreadyExistsError');
  });

  test('a last record that was cut off anywhere is dropped, and writing goes on behind what is whole', async () => {
    const dataDir = await temporaryFolder();
    const journal = join(dataDir, 'journal.ndjson');
    const first = await openLake({ dataDir });
    await first.commit([note('kept')]);
    await first.close();
    const whole = (await stat(journal)).size;
    for (const cut of [1, 9, 30]) {
      const lake = await openLake({ dataDir });
      await lake.commit([note('lost')]);
      await lake.close();
      await truncate(journal, Math.max(whole + 1, (await stat(journal)).size - cut));
      const reopened = await openLake({ dataDir });
      expect(reopened.size).toBe(1);
      expect((await stat(journal)).size).toBe(whole);
      await reopened.close();
    }
    await appendFile(journal, Buffer.alloc(64));
    const zeros = await openLake({ dataDir });
    await zeros.commit([note('next')]);
    await zeros.close();
    expect((await openLake({ dataDir })).size).toBe(2);
  });

  test('history and revisions are the same after a restart', async () => {
    const dataDir = await temporaryFolder();
    const lake = await openLake({ dataDir });
    const { transactionId } = await lake.commit([note('a', { n: 1 })]);
    await lake.commit([{ patch: { id: 'a', inc: { n: 1 } } }]);
    const before = await clientOf(lake).getDocument('a');
    await lake.close();
    const client = clientOf(await openLake({ dataDir }));
    expect(await client.getDocument('a')).toEqual(before);
    const uri = `/data/history/production/documents/a?revision=${transactionId}`;
    expect(await client.request({ uri })).toMatchObject({ documents: [{ n: 1, _rev: transactionId }] });
  });
});

describe('damage', () => {
  test('in the middle, or in a whole last record: a clear error naming the file, and nothing is overwritten', async () => {
    const dataDir = await temporaryFolder();
    const journal = join(dataDir, 'journal.ndjson');
    const lake = await openLake({ dataDir });
    for (const id of ['a', 'b', 'c']) await lake.commit([note(id)]);
    await lake.close();
    const good = await readFile(journal);
    for (const offset of [good.indexOf('"b"'), good.lastIndexOf('"c"')]) {
      const bad = Buffer.from(good);
      bad[offset + 1] = 'x'.charCodeAt(0);
      await writeFile(journal, bad);
      const error = await failureToOpen(dataDir);
      expect(error.code).toBe('LAKE_CORRUPT');
      expect(error.message).toMatch(
        /journal\.ndjson is damaged at byte \d+ .* nothing was changed\. Put back a backup/,
      );
      expect(await readFile(journal)).toEqual(bad);
    }
    await writeFile(journal, good);
    expect((await openLake({ dataDir })).size).toBe(3);
  });

  test('a folder of another dataset is refused by name', async () => {
    const dataDir = await temporaryFolder();
    await (await openLake({ dataDir, dataset: 'staging' })).close();
    const error = await failureToOpen(dataDir);
    expect(error.message).toContain('holds testproj/staging, not testproj/production');
  });

  test('a folder that cannot be made is one line', async () => {
    const file = join(await temporaryFolder(), 'a-file');
    await writeFile(file, '');
    const error = await failureToOpen(join(file, 'data'));
    expect(error.code).toBe('LAKE_FOLDER');
    expect(error.message).not.toContain('\n');
  });
});

describe('one holder', () => {
  test('a second lake on the folder is refused, in this process and in another; a dead holder’s lock is taken over', async () => {
    const dataDir = await temporaryFolder();
    const lake = await openLake({ dataDir });
    expect((await failureToOpen(dataDir)).code).toBe('LAKE_LOCKED');
    const other = startChild(dataDir);
    expect(await firstLine(other.stderr)).toContain(`is in use by process ${process.pid}`);
    await lake.close();

    const holder = startChild(dataDir);
    await firstLine(holder.stdout);
    expect((await failureToOpen(dataDir)).message).toContain(`process ${holder.pid}`);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect((await openLake({ dataDir })).size).toBe(0);
  });

  test('a port in use is one line', async () => {
    const first = await openLake();
    const error: unknown = await openLake({ port: Number(new URL(first.url).port) }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: 'LAKE_PORT', message: expect.stringContaining('is in use') });
  });
});

test('closing answers what was begun: every refused document is absent, every acknowledged one is there', async () => {
  const dataDir = await temporaryFolder();
  const lake = await openLake({ dataDir });
  const client = clientOf(lake);
  await client.fetch('count(*)');
  const answers = Array.from({ length: 50 }, (_, i) => client.create({ _id: `n${i}`, _type: 'note' }));
  const settled = Promise.allSettled(answers);
  await answers[0];
  await lake.close();
  const outcomes = await settled;
  const stored = await clientOf(await openLake({ dataDir })).fetch<string[]>('*._id');
  const acknowledged = outcomes.flatMap(({ status }, i) => (status === 'fulfilled' ? [`n${i}`] : []));
  expect(new Set(stored)).toEqual(new Set(acknowledged));
});

test('compacting keeps every document and every used transactionId in a fraction of the space', async () => {
  const dataDir = await temporaryFolder();
  const journal = join(dataDir, 'journal.ndjson');
  const lake = await openLake({ dataDir });
  await lake.commit([note('a', { n: 0, text: 'x'.repeat(1_000) })], { transactionId: 'first' });
  await lake.commit([note('gone')]);
  await lake.commit([{ delete: { id: 'gone' } }]);
  for (let n = 0; n < 200; n++) await lake.commit([{ patch: { id: 'a', inc: { n: 1 } } }]);
  const before = await clientOf(lake).getDocument('a');
  await lake.close();
  const long = (await stat(journal)).size;
  await (await openLake({ dataDir, compactAboveBytes: 10_000 })).close();
  expect((await stat(journal)).size).toBeLessThan(long / 10);
  const after = await openLake({ dataDir });
  expect(await clientOf(after).getDocument('a')).toEqual(before);
  expect(after.size).toBe(1);
  await expect(after.commit([note('b')], { transactionId: 'first' })).rejects.toThrow(/already exists/);
});

test('10,000 documents in batches of 100 are committed through the client and all found again', async () => {
  const client = clientOf(await openLake());
  const lead = (n: number) => ({
    _id: `lead.${n}`,
    _type: 'campaignLead',
    name: `Made Up ${n}`,
    notes: 'n'.repeat(400),
    status: 'NEW',
  });
  for (let batch = 0; batch < 100; batch++) {
    const transaction = client.transaction();
    for (let n = batch * 100; n < batch * 100 + 100; n++) transaction.create(lead(n));
    await transaction.commit();
  }
  expect(await client.fetch('count(*[_type == "campaignLead" && status == "NEW"])')).toBe(10_000);
  expect(await client.fetch('*[_type == "campaignLead"]{_id, _rev, status}')).toHaveLength(10_000);
});
