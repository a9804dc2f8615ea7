/** Who is asking: requests signed as https://www.standardwebhooks.com has it, under a header name of our own. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { SIGNATURE_HEADERS } from '../../addon/model/wire.ts';
import { HttpFailure } from './errors.ts';
import { requestIdOf } from './log.ts';
import { Remembered } from './remembered.ts';

const TOLERANCE_S = 5 * 60;
/** A time stamp may lie as far ahead as behind, so an id must be known for twice the tolerance. */
const REMEMBER_MS = 2 * TOLERANCE_S * 1_000;
const MOST_REMEMBERED = 100_000;
/** More signatures in one header than any rotation needs are not looked at. */
const MOST_SIGNATURES = 8;

/** Refuses what is not signed or is out of date, before a body of many megabytes is read. */
export const checkSignedHeaders: RequestHandler = (request, _response, next) => {
  signedHeaders(request);
  next();
};

/** Verifies the body that was read, and that the request's id is new. Throws HttpFailure. */
export function signatureCheck(secrets: readonly string[]): RequestHandler {
  const seen = new Remembered(REMEMBER_MS, MOST_REMEMBERED);
  return (request, _response, next) => {
    const { id, timestamp, signatures } = signedHeaders(request);
    const body = bodyOf(request);
    if (!isSigned(`${id}.${timestamp}.`, body, signatures, secrets)) {
      throw new HttpFailure(
        'bad-signature',
        'The request is signed with another secret than the bridge has. Nothing was done. Compare the secret in the settings with BRIDGE_SECRETS.',
      );
    }
    if (seen.has(id)) {
      throw new HttpFailure('repeated', 'This very request came before. It was not done again.');
    }
    seen.add(id);
    next();
  };
}

/** The body as it came; empty when there was none. */
export function bodyOf(request: Request): Buffer {
  const body: unknown = request.body;
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

interface SignedHeaders {
  readonly id: string;
  readonly timestamp: string;
  readonly signatures: readonly string[];
}

function signedHeaders(request: Request): SignedHeaders {
  const id = requestIdOf(request);
  const timestamp = request.get(SIGNATURE_HEADERS.timestamp) ?? '';
  const signatures = (request.get(SIGNATURE_HEADERS.signature) ?? '').split(' ').filter(Boolean);
  if (id === null || !/^\d{1,12}$/.test(timestamp) || signatures.length === 0) {
    throw new HttpFailure(
      'unsigned',
      'The request is not signed. Nothing was done. Only the Leadsheet add-on may use this address.',
    );
  }
  if (Math.abs(Date.now() / 1_000 - Number(timestamp)) > TOLERANCE_S) {
    throw new HttpFailure(
      'stale',
      'The request is more than five minutes old, or a clock is wrong. Nothing was done.',
    );
  }
  return { id, timestamp, signatures };
}

/** Compares every signature with every secret, all of them, so that the time taken tells nothing. */
function isSigned(
  start: string,
  body: Buffer,
  signatures: readonly string[],
  secrets: readonly string[],
): boolean {
  const expected = secrets.map((secret) => createHmac('sha256', secret).update(start).update(body).digest());
  let good = false;
  for (const signature of signatures.slice(0, MOST_SIGNATURES)) {
    const [version, encoded = ''] = signature.split(',');
    const given = Buffer.from(version === 'v1' ? encoded : '', 'base64');
    for (const digest of expected) {
      const same = given.length === digest.length && timingSafeEqual(given, digest);
      good ||= same;
    }
  }
  return good;
}
