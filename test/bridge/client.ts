/** A caller of the bridge for tests: signs as the add-on does, over real HTTP. */
import { createHmac, randomUUID } from 'node:crypto';
import {
  type BridgeApi,
  type BridgeError,
  type BridgePath,
  SIGNATURE_HEADERS,
} from '../../addon/model/wire.ts';

/** Parts of a signed request that a test may set otherwise. */
export interface Signing {
  readonly secret?: string;
  readonly id?: string;
  /** Whole seconds since the epoch. */
  readonly timestamp?: number | string;
  /** The signature header itself. */
  readonly signature?: string;
  /** Sent instead of what was signed. */
  readonly sentBody?: string;
}

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  /** Of the body as it came. */
  readonly bytes: number;
  readonly headers: Headers;
}

/** The standard signature of a body. */
export function sign(secret: string, id: string, timestamp: number | string, body: string): string {
  return `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

/** Posts a text with the signature headers, whatever they come to. */
export async function post(
  url: string,
  path: string,
  text: string,
  signing: Signing = {},
): Promise<Answer<unknown>> {
  const { secret = '', id = randomUUID(), timestamp = Math.floor(Date.now() / 1_000) } = signing;
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [SIGNATURE_HEADERS.id]: id,
      [SIGNATURE_HEADERS.timestamp]: String(timestamp),
      [SIGNATURE_HEADERS.signature]: signing.signature ?? sign(secret, id, timestamp, text),
    },
    body: signing.sentBody ?? text,
  });
  const answer = await response.text();
  return {
    status: response.status,
    body: JSON.parse(answer),
    bytes: Buffer.byteLength(answer),
    headers: response.headers,
  };
}

/** Asks the bridge and gives its answer. Throws an Error with code and sentence for anything but 200. */
export async function ask<P extends BridgePath>(
  url: string,
  secret: string,
  path: P,
  request: BridgeApi[P]['request'],
  signing: Signing = {},
): Promise<BridgeApi[P]['response']> {
  const { status, body } = await post(url, path, JSON.stringify(request), { secret, ...signing });
  if (status === 200) return body as BridgeApi[P]['response'];
  const { error } = body as BridgeError;
  throw new Error(`${status} ${error.code}: ${error.message}`);
}
