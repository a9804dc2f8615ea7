/** Errors as Sanity answers them: a status, a JSON body the official client understands, and headers. */

/** An error that leaves the lake as an HTTP answer. `body` is what the client finds in `error.response.body`. */
export class LakeError extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: Record<string, unknown>, message: string, headers = {}) {
    super(message);
    this.name = 'LakeError';
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** The plain form `{statusCode, error, message}` used for everything that is neither a mutation nor a query error. */
export function plainError(status: number, message: string, headers: Record<string, string> = {}): LakeError {
  const body = { statusCode: status, error: REASONS[status] ?? 'Error', message };
  return new LakeError(status, body, message, headers);
}

/** What is wrong with one mutation of a transaction; `type` and `description` are Sanity's, other keys are details. */
export interface MutationProblem {
  readonly type: string;
  readonly description: string;
  readonly [detail: string]: unknown;
}

/** A refused transaction: nothing of it was committed. `index` is the position of the offending mutation. */
export function mutationError(status: number, problem: MutationProblem, index = 0): LakeError {
  const description = `The mutation(s) failed: ${problem.description}`;
  const body = { error: { type: 'mutationError', description, items: [{ error: problem, index }] } };
  return new LakeError(status, body, description);
}

/** A query that cannot be parsed; `start` and `end` are UTF-16 offsets into it. */
export function queryParseError(
  description: string,
  query: string,
  start = 0,
  end = query.length,
): LakeError {
  return new LakeError(
    400,
    { error: { type: 'queryParseError', description, query, start, end } },
    description,
  );
}

/** Too many requests; `retryAfter` in whole seconds, sent as the `retry-after` header. */
export function rateLimitError(message: string, retryAfter: number): LakeError {
  return plainError(429, message, { 'retry-after': String(retryAfter) });
}

/** A person's error about the data folder: one line that says what happened, to which file, and what to do. */
export class LakeDataError extends Error {
  readonly code: 'LAKE_LOCKED' | 'LAKE_CORRUPT' | 'LAKE_FOLDER' | 'LAKE_PORT';

  constructor(code: LakeDataError['code'], message: string) {
    super(message);
    this.name = 'LakeDataError';
    this.code = code;
  }
}
