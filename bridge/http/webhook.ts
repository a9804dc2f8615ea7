/** Sanity's webhook: verified, checked for age, taken once. It only hints at what changed; the feed says what. */

import { decodeSignatureHeader, isValidSignature, SIGNATURE_HEADER_NAME } from '@sanity/webhook';
import type { RequestHandler } from 'express';
import type { Hints } from '../sync/hints.ts';
import { HttpFailure } from './errors.ts';
import { noteFor } from './log.ts';
import { Remembered } from './remembered.ts';
import { bodyOf } from './signature.ts';

const TOLERANCE_MS = 5 * 60_000;
const REMEMBER_MS = 60 * 60_000;
const MOST_REMEMBERED = 50_000;

/** When the last event came, for the readiness report. */
export interface WebhookWatch {
  lastEventAt: Date | null;
}

/** Takes an event. Sanity sends at least once, late and out of order; a 4xx is never sent again. */
export function takeWebhook(secret: string | null, watch: WebhookWatch, hints: Hints): RequestHandler {
  const seen = new Remembered(REMEMBER_MS, MOST_REMEMBERED);
  return async (request, response) => {
    if (secret === null) {
      throw new HttpFailure(
        'not-found',
        'No webhook is set up here: SANITY_WEBHOOK_SECRET is not set. The event was not taken.',
      );
    }
    const header = request.get(SIGNATURE_HEADER_NAME);
    if (header === undefined) throw new HttpFailure('unsigned', 'The event is not signed. It was not taken.');
    if (!(await isValid(bodyOf(request), header, secret))) {
      throw new HttpFailure(
        'bad-signature',
        'The event is signed with another secret. It was not taken. Compare it with SANITY_WEBHOOK_SECRET.',
      );
    }
    if (Math.abs(Date.now() - decodeSignatureHeader(header).timestamp) > TOLERANCE_MS) {
      throw new HttpFailure(
        'stale',
        'The event is more than five minutes old, or a clock is wrong. It was not taken.',
      );
    }
    const key = request.get('idempotency-key') ?? null;
    const repeated = key !== null && seen.has(key);
    if (key !== null) seen.add(key);
    if (!repeated) {
      watch.lastEventAt = new Date();
      hints.note(eventIn(bodyOf(request)));
    }
    noteFor(request, { repeated });
    response.json({ taken: !repeated });
  };
}

/** What the event says; null for one that is no JSON, as a projection may have it. */
function eventIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

/** The library throws for a header that it cannot read; to us that is a wrong signature like any other. */
async function isValid(body: Buffer, header: string, secret: string): Promise<boolean> {
  try {
    return await isValidSignature(body.toString('utf8'), header, secret);
  } catch {
    return false;
  }
}
