/** The bundle: exactly what Google must receive, and nothing that HtmlService would damage. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import vm from 'node:vm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { buildAddon } from '../../scripts/build.ts';
import { safeForHtmlService } from '../../scripts/html-service.ts';

let folder: string;
let outDir: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadsheet-build-'));
  outDir = join(folder, 'dist', 'addon');
  await buildAddon({ outDir });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const built = (name: string) => readFile(join(outDir, name), 'utf8');

describe('what is built', () => {
  test('is one server file, three pages and the manifest, and clasp would push exactly those', async () => {
    const names = ['Code.js', 'appsscript.json', 'export.html', 'import.html', 'sidebar.html'];
    expect((await readdir(outDir)).sort()).toEqual(names);
    const config = {
      scriptId: 'a-script',
      rootDir: 'dist/addon',
      scriptExtensions: ['.js'],
      htmlExtensions: ['.html'],
    };
    await writeFile(join(folder, '.clasp.json'), JSON.stringify(config));
    const clasp = join(import.meta.dirname, '..', '..', 'node_modules', '.bin', 'clasp');
    const { stdout } = await promisify(execFile)(clasp, ['show-file-status', '--json'], { cwd: folder });
    const { filesToPush } = z.object({ filesToPush: z.array(z.string()) }).parse(JSON.parse(stdout));
    expect(filesToPush.map((path) => path.split(/[\\/]/).at(-1)).sort()).toEqual(names);
  });

  test('has a top-level function for everything that Google calls by name', async () => {
    const world = vm.createContext({});
    vm.runInContext(await built('Code.js'), world);
    const manifest = z
      .object({
        addOns: z.object({ sheets: z.object({ homepageTrigger: z.object({ runFunction: z.string() }) }) }),
      })
      .parse(JSON.parse(await built('appsscript.json')));
    const called = [
      'onOpen',
      'onEditInstalled',
      'onChangeInstalled',
      'everyMinute',
      'showSidebar',
      'showImport',
      'serve',
    ];
    for (const name of [...called, manifest.addOns.sheets.homepageTrigger.runFunction]) {
      expect(vm.runInContext(`typeof ${name}`, world), name).toBe('function');
    }
  });

  test('asks for the five scopes that it needs and no others', async () => {
    const { oauthScopes } = z
      .object({ oauthScopes: z.array(z.string()) })
      .parse(JSON.parse(await built('appsscript.json')));
    expect(oauthScopes.map((scope) => scope.split('/').at(-1)).sort()).toEqual([
      'script.container.ui',
      'script.external_request',
      'script.scriptapp',
      'spreadsheets.currentonly',
      'userinfo.email',
    ]);
  });

  test('has a sidebar of under 240 KB', async () => {
    expect(Buffer.byteLength(await built('sidebar.html'))).toBeLessThan(240_000);
  });

  test.each(['sidebar.html', 'import.html'])(
    '%s holds nothing that HtmlService strips, and loads nothing from elsewhere',
    async (name) => {
      const html = await built(name);
      expect(html).not.toMatch(/\/\/|\/\*|<!--/);
      expect(html).not.toMatch(/<(script|link|img)[^>]+(src|href)=/);
    },
  );
});

describe('a script for HtmlService', () => {
  test('keeps its meaning, whatever its strings hold', () => {
    const text = fc.string({ unit: fc.constantFrom('/', '*', '<', '!', '-', '"', "'", '\\', 'a', '\n') });
    fc.assert(
      fc.property(text, (value) => {
        const safe = safeForHtmlService(`result = ${JSON.stringify(value)};`, 'test.js');
        expect(safe).not.toMatch(/\/\/|\/\*|<!--/);
        const world: { result?: string } = {};
        vm.runInNewContext(safe, world);
        expect(world.result).toBe(value);
      }),
      { seed: 8 },
    );
  });

  test.each([
    ['a template literal', 'x = `https://example.com`;'],
    ['a comment', 'x = 1; // one'],
  ])('that holds comment-like text in %s fails the build and names the file', (_where, script) => {
    expect(() => safeForHtmlService(script, 'page.js')).toThrow(/page\.js/);
  });

  test('that holds comment-like text in a regular expression matches the same without it', () => {
    const safe = safeForHtmlService(String.raw`x = [/.*\//, /[/*]+\\/g, /<!--\/*$/];`, 'page.js');
    expect(safe).not.toMatch(/\/\/|\/\*|<!--/);
    const [slash, listed, comment]: RegExp[] = new Function(`let ${safe} return x;`)();
    expect('a/b'.replace(slash ?? /$/, '')).toBe('b');
    expect('*/\\'.match(listed ?? /$/)?.[0]).toBe('*/\\');
    expect(comment?.test('<!--//')).toBe(true);
  });

  test('a division is not taken for a comment', () => {
    expect(safeForHtmlService('x = 4 / 2 / 1;', 'test.js')).toBe('x = 4 / 2 / 1;');
  });
});
