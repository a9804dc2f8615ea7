/** Asking the bridge from the command line: signed as the add-on signs, asked again where no answer came. */
import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { BridgeApi } from '../../addon/model/wire.ts';
import { SIGNATURE_HEADERS } from '../../addon/model/wire.ts';

export interface Access {
  readonly url: string;
  readonly secret: string;
}

/** From the environment alone: an argument would stand in the shell's history and in the list of processes. */
export function readAccess(env: Readonly<Record<string, string | undefined>>): Access {
  const { BRIDGE_URL: url = '', BRIDGE_SECRET: secret = '' } = env;
  if (!/^https?:\/\/\S+$/.test(url))
    throw new Error('BRIDGE_URL is missing or no address. Set it in the environment. Nothing was written.');
  if (secret === '')
    throw new Error(
      'BRIDGE_SECRET is missing. Set it in the environment, never as an argument. Nothing was written.',
    );
  return { url: url.replace(/\/+$/, ''), secret };
}

type Asked = '/v1/campaigns' | '/v1/export';

const TRIES = 4;
const refused = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
/** The bridge is our own and of one build with this; what matters is that something else does not answer in its place. */
const campaigns = z.custom<BridgeApi['/v1/campaigns']['response']>(
  (body) =>
    z.object({ campaigns: z.array(z.looseObject({ id: z.string(), name: z.string() })) }).safeParse(body)
      .success,
);
const page = z.custom<BridgeApi['/v1/export']['response']>(
  (body) =>
    z
      .object({
        leads: z.array(z.looseObject({ lead: z.looseObject({ id: z.string() }) })),
        after: z.string().nullable(),
        total: z.number(),
      })
      .safeParse(body).success,
);
const RESPONSES: { readonly [P in Asked]: z.ZodType<BridgeApi[P]['response']> } = {
  '/v1/campaigns': campaigns,
  '/v1/export': page,
};

/** Throws an Error with the bridge's own sentence when it says no, and when it cannot be reached after several tries. */
export async function askBridge<P extends Asked>(
  access: Access,
  path: P,
  request: BridgeApi[P]['request'],
): Promise<BridgeApi[P]['response']> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await askOnce(access, path, request);
    } catch (error) {
      if (attempt === TRIES || !(error instanceof Away)) throw error;
      await pause(500 * attempt);
    }
  }
}

/** No answer, or one that may be another a moment later. */
class Away extends Error {}

async function askOnce<P extends Asked>(
  { url, secret }: Access,
  path: P,
  request: BridgeApi[P]['request'],
): Promise<BridgeApi[P]['response']> {
  const body = JSON.stringify(request);
  const id = randomUUID();
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
  const response = await fetch(url + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [SIGNATURE_HEADERS.id]: id,
      [SIGNATURE_HEADERS.timestamp]: timestamp,
      [SIGNATURE_HEADERS.signature]: `v1,${signature}`,
    },
    body,
  }).catch(() => {
    throw new Away(
      `The bridge at ${url} did not answer. Nothing was written. Check that it runs and that BRIDGE_URL is right.`,
    );
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) {
    const read = RESPONSES[path].safeParse(answer);
    if (read.success) return read.data;
    throw new Error(
      `What answers at ${url} is not the Leadsheet bridge, or not of this version. Nothing was written.`,
    );
  }
  const told = refused.safeParse(answer);
  const message = told.success
    ? told.data.error.message
    : `The bridge answered ${response.status} without a reason.`;
  const sentence = `${message} No file was written.`;
  throw response.status >= 500 || response.status === 429 ? new Away(sentence) : new Error(sentence);
}
