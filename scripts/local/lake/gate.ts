/** What every data request passes first: version, project, dataset, token, limits, and the faults that strike before any work. */
import type { Request, Response } from 'express';
import { LakeError, plainError, rateLimitError } from './errors.ts';
import type { RouteName } from './faults.ts';
import type { Dataset } from './lake.ts';

/** A request that was let in. */
export interface Call {
  readonly route: RouteName;
  /** Such as `v2025-02-19`. */
  readonly apiVersion: string;
  readonly withToken: boolean;
}

const VERSION = /^v(X|1|\d{4}-\d{2}-\d{2})$/;
const PROJECT_HOST = /^([a-z0-9-]+)\.api(?:cdn)?\.sanity\.io(?::\d+)?$/i;

/** Lets a request in or throws LakeError: 400 version, 404 project or dataset, 401 token, 429 limits. */
export function admit(request: Request, route: RouteName, lake: Dataset): Call {
  const { version, dataset } = request.params;
  if (typeof version !== 'string' || !VERSION.test(version)) {
    throw plainError(
      400,
      `Invalid API version: ${String(version)}. Use vX, v1 or a date such as v2025-02-19`,
    );
  }
  requireProject(request, route, lake.settings.projectId);
  if (dataset !== lake.settings.dataset) {
    const message = `Dataset "${String(dataset)}" not found for project ID "${lake.settings.projectId}"`;
    throw new LakeError(404, { statusCode: 404, error: 'Dataset not found', message }, message);
  }
  const withToken = hasToken(request, lake.settings.token);
  lake.rates.admit(request.socket.remoteAddress ?? '', route === 'mutate');
  return { route, apiVersion: version, withToken };
}

/** True with the right token, false without any. Throws LakeError 401 for a wrong one. */
export function hasToken(request: Request, token: string): boolean {
  const { authorization } = request.headers;
  if (authorization === undefined) return false;
  if (authorization === `Bearer ${token}`) return true;
  throw plainError(401, 'Unauthorized - Session not found');
}

function requireProject(request: Request, route: RouteName, projectId: string): void {
  const named = request.get('x-sanity-project-id') ?? PROJECT_HOST.exec(request.headers.host ?? '')?.[1];
  // The client's listener sends no project header when it does not use the project's hostname.
  if (named === undefined && route === 'listen') return;
  if (named === undefined)
    throw plainError(400, 'No project: send X-Sanity-Project-ID or the project hostname');
  if (named === projectId) return;
  throw plainError(404, `Project with ID "${named}" not found`);
}

/** Lets faults strike that come before any work. Resolves to false when the request must be left without an answer. */
export async function survivesFaults(response: Response, route: RouteName, lake: Dataset): Promise<boolean> {
  const slow = lake.faults.take(['slow'], route);
  if (slow) await new Promise((done) => setTimeout(done, slow.ms));
  const refusal = lake.faults.take(['429'], route);
  if (refusal) throw rateLimitError('Too many requests (a fault)', refusal.retryAfter);
  const silence = lake.faults.take(['timeout-before-commit'], route);
  if (silence) {
    leaveUnanswered(response, silence.ms);
    return false;
  }
  if (route === 'mutate') return true;
  const failure = lake.faults.take(['5xx'], route);
  if (failure) throw plainError(failure.status, 'The service failed (a fault)');
  return true;
}

/** Never answers; cuts the connection after `ms`, or leaves that to the caller. */
export function leaveUnanswered(response: Response, ms: number | undefined): void {
  if (ms === undefined) return;
  const cut = setTimeout(() => response.destroy(), ms).unref();
  response.on('close', () => clearTimeout(cut));
}
