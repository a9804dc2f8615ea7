/** Builds what the browser loads: the page's script, the frame's shim inside it, the styles with their fonts. */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

/** Assets by file name, as they are served under `/assets/`. */
export type PageAssets = ReadonlyMap<string, Uint8Array>;

const PAGE = fileURLToPath(new URL('../page/', import.meta.url));

const COMMON: BuildOptions = {
  bundle: true,
  write: false,
  platform: 'browser',
  target: 'es2022',
  logLevel: 'silent',
  legalComments: 'inline',
  outdir: PAGE,
};

let building: Promise<PageAssets> | undefined;

/** The page's assets, built once in a process (about a second). Throws esbuild's errors when a source does not build. */
export function pageAssets(): Promise<PageAssets> {
  building ??= buildAssets();
  return building;
}

async function buildAssets(): Promise<PageAssets> {
  const shim = await build({
    ...COMMON,
    entryPoints: [`${PAGE}frame/shim.ts`],
    format: 'iife',
    minify: true,
  });
  const built = await build({
    ...COMMON,
    entryPoints: [`${PAGE}main.ts`, `${PAGE}styles.css`],
    format: 'esm',
    mainFields: ['module', 'main'],
    loader: { '.woff2': 'file', '.woff': 'empty', '.ttf': 'empty', '.eot': 'empty', '.svg': 'empty' },
    define: { FRAME_SHIM: JSON.stringify(shim.outputFiles?.[0]?.text ?? '') },
  });
  const assets = new Map<string, Uint8Array>();
  for (const file of built.outputFiles ?? []) assets.set(basename(file.path), file.contents);
  assets.set('templates.xml', await readFile(engineFile('o_spreadsheet.xml')));
  assets.set('index.html', await readFile(`${PAGE}index.html`));
  return assets;
}

function engineFile(name: string): string {
  return createRequire(import.meta.url).resolve(`@odoo/o-spreadsheet/dist/${name}`);
}
