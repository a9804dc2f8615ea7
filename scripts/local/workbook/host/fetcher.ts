/** The thread that fetches while the script's thread stands still. */
import { runAsWorker } from 'synckit';
import type { Fetched, FetchRequest } from './execution.ts';

/** Either an answer or, as text, why there is none. */
export type Answer = Fetched | string;

/** Google gives up on a server after about a minute. */
const PATIENCE = 60_000;

async function fetchOne(request: FetchRequest): Promise<Answer> {
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: { 'user-agent': 'Mozilla/5.0 (compatible; Google-Apps-Script)', ...request.headers },
      body: request.body ? new Uint8Array(request.body) : null,
      redirect: request.followRedirects ? 'follow' : 'manual',
      signal: AbortSignal.timeout(PATIENCE),
    });
    const body = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, headers: [...response.headers], body };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export const fetchAll = (requests: readonly FetchRequest[]): Promise<Answer[]> =>
  Promise.all(requests.map(fetchOne));

runAsWorker(fetchAll);
