/** Errors as they leave the bridge: a code for machines, a sentence for people, nothing of what is inside. */
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { BridgeError, BridgeErrorCode } from '../../addon/model/wire.ts';
import { StoreRefused, StoreUnreachable } from '../store/failure.ts';
import { Elsewhere } from '../sync/home.ts';
import { noteFor } from './log.ts';

const STATUS: { readonly [K in BridgeErrorCode]: number } = {
  'bad-request': 400,
  unsigned: 401,
  'bad-signature': 401,
  stale: 401,
  repeated: 409,
  'too-many-requests': 429,
  'too-large': 413,
  'not-found': 404,
  elsewhere: 409,
  'store-unreachable': 503,
  'store-refused': 502,
  internal: 500,
};

/** A request that is answered with an error. `message`: what happened, what was not done, what to do. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
  readonly code: BridgeErrorCode;

  constructor(code: BridgeErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Everything that is not a route. */
export const notFound: RequestHandler = () => {
  throw new HttpFailure(
    'not-found',
    'The bridge has nothing at this address. Check the address in the settings.',
  );
};

/** The last stop of every error. What is not ours becomes "internal", and only the log gets to know more. */
export const answerError: ErrorRequestHandler = (thrown: unknown, request, response, _next) => {
  const failure = toFailure(thrown);
  noteFor(request, { code: failure.code });
  if (failure.code === 'internal') noteFor(request, { error: whereOf(thrown) });
  if (thrown instanceof StoreRefused || thrown instanceof StoreUnreachable)
    noteFor(request, { reason: thrown.message });
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body: BridgeError = { error: { code: failure.code, message: failure.message } };
  response.status(STATUS[failure.code]).json(body);
};

function toFailure(thrown: unknown): HttpFailure {
  if (thrown instanceof HttpFailure) return thrown;
  if (thrown instanceof StoreUnreachable) {
    return new HttpFailure(
      'store-unreachable',
      `${thrown.message} Nothing is proven saved. Try again in a minute.`,
    );
  }
  if (thrown instanceof Elsewhere) return new HttpFailure('elsewhere', thrown.message);
  if (thrown instanceof StoreRefused) return new HttpFailure('store-refused', thrown.message);
  switch (attribute(thrown, 'type')) {
    case 'entity.too.large':
      return new HttpFailure(
        'too-large',
        'The request is too large. Nothing was saved. Send fewer rows at a time.',
      );
    case 'encoding.unsupported':
      return new HttpFailure(
        'bad-request',
        'The request is compressed, which the bridge does not take. Nothing was saved.',
      );
    case 'request.aborted':
    case 'request.size.invalid':
      return new HttpFailure('bad-request', 'The request broke off. Nothing was saved. Try again.');
    default:
      return new HttpFailure(
        'internal',
        'Something went wrong inside the bridge. Nothing is proven saved. Try again; if it stays, look into its log.',
      );
  }
}

/** Where something unexpected was thrown: its kind and place in the code. Never its message, which may quote a lead. */
function whereOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown;
  const frames = (thrown.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [thrown.name, ...frames.slice(0, 6).map((line) => line.trim())].join(' | ');
}

function attribute(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
