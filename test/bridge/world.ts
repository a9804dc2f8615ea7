/** A small world for tests: a real lake, one or more real bridges before it, and another client beside them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type SanityClient } from '@sanity/client';
import { hashOfKey, keyOfValue } from '../../addon/model/cell.ts';
import { type FieldKey, fieldOf, isFieldKey } from '../../addon/model/fields.ts';
import type {
  CampaignRef,
  FieldValue,
  FieldValues,
  LeadId,
  LeadSnapshot,
  Revision,
} from '../../addon/model/lead.ts';
import { isCampaignId, isLeadId, isRevision } from '../../addon/model/lead.ts';
import { extraHash } from '../../addon/model/merge.ts';
import type { Cursor, PushedRow, PushedValue, Receipt, SyncResponse } from '../../addon/model/wire.ts';
import { readConfig } from '../../bridge/config.ts';
import { type Bridge, startBridge } from '../../bridge/server.ts';
import { type Lake, type LakeOptions, startLake } from '../../scripts/local/lake/server.ts';
import { ask, type Signing } from './client.ts';

export const SECRET = 'a-secret-for-tests-of-32-letters!';
export const WEBHOOK_SECRET = 'a-webhook-secret-for-tests';
/** Where the tests' campaigns live. */
export const SPREADSHEET = 'spreadsheet-of-tests';

/** The bridge's environment against a lake. */
export function bridgeEnv(lake: Lake): Record<string, string> {
  return {
    PORT: '0',
    HOST: '127.0.0.1',
    SANITY_PROJECT_ID: lake.projectId,
    SANITY_DATASET: lake.dataset,
    SANITY_TOKEN: lake.token,
    SANITY_API_HOST: lake.url,
    SANITY_TIMEOUT_MS: '1000',
    BRIDGE_SECRETS: SECRET,
    SANITY_WEBHOOK_SECRET: WEBHOOK_SECRET,
    LOG_LEVEL: 'silent',
    ANSWER_WITHIN_MS: '10000',
    REQUESTS_PER_MINUTE: '100000',
  };
}

export interface World {
  readonly lake: Lake;
  readonly bridge: Bridge;
  /** Somebody else who writes to the same dataset. */
  readonly other: SanityClient;
  /** Another replica of the bridge, with other settings if given. */
  replica(env?: Record<string, string>): Promise<Bridge>;
  close(): Promise<void>;
}

export async function startWorld(
  env: Record<string, string> = {},
  lakeOptions: Partial<LakeOptions> = {},
): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), 'leadsheet-bridge-'));
  const lake = await startLake({
    dataDir,
    projectId: 'test-project',
    dataset: 'test',
    token: 'a-token-for-tests',
    // The tests' own writes would meet Sanity's limits; a test of those sets them back.
    limits: { mutationsPerSecond: 10_000, callsPerSecond: 100_000 },
    ...lakeOptions,
  });
  const bridges: Bridge[] = [];
  const replica = async (more: Record<string, string> = {}) => {
    const bridge = await startBridge(readConfig({ ...bridgeEnv(lake), ...more }));
    bridges.push(bridge);
    return bridge;
  };
  const { projectId, dataset, token } = lake;
  const other = createClient({
    projectId,
    dataset,
    token,
    apiHost: lake.url,
    useProjectHostname: false,
    apiVersion: '2025-02-19',
    useCdn: false,
    perspective: 'raw',
  });
  return {
    lake,
    other,
    bridge: await replica(env),
    replica,
    close: async () => {
      for (const bridge of bridges) await bridge.close();
      await lake.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export function leadId(text: string): LeadId {
  if (!isLeadId(text)) throw new Error(`"${text}" is no lead id`);
  return text;
}

export function revision(text: string): Revision {
  if (!isRevision(text)) throw new Error(`"${text}" is no revision`);
  return text;
}

export function ownCampaign(name: string): CampaignRef {
  const id = `campaign.${name}`;
  if (!isCampaignId(id)) throw new Error(`"${id}" is no campaign id`);
  return { id, kind: 'own' };
}

/** What a pushed row says, by field key or by column name, each as [what was agreed, what the sheet holds now]. */
export type Says = Readonly<Record<string, readonly [agreed: FieldValue, now: FieldValue]>>;

export function row(id: string, rev: Revision | null, says: Says): PushedRow {
  const fields: { [K in FieldKey]?: PushedValue } = {};
  const extra: Record<string, PushedValue> = {};
  for (const [name, [agreed, value]] of Object.entries(says)) {
    if (isFieldKey(name)) {
      fields[name] = { base: hashOfKey(keyOfValue(fieldOf(name), agreed, 'GB')), value };
    } else extra[name] = { base: extraHash(agreed), value };
  }
  return { id: leadId(id), rev, fields, extra };
}

/** A row that was typed or imported: nothing was agreed before. */
export function newRow(id: string, values: Readonly<Record<string, FieldValue>>): PushedRow {
  return row(
    id,
    null,
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [null, value]])),
  );
}

export interface Pass {
  readonly rows?: readonly PushedRow[];
  readonly cursor?: Cursor | null;
  readonly signing?: Signing;
  readonly spreadsheetId?: string;
}

/** One `sync`. */
export function sync(bridge: Bridge, campaign: CampaignRef, pass: Pass = {}): Promise<SyncResponse> {
  const { rows = [], cursor = null, signing = {}, spreadsheetId = SPREADSHEET } = pass;
  const request = { campaign, spreadsheetId, cursor, country: 'GB', rows };
  return ask(bridge.url, SECRET, '/v1/sync', request, signing);
}

/** Pulls until there is no more; gives every lead told, the last telling of each. */
export async function pullAll(bridge: Bridge, campaign: CampaignRef, from: Cursor | null = null) {
  const leads = new Map<LeadId, LeadSnapshot>();
  const pages: number[] = [];
  let cursor = from;
  for (let more = true; more; ) {
    const answer = await sync(bridge, campaign, { cursor });
    for (const lead of answer.changes) leads.set(lead.id, lead);
    pages.push(answer.changes.length);
    cursor = answer.cursor;
    more = answer.more;
  }
  return { leads, pages, cursor };
}

/** The verified receipt at a place, or an Error that says what it is instead. */
export function verifiedAt(answer: SyncResponse, place = 0): Extract<Receipt, { state: 'verified' }> {
  const receipt = answer.receipts[place];
  if (receipt?.state === 'verified') return receipt;
  throw new Error(`not verified: ${JSON.stringify(receipt)}`);
}

/** Creates a lead through the bridge and gives its revision. */
export async function makeLead(
  bridge: Bridge,
  campaign: CampaignRef,
  id: string,
  values: FieldValues & Readonly<Record<string, FieldValue>>,
): Promise<Revision> {
  return verifiedAt(await sync(bridge, campaign, { rows: [newRow(id, values)] })).rev;
}
