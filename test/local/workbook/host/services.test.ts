/** The services beside the spreadsheet: fetching, properties, cache, hashes, pages, cards, permissions, quotas. */
import { createHash, createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SCREEN, type Script, startScript } from './harness.ts';

let script: Script;
let server: Server;
let address: string;

const EVALUATE = `function evaluate(code) { return eval('(function () {' + code + '})()'); }`;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const status = Number(/status=(\d+)/.exec(request.url ?? '')?.[1] ?? 200);
      response.writeHead(status, { 'X-Seen': 'yes', 'Set-Cookie': ['a=1', 'b=2'], Location: '/elsewhere' });
      response.end(
        JSON.stringify({
          method: request.method,
          url: request.url,
          type: request.headers['content-type'],
          key: request.headers['x-key'],
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  script = await startScript(EVALUATE, { scriptProperties: { BRIDGE_URL: address } });
});
afterAll(async () => {
  await script.close();
  server.close();
});

const evaluate = (code: string) => script.call('evaluate', code);
const failure = (code: string) => script.error('evaluate', code);

describe('UrlFetchApp', () => {
  test('sends method, headers and payload, and waits for the answer', async () => {
    const { outcome, metrics } = await script.run(
      'evaluate',
      `var response = UrlFetchApp.fetch('${address}/path', { method: 'post', contentType: 'application/json', headers: { 'X-Key': 'k' }, payload: JSON.stringify({ name: 'Zoë' }) });
       return [response.getResponseCode(), JSON.parse(response.getContentText()), response.getHeaders()['x-seen'], response.getAllHeaders()['set-cookie']];`,
    );
    expect(outcome).toEqual({
      ok: true,
      value: [
        200,
        { method: 'POST', url: '/path', type: 'application/json', key: 'k', body: '{"name":"Zoë"}' },
        'yes',
        ['a=1', 'b=2'],
      ],
    });
    expect(metrics.calls).toEqual({ UrlFetch: 1 });
    expect(metrics.fetchedBytes.sent).toBe(15);
    expect(metrics.simulatedSeconds).toBeGreaterThanOrEqual(0.15);
  });

  test('sends an object as a form', async () => {
    expect(
      await evaluate(
        `return JSON.parse(UrlFetchApp.fetch('${address}/', { method: 'post', payload: { a: '1 2', b: 'é' } }).getContentText())`,
      ),
    ).toMatchObject({ type: 'application/x-www-form-urlencoded', body: 'a=1+2&b=%C3%A9' });
  });

  test('throws for a status of 400 and more unless muted, without the query in its text', async () => {
    expect(await failure(`UrlFetchApp.fetch('${address}/?status=500')`)).toContain(
      `Request failed for ${address} returned code 500`,
    );
    expect(
      await evaluate(
        `return UrlFetchApp.fetch('${address}/?status=503', { muteHttpExceptions: true }).getResponseCode()`,
      ),
    ).toBe(503);
  });

  test('throws where nobody answers, and for what is no web address', async () => {
    expect(await failure(`UrlFetchApp.fetch('http://127.0.0.1:1/', { muteHttpExceptions: true })`)).toBe(
      'Address unavailable: http://127.0.0.1:1/',
    );
    expect(await failure(`UrlFetchApp.fetch('bridge')`)).toBe(
      'Attribute provided with invalid value: bridge',
    );
  });

  test('fetches several at once, each counted', async () => {
    const { outcome, metrics } = await script.run(
      'evaluate',
      `return UrlFetchApp.fetchAll(['${address}/1', { url: '${address}/2', method: 'put' }]).map(function (r) { return JSON.parse(r.getContentText()).method })`,
    );
    expect(outcome).toEqual({ ok: true, value: ['GET', 'PUT'] });
    expect(metrics.calls).toEqual({ UrlFetch: 2 });
  });

  test('stops at the day’s quota and goes on the next day', async () => {
    const own = await startScript(EVALUATE, { limits: { urlFetchesPerDay: 2 } });
    const twice = `UrlFetchApp.fetchAll(['${address}/', '${address}/'])`;
    await own.call('evaluate', twice);
    expect(await own.error('evaluate', twice)).toBe('Service invoked too many times for one day: urlfetch.');
    await own.host.advance(24 * 3_600_000);
    await own.call('evaluate', twice);
    await own.close();
  });
});

describe('Properties', () => {
  test('given at the start are there; those that a script sets survive a restart', async () => {
    expect(await evaluate(`return PropertiesService.getScriptProperties().getProperty('BRIDGE_URL')`)).toBe(
      address,
    );
    const own = await startScript(EVALUATE);
    await own.call(
      'evaluate',
      `PropertiesService.getDocumentProperties().setProperties({ cursor: 7, other: 'x' })`,
    );
    await own.host.close();
    const again = await startScript(EVALUATE, { dataDir: own.options.dataDir });
    expect(
      await again.call('evaluate', `return PropertiesService.getDocumentProperties().getProperties()`),
    ).toEqual({
      cursor: '7',
      other: 'x',
    });
    await again.close();
    await own.close();
  });

  test.each([
    [`setProperty('k', new Array(9218).join('x'))`, 'Argument too large: value'],
    [
      `setProperties(Object.fromEntries(Array.from({ length: 60 }, function (_, i) { return ['k' + i, new Array(9000).join('x')] })))`,
      'You have exceeded the property storage quota.',
    ],
  ])('refuse %s', async (call, error) => {
    expect(await failure(`PropertiesService.getUserProperties().${call}`)).toContain(error);
    expect(await evaluate(`return PropertiesService.getUserProperties().getKeys()`)).toEqual([]);
  });
});

test('The cache keeps 100 KB a value and forgets after its time', async () => {
  expect(await failure(`CacheService.getScriptCache().put('k', new Array(102402).join('x'))`)).toBe(
    'Argument too large: value',
  );
  await evaluate(`CacheService.getScriptCache().put('k', 'v', 60)`);
  expect(await evaluate(`return CacheService.getScriptCache().get('k')`)).toBe('v');
  await script.host.advance(61_000);
  expect(await evaluate(`return CacheService.getScriptCache().get('k')`)).toBe(null);
});

test('A lock is taken with tryLock(0), refused for a negative time, and not held by the next execution', async () => {
  expect(
    await evaluate(
      `var lock = LockService.getDocumentLock(); return [lock.hasLock(), lock.tryLock(-1), lock.tryLock(0), lock.hasLock()]`,
    ),
  ).toEqual([false, false, true, true]);
  expect(await evaluate(`return LockService.getDocumentLock().hasLock()`)).toBe(false);
  expect(await failure(`LockService.getScriptLock().waitLock(-1)`)).toContain('Lock timeout');
});

describe('Utilities', () => {
  const signed = (bytes: Buffer) => [...Int8Array.from(bytes)];

  test('hash as Node does, in signed bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string({ minLength: 1 }), async (value, key) => {
        const code = `return [Utilities.computeHmacSha256Signature(${JSON.stringify(value)}, ${JSON.stringify(key)}), Utilities.computeDigest(Utilities.DigestAlgorithm.SHA_256, ${JSON.stringify(value)})]`;
        expect(await evaluate(code)).toEqual([
          signed(createHmac('sha256', key).update(value).digest()),
          signed(createHash('sha256').update(value).digest()),
        ]);
      }),
      { numRuns: 25, seed: 7 },
    );
  });

  test('encode and decode base 64, plain and for the web', async () => {
    expect(
      await evaluate(`
        var bytes = Utilities.newBlob('??>>é').getBytes();
        return [Utilities.base64Encode(bytes), Utilities.base64EncodeWebSafe('??>>é'), Utilities.newBlob(Utilities.base64Decode('Pz8+PsOp')).getDataAsString(), Utilities.base64Decode('/w==')]`),
    ).toEqual(['Pz8+PsOp', 'Pz8-PsOp', '??>>é', [-1]]);
  });

  test.each([
    ['2025-07-01T11:05:09Z', 'HH:mm dd/MM/yyyy', '12:05 01/07/2025'],
    ['2025-01-01T11:05:09Z', "EEE d MMM yy 'at' h:mm a", 'Wed 1 Jan 25 at 11:05 AM'],
    ['2025-07-01T11:05:09.120Z', "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", '2025-07-01T12:05:09.120+01:00'],
  ])('format %s as %s', async (instant, pattern, text) => {
    expect(
      await evaluate(
        `return Utilities.formatDate(new Date('${instant}'), 'Europe/London', ${JSON.stringify(pattern)})`,
      ),
    ).toBe(text);
  });
});

describe('HtmlService', () => {
  const page = (source: string) => `<title>http://example.com</title><script>${source}</script>`;

  /** What it is, the source, and what Google is reported to leave of it. */
  const DAMAGE: readonly (readonly [what: string, source: string, left: string])[] = [
    ['a template literal', 'x = `http://example.com`; y = 1', 'x = `http:; y = 1'],
    ['a string', 'x = "http://example.com"; y = 1', 'x = "http:; y = 1'],
    ['a block comment in a string', "x = 'a /* b */ c'", "x = 'a  c'"],
    ['real comments', 'x = 1; // really\ny = 2 /* too */', 'x = 1; // really\ny = 2 /* too */'],
    [
      'a division and a regular expression',
      'x = a / b / c; y = /[/]\\/"/.test("k")',
      'x = a / b / c; y = /[/]\\/"/.test("k")',
    ],
    ['an escaped address', 'x = "http:\\/\\/example.com"', 'x = "http:\\/\\/example.com"'],
  ];

  let pages: Script;
  beforeAll(async () => {
    pages = await startScript(
      `function page(name) { return HtmlService.createHtmlOutputFromFile(name).getContent(); }`,
      { html: Object.fromEntries(DAMAGE.map(([what, source]) => [what, page(source)])) },
    );
  });
  afterAll(() => pages.close());

  test.each(DAMAGE)('does to %s what Google is reported to do', async (what, _, left) => {
    expect(await pages.call('page', what)).toBe(page(left));
  });

  test('shows a sidebar and a dialog to whoever ran the script, and to nobody in a trigger', async () => {
    const code = `
      var html = HtmlService.createHtmlOutput('<p>hi</p>').setTitle('Leads').setWidth(700).setHeight(500);
      SpreadsheetApp.getUi().showSidebar(html); SpreadsheetApp.getUi().showModalDialog(html, 'Import');`;
    const { effects } = await script.run('evaluate', code);
    expect(effects).toEqual([
      { kind: 'sidebar', title: 'Leads', html: '<p>hi</p>' },
      { kind: 'dialog', title: 'Import', html: '<p>hi</p>', width: 700, height: 500, modal: true },
    ]);
    const { outcome } = await script.host.run('evaluate', [code], null);
    expect(outcome).toEqual({ ok: false, error: 'Cannot call SpreadsheetApp.getUi() from this context.' });
  });

  test('names the page that is missing', async () => {
    expect(await failure(`HtmlService.createHtmlOutputFromFile('nope')`)).toBe(
      'No HTML file named nope was found.',
    );
  });
});

test('A homepage card comes back as data, with the function that a click runs', async () => {
  expect(
    await evaluate(`
      var click = CardService.newAction().setFunctionName('openCampaign').setParameters({ gid: '7' });
      return CardService.newCardBuilder().setHeader(CardService.newCardHeader().setTitle('Leads'))
        .addSection(CardService.newCardSection().addWidget(CardService.newDecoratedText().setText('Solar').setBottomLabel('971').setOnClickAction(click))).build()`),
  ).toEqual({
    kind: 'CardBuilder',
    header: { kind: 'CardHeader', title: 'Leads' },
    addSections: [
      {
        kind: 'CardSection',
        addWidgets: [
          {
            kind: 'DecoratedText',
            text: 'Solar',
            bottomLabel: '971',
            onClickAction: { kind: 'Action', functionName: 'openCampaign', parameters: { gid: '7' } },
          },
        ],
      },
    ],
  });
});

describe('The manifest’s scopes', () => {
  const scope = (name: string) => `https://www.googleapis.com/auth/${name}`;

  let narrow: Script;
  beforeAll(async () => {
    narrow = await startScript(EVALUATE, { manifest: { oauthScopes: [scope('spreadsheets.currentonly')] } });
  });
  afterAll(() => narrow.close());

  test.each([
    [`UrlFetchApp.fetch('https://example.com')`, 'UrlFetchApp.fetch', 'script.external_request'],
    [`ScriptApp.getProjectTriggers()`, 'ScriptApp.getProjectTriggers', 'script.scriptapp'],
    [`Session.getActiveUser()`, 'Session.getActiveUser', 'userinfo.email'],
    [
      `SpreadsheetApp.getUi().showSidebar(HtmlService.createHtmlOutput(''))`,
      'Ui.showSidebar',
      'script.container.ui',
    ],
  ])('must name what %s needs', async (code, method, needed) => {
    expect(await narrow.error('evaluate', code)).toBe(
      `Specified permissions are not sufficient to call ${method}. Required permissions: ${scope(needed)}`,
    );
    expect(await narrow.call('evaluate', 'return SpreadsheetApp.getActive().getName()')).toBe('Leads');
  });

  test('never reach another spreadsheet', async () => {
    expect(await failure(`SpreadsheetApp.openById('x')`)).toContain('auth/spreadsheets');
  });
});

test('Builders are free; what reads or writes the workbook counts, once for any number of cells', async () => {
  const { metrics } = await script.run(
    'evaluate',
    `var s = SpreadsheetApp.getActive().getActiveSheet(); var range = s.getRange('A1:Z500');
     var rule = SpreadsheetApp.newDataValidation().requireValueInList(['a']).setAllowInvalid(true).build();
     range.setDataValidation(rule); range.getValues(); range.offset(0, 0).getNumRows();`,
  );
  expect(metrics.calls).toEqual({ Spreadsheet: 3 });
  expect(metrics.methods).toEqual({
    'Spreadsheet.getActiveSheet': 1,
    'Range.setDataValidation': 1,
    'Range.getValues': 1,
  });
  expect(metrics.simulatedSeconds).toBeGreaterThan(0.08);
  expect((await script.host.executions()).at(-1)).toEqual(metrics);
});

test('What a script logs can be read afterwards', async () => {
  await evaluate(`Logger.log('%s leads', 3); console.log({ a: 1 })`);
  expect((await script.host.logs()).slice(-2)).toEqual(['3 leads', '{"a":1}']);
});

test('Activating a tab or cells moves the person who ran the script', async () => {
  const { effects } = await script.run(
    'evaluate',
    `SpreadsheetApp.getActive().getActiveSheet().getRange('B2:C3').activate()`,
  );
  expect(effects).toEqual([
    { kind: 'activate', sheetId: SCREEN.sheetId, selection: { top: 1, left: 1, bottom: 2, right: 2 } },
  ]);
});
