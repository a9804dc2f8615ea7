/** The HTTP side: the page with its assets, what it needs to start, downloads. Everything is local; nothing is fetched. */

import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import type { WorkbookHost } from '../host/start.ts';
import type { PageAssets } from './bundle.ts';
import { isOwnPage, isOwnRequest } from './origin.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export interface AppOptions {
  readonly host: WorkbookHost;
  readonly assets: PageAssets;
  /** Where it listens. */
  readonly port: number;
  /** The spreadsheet's name, for the names of downloads. */
  readonly name: string;
}

/** The workbook's web application. */
export function workbookApp({ host, assets, port, name }: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use((request, response, next) => {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (reads ? isOwnRequest(request, port) : isOwnPage(request, port)) next();
    else response.status(403).type('text').send('This workbook answers its own page only.');
  });
  app.use((_request, response, next) => {
    response.set({
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
    });
    next();
  });
  app.get('/', (_request, response) => sendAsset(response, assets, 'index.html'));
  app.get('/assets/:name', (request, response) => sendAsset(response, assets, request.params.name));
  app.get('/api/workbook', async (_request, response) => {
    response.set('Cache-Control', 'no-store').json(await host.boot());
  });
  app.get('/api/executions', async (_request, response) => {
    response.set('Cache-Control', 'no-store').json(await host.executions());
  });
  app.get('/download/workbook.xlsx', (_request, response) => downloadXlsx(host, name, response));
  app.get('/download/tab.csv', (request, response) => downloadCsv(host, name, request, response));
  app.use((_request, response) => {
    response.status(404).type('text').send('There is no such page.');
  });
  app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    const text = error instanceof Error ? error.message : String(error);
    response.status(500).type('text').send(text);
  });
  return app;
}

function sendAsset(response: Response, assets: PageAssets, name: string): void {
  const bytes = assets.get(name);
  if (!bytes) {
    response.status(404).type('text').send(`There is no asset "${name}".`);
    return;
  }
  response
    .set('Cache-Control', 'no-cache')
    .type(name.slice(name.lastIndexOf('.')))
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

async function downloadXlsx(host: WorkbookHost, name: string, response: Response): Promise<void> {
  const bytes = await host.exportXlsx();
  response
    .attachment(`${fileName(name)}.xlsx`)
    .type(XLSX)
    .send(Buffer.from(bytes));
}

/** Named as Google names it: spreadsheet, dash, tab. */
async function downloadCsv(
  host: WorkbookHost,
  name: string,
  request: Request,
  response: Response,
): Promise<void> {
  const sheetId = z.string().safeParse(request.query.sheet);
  if (!sheetId.success) {
    response.status(400).type('text').send('Say which tab to download: /download/tab.csv?sheet=…');
    return;
  }
  const title = z.string().catch('').parse(request.query.title);
  const csv = await host.exportCsv(sheetId.data);
  response
    .attachment(`${fileName(title ? `${name} - ${title}` : name)}.csv`)
    .type('text/csv')
    .send(csv);
}

/** Without the characters that some file system refuses. */
function fileName(text: string): string {
  return text.replace(/[\\/:*?"<>|]/g, '_').trim() || 'Spreadsheet';
}
