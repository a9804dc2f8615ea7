/** One way to start a real browser for a test: Chromium from the npm package on Linux, the installed Chrome elsewhere. */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { z } from 'zod';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const UNPACK = `
  const { default: chromium } = await import('@sparticuz/chromium');
  await chromium.executablePath();
`;

/**
 * Starts a headless browser; the caller closes it. `CHROME_PATH` names another browser to use.
 * Throws when there is none: off Linux on x64, install Google Chrome.
 */
export async function launchBrowser(): Promise<Browser> {
  const browser = await launch();
  const newPage = browser.newPage.bind(browser);
  browser.newPage = async (options) => {
    const page = await newPage(options);
    page.setDefaultTimeout(PATIENCE);
    return page;
  };
  return browser;
}

/** Milliseconds after which a wait has hung. How fast the machine is, it does not say. */
const PATIENCE = 120_000;

async function launch(): Promise<Browser> {
  const chosen = process.env.CHROME_PATH;
  if (chosen) return chromium.launch({ executablePath: chosen, args: FLAGS });
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return chromium.launch({ channel: 'chrome', args: FLAGS });
  }
  const folder = await unpackedFolder();
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: ['--headless', ...FLAGS],
    env: {
      ...definedEnvironment(),
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  });
}

/**
 * The folder with the browser, its libraries and a font. The package unpacks to fixed names under the temp folder,
 * where two test processes would run each other's half-written file: so each unpacks apart, and the first to finish
 * gives its folder the common name.
 */
async function unpackedFolder(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const folder = join(tmpdir(), `leadsheet-chromium-${await packageVersion(entry)}`);
  if (existsSync(folder)) return folder;
  const staging = await mkdtemp(`${folder}-`);
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', UNPACK], {
    cwd: dirname(entry),
    env: {
      ...process.env,
      TMPDIR: staging,
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
    },
  });
  await writeFile(join(staging, 'fonts.conf'), fontConfiguration(folder));
  try {
    await rename(staging, folder);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** The machine's own fonts first, then the package's; Arial as the nearest of those that there are. */
function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
${['Arial', 'Roboto', 'sans-serif']
  .map(
    (family) => `  <match target="pattern">
    <test name="family"><string>${family}</string></test>
    <edit name="family" mode="append" binding="strong">
      <string>Liberation Sans</string><string>Arimo</string><string>Open Sans</string>
    </edit>
  </match>`,
  )
  .join('\n')}
</fontconfig>
`;
}

async function packageVersion(entry: string): Promise<string> {
  const manifest: unknown = JSON.parse(
    await readFile(join(dirname(entry), '..', '..', 'package.json'), 'utf8'),
  );
  return z.object({ version: z.string() }).parse(manifest).version;
}

function definedEnvironment(): Record<string, string> {
  const defined: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) defined[name] = value;
  return defined;
}
