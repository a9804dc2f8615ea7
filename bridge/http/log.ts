/** The log: one line a request, with counts and codes. No personal data, no secrets, no contents, no ids of leads. */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { type Logger, pino } from 'pino';
import { SIGNATURE_HEADERS } from '../../addon/model/wire.ts';
import type { LogLevel } from '../config.ts';

export type { Logger };

export function openLog(level: LogLevel): Logger {
  return pino({ name: 'leadsheet-bridge', level, base: null });
}

type Notes = Record<string, string | number | boolean>;
const notes = new WeakMap<Request, Notes>();

/** Adds to the line that the log will hold for this request. */
export function noteFor(request: Request, more: Readonly<Notes>): void {
  const line = notes.get(request);
  if (line) Object.assign(line, more);
}

/** The signed request id as sent, if it looks like one; it names the request in the log on both sides. */
export function requestIdOf(request: Request): string | null {
  const id = request.get(SIGNATURE_HEADERS.id);
  return id !== undefined && /^[A-Za-z0-9_-]{8,64}$/.test(id) ? id : null;
}

/** Writes the line when the answer has left, and names the request in the answer's `X-Request-Id`. */
export function logRequests(log: Logger): RequestHandler {
  return (request, response, next) => {
    const started = performance.now();
    const line: Notes = { request: requestIdOf(request) ?? randomUUID() };
    notes.set(request, line);
    response.set('X-Request-Id', String(line.request));
    const { method, path } = request;
    response.once('close', () => {
      const { statusCode: status } = response;
      const ms = Math.round(performance.now() - started);
      const level = status >= 500 ? 'error' : status >= 400 ? 'warn' : 'info';
      const done = response.writableFinished ? {} : { brokenOff: true };
      log[level](
        { ...line, method, path: KNOWN_PATH.test(path) ? path : '(other)', status, ms, ...done },
        'request',
      );
    });
    next();
  };
}

/** Paths of our own; anything else may be somebody's secret in the wrong place. */
const KNOWN_PATH =
  /^\/(?:v1\/(?:sync|campaigns|campaigns\/(?:save|purge)|duplicates|conflicts|conflicts\/settle|audit|leads|leads\/(?:restore|move)|lead|actions|actions\/record|export|person|person\/forget)|webhooks\/sanity|healthz|readyz)$/;
