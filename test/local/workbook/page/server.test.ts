/** The workbook's server over real HTTP and WebSockets: whom it answers, and what it hands out. */

import { request } from 'node:http';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startWorkbook } from '../../../../scripts/local/workbook/server/start.ts';
import { type TestWorkbook, testWorkbook } from './workbook.ts';

let served: TestWorkbook;

beforeAll(async () => {
  served = await testWorkbook();
  await served.workbook.host.edit({
    by: 'api',
    sheet: 'Sheet1',
    cell: 'A1',
    values: [
      ['Name', 'Notes'],
      ['Zoë "Z" O’Neill', 'one, two'],
    ],
  });
}, 60_000);

afterAll(() => served?.remove());

describe('the server', () => {
  test.each([
    ['its own page', {}, 200],
    ['a foreign name that points here', { Host: 'sheets.example.com' }, 403],
    ['another port of this machine', { Host: 'localhost:1' }, 403],
    ['a page of another site', { Origin: 'https://example.com' }, 403],
    ['a sandboxed frame', { Origin: 'null' }, 403],
  ])('asked for the workbook by %s, answers accordingly', async (_who, headers, status) => {
    expect(await statusOf('GET', '/api/workbook', headers)).toBe(status);
  });

  test('a POST must name the page that it comes from', async () => {
    expect(await statusOf('POST', '/api/workbook', {})).toBe(403);
    expect(await statusOf('POST', '/api/workbook', { Origin: 'https://example.com' })).toBe(403);
  });

  test.each([
    ['no origin', {}, 403],
    ['another site', { origin: 'https://example.com' }, 403],
    ['a sandboxed frame', { origin: 'null' }, 403],
  ])('a WebSocket from %s is refused', async (_who, headers, status) => {
    expect(await upgrade('/api/live', headers)).toBe(status);
  });

  test.each(['//', '/api/live/x', '/%', '/api//live?x'])(
    'a WebSocket at %s is refused, and the server lives on',
    async (path) => {
      expect(await upgrade(path, {})).toBe(404);
      expect(await statusOf('GET', '/api/workbook', {})).toBe(200);
    },
  );

  test('a WebSocket from its own page is accepted, and closed at the first message that is none', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${served.port}/api/live`, {
      origin: `http://127.0.0.1:${served.port}`,
    });
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.once('open', () => socket.send('{"type":"run","functionName":"echo"}'));
    expect(await closed).toBe(1008);
  });

  test('a tab as CSV is quoted as RFC 4180 says', async () => {
    const { data } = await served.workbook.host.boot();
    const sheets: unknown = data.sheets;
    const id = Array.isArray(sheets) ? String(sheets[0].id) : '';
    const response = await fetch(`${served.workbook.url}download/tab.csv?sheet=${encodeURIComponent(id)}`);
    expect(response.headers.get('content-type')).toContain('text/csv');
    const lines = (await response.text()).split('\r\n');
    expect(lines[0]).toMatch(/^Name,Notes,*$/);
    expect(lines[1]).toMatch(/^"Zoë ""Z"" O’Neill","one, two",*$/);
  });

  test('the spreadsheet as .xlsx holds the cells', async () => {
    const response = await fetch(`${served.workbook.url}download/workbook.xlsx`);
    expect(response.headers.get('content-disposition')).toContain('Solar campaigns.xlsx');
    const parts = unzipSync(new Uint8Array(await response.arrayBuffer()));
    const text = Object.values(parts)
      .map((part) => strFromU8(part))
      .join('\n');
    expect(text).toContain('one, two');
  });

  test('a port in use is one line that names it', async () => {
    const again = startWorkbook({
      port: served.port,
      dataDir: '/nowhere',
      bundleDir: '/nowhere',
      name: 'Other',
      email: 'sam@example.com',
      timeZone: 'Europe/London',
      locale: 'en_GB',
      scriptProperties: {},
    });
    await expect(again).rejects.toThrow(`Port ${served.port} is in use.`);
  });
});

/** `fetch` sets Host and Origin itself, so the raw request it is. */
function statusOf(
  method: string,
  path: string,
  headers: Record<string, string>,
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request({ port: served.port, host: '127.0.0.1', method, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', reject);
    asked.end();
  });
}

function upgrade(path: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${served.port}${path}`, { headers });
    socket.once('open', () => {
      socket.close();
      resolve(101);
    });
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
    socket.once('error', reject);
  });
}
