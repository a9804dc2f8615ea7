/** Is the bridge alive, and can it do its work? For whatever watches over it; answers nothing that is secret. */
import type { RequestHandler } from 'express';
import type { Store } from '../store/store.ts';
import type { WebhookWatch } from './webhook.ts';

export const alive: RequestHandler = (_request, response) => {
  response.json({ alive: true });
};

/** Sanity is asked at most this often, however often we are. */
const ASK_EVERY_MS = 5_000;
const ASK_FOR_MS = 4_000;

/** 200 when documents can be written (tried without writing), else 503 with the reason. */
export function ready(store: Store, watch: WebhookWatch): RequestHandler {
  let asked: { readonly at: number; readonly reason: Promise<string | null> } | null = null;
  return async (_request, response) => {
    const now = Date.now();
    if (!asked || now - asked.at > ASK_EVERY_MS) asked = { at: now, reason: store.unready(now + ASK_FOR_MS) };
    const reason = await asked.reason;
    const lastWebhookAt = watch.lastEventAt?.toISOString() ?? null;
    if (reason === null) response.json({ ready: true, lastWebhookAt });
    else response.status(503).json({ ready: false, reason, lastWebhookAt });
  };
}
