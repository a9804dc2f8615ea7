/** A delete with `purge` takes a document's history along, also over a restart; any other delete keeps it. */
import { expect, test } from 'vitest';
import type { Lake } from '../../../scripts/local/lake/server.ts';
import { clientOf, openLake, temporaryFolder } from './helpers.ts';

const last = async (lake: Lake, id: string): Promise<string> => {
  const client = clientOf(lake);
  const uri = client.getDataUrl('history', `documents/${id}`);
  return JSON.stringify(await client.request<unknown>({ uri, query: { lastRevision: 'true' } }));
};

test('only what was purged is forgotten, and it stays forgotten', async () => {
  const dataDir = await temporaryFolder();
  const lake = await openLake({ dataDir });
  const client = clientOf(lake);
  for (const _id of ['kept', 'purged', 'absent'])
    await client.create({ _id, _type: 'note', text: `secret ${_id}` });
  await client.delete('kept');
  await client.delete('absent');
  const purge = ['purged', 'absent'].map((id) => ({ delete: { id, purge: true } }));
  await client.mutate(purge);
  const check = async (now: Lake) => {
    expect(await last(now, 'kept')).toContain('secret kept');
    expect(await last(now, 'purged')).not.toContain('secret');
    // It was gone before: nobody says that purging what is not there does anything.
    expect(await last(now, 'absent')).toContain('secret absent');
  };
  await check(lake);
  await lake.close();
  await check(await openLake({ dataDir }));
});
