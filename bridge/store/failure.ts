/** What can go wrong between the bridge and Sanity, told apart by what it means for the request. */

/** No usable answer in time. Whatever was being written may or may not have been committed. */
export class StoreUnreachable extends Error {
  override readonly name = 'StoreUnreachable';
}

/** Sanity answered and will answer the same again: a refused token, a dataset that is not there, a bad request. */
export class StoreRefused extends Error {
  override readonly name = 'StoreRefused';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** A write whose turn did not come in time: nothing was sent. */
export class NoTurn extends Error {
  override readonly name = 'NoTurn';
}

/**
 * One failed request to Sanity. `busy`: refused by a rate limit, nothing was done. `lost`: no answer, or a server's
 * error, after which nobody knows whether it was done. `clash`: a document is not at the revision it was thought to be,
 * or already there. `repeat`: a transaction of this id was committed before. `refused`: everything else below 500.
 */
export type Failure =
  | { readonly is: 'busy'; readonly retryAfterMs: number }
  | { readonly is: 'lost'; readonly why: string }
  | { readonly is: 'clash' }
  | { readonly is: 'repeat' }
  | { readonly is: 'refused'; readonly status: number; readonly type: string };

/** Reads what the Sanity client (or the network below it) threw. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof NoTurn) return { is: 'busy', retryAfterMs: 0 };
  const status = numberAt(thrown, 'statusCode');
  if (status === null) return { is: 'lost', why: networkReason(thrown) };
  if (status === 429) return { is: 'busy', retryAfterMs: retryAfterMs(thrown) };
  if (status >= 500) return { is: 'lost', why: `HTTP ${status}` };
  const types = mutationErrorTypes(thrown);
  if (status === 409)
    return { is: types.some((t) => /^transactionAlreadyExists/i.test(t)) ? 'repeat' : 'clash' };
  return { is: 'refused', status, type: types[0] ?? `HTTP ${status}` };
}

/** `Retry-After` in ms: seconds or an HTTP date (RFC 9110, 10.2.3); 0 when there is none. */
function retryAfterMs(thrown: unknown): number {
  const header = at(at(at(thrown, 'response'), 'headers'), 'retry-after');
  if (typeof header !== 'string') return 0;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

/** The types that a mutation error names, in its items and on itself. */
function mutationErrorTypes(thrown: unknown): readonly string[] {
  const error = at(at(at(thrown, 'response'), 'body'), 'error');
  const items = at(error, 'items');
  const types = Array.isArray(items) ? items.map((item) => at(at(item, 'error'), 'type')) : [];
  return [...types, at(error, 'type')].filter((type) => typeof type === 'string');
}

/** A reason without addresses or contents: the code that Node gives, or the kind of error. */
function networkReason(thrown: unknown): string {
  const code = at(thrown, 'code');
  if (typeof code === 'string') return code;
  return thrown instanceof Error ? thrown.name : 'no answer';
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function numberAt(value: unknown, key: string): number | null {
  const found = at(value, key);
  return typeof found === 'number' ? found : null;
}
