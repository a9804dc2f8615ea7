/** Reads the add-on as Google would receive it: one script file, HTML pages, the manifest. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';
import { z } from 'zod';
import { codeOf } from '../server/files.ts';

export interface Bundle {
  readonly script: vm.Script;
  /** By file name without `.html`. */
  readonly html: ReadonlyMap<string, string>;
  readonly scopes: readonly string[] | null;
  /** Names of the script's global functions: Google finds simple triggers by them. */
  readonly functions: ReadonlySet<string>;
}

const manifest = z.looseObject({ oauthScopes: z.array(z.string()).optional() });

/** Throws one sentence when a file is missing or does not compile. */
export function readBundle(folder: string): Bundle {
  const code = read(folder, 'Code.js');
  const script = new vm.Script(code, { filename: 'Code.gs' });
  const functions = new Set(SIMPLE_TRIGGERS.filter((name) => declares(code, name)));
  const pages = readdirSync(folder).filter((file) => file.endsWith('.html'));
  const html = new Map(pages.map((file) => [file.replace(/\.html$/, ''), read(folder, file)]));
  const { oauthScopes } = manifest.parse(JSON.parse(read(folder, 'appsscript.json')));
  return { script, html, scopes: oauthScopes ?? null, functions };
}

const SIMPLE_TRIGGERS = ['onOpen', 'onEdit'];

/** Looks for a top-level `function name(`, which is how the bundle declares what Google may call. */
function declares(code: string, name: string): boolean {
  return new RegExp(`^\\s*(?:async\\s+)?function\\s+${name}\\s*\\(`, 'm').test(code);
}

function read(folder: string, file: string): string {
  try {
    return readFileSync(join(folder, file), 'utf8');
  } catch (error) {
    throw new Error(
      `The add-on's ${file} is missing from ${folder} (${codeOf(error)}). Build the add-on first.`,
    );
  }
}
