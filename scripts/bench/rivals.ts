/** What Leadsheet is compared with: the older way of syncing, and Sanity's client with nothing around it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Mutation, SanityClient } from '@sanity/client';
import { leadId } from './campaign.ts';
import { type LeadCells, type LeadValues, valuesOf } from './leads.ts';
import { since, type Traffic } from './traffic.ts';
import { type BenchLake, startBenchLake } from './world.ts';

export interface RivalCost {
  readonly store: Traffic;
  readonly wallSeconds: number;
}

const A_TRANSACTION = 100;
/** Transactions under way together: Sanity's rate is what limits it then, not the way there and back. */
const AT_ONCE = 4;

/** Creates every lead in a lake with nothing in it, in batches of 100. Nothing is read back. */
export async function bareMirror(leads: readonly LeadCells[]): Promise<RivalCost> {
  const documents = leads.map((cells, n) => documentOf(leadId(n), 'campaignLead', valuesOf(cells)));
  return await inNewLake((lake) =>
    written(
      lake,
      documents.map((create) => ({ create })),
    ),
  );
}

/** A row as the older way knows it. */
export interface OlderRow {
  readonly id: string;
  readonly cells: LeadCells;
}

/** One pass of the older way: every row's whole document is replaced, whatever changed, or nothing. */
export async function olderPass(rows: readonly OlderRow[]): Promise<RivalCost> {
  const syncedAt = '2026-01-15T12:00:00.000Z';
  const documents = rows.map(({ id, cells }, n) =>
    documentOf(id, 'dbrLead', {
      ...valuesOf(cells),
      rowNumber: n + 2,
      googleSheetId: 'sheet-of-the-older-sync',
      lastSyncedAt: syncedAt,
    }),
  );
  return await inNewLake((lake) =>
    written(
      lake,
      documents.map((createOrReplace) => ({ createOrReplace })),
    ),
  );
}

function documentOf(_id: string, _type: 'campaignLead' | 'dbrLead', values: LeadValues) {
  const campaign = _type === 'campaignLead' ? { campaignId: 'campaign.import-0001' } : {};
  return { _id, _type, ...campaign, ...values };
}

async function inNewLake(work: (lake: BenchLake) => Promise<RivalCost>): Promise<RivalCost> {
  const lake = await startBenchLake();
  try {
    return await work(lake);
  } finally {
    await lake.close();
  }
}

async function written(lake: BenchLake, mutations: readonly Mutation[]): Promise<RivalCost> {
  const batches: Mutation[][] = [];
  for (let from = 0; from < mutations.length; from += A_TRANSACTION) {
    batches.push(mutations.slice(from, from + A_TRANSACTION));
  }
  const before = await lake.server.traffic();
  const begun = performance.now();
  const worker = async () => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) await commit(lake.client, batch);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const wallSeconds = (performance.now() - begun) / 1_000;
  return { store: since(before, await lake.server.traffic()), wallSeconds };
}

/** The client itself gives up where Sanity says "too many"; this much any script does. */
async function commit(client: SanityClient, batch: Mutation[]): Promise<void> {
  for (;;) {
    try {
      await client.mutate(batch, { returnDocuments: false, visibility: 'sync' });
      return;
    } catch (thrown) {
      const wait = retryAfter(thrown);
      if (wait === null) throw thrown;
      await sleep(wait);
    }
  }
}

/** Milliseconds, for a 429; null for any other failure. */
function retryAfter(thrown: unknown): number | null {
  if (!(thrown instanceof Error) || !('statusCode' in thrown) || thrown.statusCode !== 429) return null;
  const { response } = 'response' in thrown ? thrown : { response: null };
  const headers: unknown = typeof response === 'object' && response ? Reflect.get(response, 'headers') : null;
  const seconds: unknown =
    typeof headers === 'object' && headers ? Reflect.get(headers, 'retry-after') : undefined;
  return Number(seconds ?? 1) * 1_000;
}
