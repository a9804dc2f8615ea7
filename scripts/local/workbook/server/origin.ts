/** Decides whether a request comes from the workbook's own page: other sites in the same browser reach loopback too. */

import type { IncomingMessage } from 'node:http';

/**
 * True when the request was addressed to this server by a loopback name and, where a browser says which page sent it,
 * that page is this server's own. The address check stops a foreign name that was pointed at 127.0.0.1 (DNS rebinding).
 */
export function isOwnRequest(request: IncomingMessage, port: number): boolean {
  const { host, origin } = request.headers;
  const own = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (port === 80) own.push('127.0.0.1', 'localhost');
  if (host === undefined || !own.includes(host)) return false;
  return origin === undefined || origin === `http://${host}`;
}

/** As `isOwnRequest`, for what changes the workbook: the browser must name the page that asks. */
export function isOwnPage(request: IncomingMessage, port: number): boolean {
  return request.headers.origin !== undefined && isOwnRequest(request, port);
}
