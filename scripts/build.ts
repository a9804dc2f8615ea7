/** Builds what Google runs: one server file, the HTML pages and the manifest, into `dist/addon`. */
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { safeForHtmlService } from './html-service.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where `npm run build` writes and clasp reads. */
export const ADDON_DIR = join(root, 'dist', 'addon');

/** Each page's entry file, and the most bytes that the page may weigh. The dialog carries the phone numbers of every country and the number formats of Excel. */
const PAGES = [
  { name: 'sidebar', title: 'Leadsheet', limit: 240_000 },
  { name: 'import', title: 'Import leads', limit: 450_000 },
  { name: 'export', title: 'Export', limit: 300_000 },
] as const;

/** Apps Script's V8 as documented lacks later syntax in places; class fields once failed at push. */
const shared: BuildOptions = {
  bundle: true,
  write: false,
  target: 'es2019',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'silent',
  absWorkingDir: root,
};

/**
 * Writes the whole add-on into `outDir`, which is emptied first.
 * Throws when a page is too heavy or holds what HtmlService would damage.
 */
export async function buildAddon({ outDir = ADDON_DIR }: { outDir?: string } = {}): Promise<void> {
  const [server, ...pages] = await Promise.all([serverFile(), ...PAGES.map(page)]);
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  await Promise.all([
    writeFile(join(outDir, 'Code.js'), server),
    ...pages.map(({ name, html }) => writeFile(join(outDir, `${name}.html`), html)),
    copyFile(join(root, 'appsscript.json'), join(outDir, 'appsscript.json')),
  ]);
}

/** One IIFE, and a top-level function for each export of the entry: triggers and menus find only those. */
async function serverFile(): Promise<string> {
  const entryPoints = ['addon/server/main.ts'];
  const probe = await build({ ...shared, entryPoints, format: 'esm', metafile: true, outdir: 'out' });
  const names = Object.values(probe.metafile.outputs).flatMap((output) => output.exports);
  const code = await build({ ...shared, entryPoints, format: 'iife', globalName: 'Leadsheet' });
  const globals = names.sort().map((n) => `function ${n}(...args) { return Leadsheet.${n}(...args); }`);
  return [firstText(code.outputFiles), ...globals, ''].join('\n');
}

/** One page alone, as Google would serve it. */
export async function builtPage(name: (typeof PAGES)[number]['name']): Promise<string> {
  const [wanted] = PAGES.filter((one) => one.name === name);
  if (!wanted) throw new Error(`There is no page "${name}".`);
  return (await page(wanted)).html;
}

async function page({ name, title, limit }: (typeof PAGES)[number]): Promise<{ name: string; html: string }> {
  const built = await build({
    ...shared,
    // Pages run in people's browsers, which know `?.` and `??`: without them every page weighs some kilobytes more.
    target: 'es2020',
    entryPoints: [`addon/sidebar/${name}.tsx`],
    outdir: 'out',
    format: 'iife',
    minify: true,
    // Children by their place, not by name: the sidebar is 7 KB lighter.
    jsx: 'transform',
    jsxFactory: 'h',
    jsxFragment: 'Fragment',
    inject: ['addon/sidebar/jsx.ts'],
    tsconfigRaw: { compilerOptions: { jsx: 'react', jsxFactory: 'h', jsxFragmentFactory: 'Fragment' } },
    supported: { 'template-literal': false },
  });
  const files = built.outputFiles ?? [];
  const script = safeForHtmlService(firstText(files.filter((f) => f.path.endsWith('.js'))), `${name}.js`);
  const style = files
    .filter((f) => f.path.endsWith('.css'))
    .map((f) => f.text)
    .join('');
  if (/\/\/|\/\*|<!--/.test(style))
    throw new Error(`${name}.css holds "//", "/*" or "<!--", which HtmlService may strip.`);
  const html = `<!DOCTYPE html>
<html lang="en">
<head>
<base target="_top">
<meta charset="utf-8">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<div id="app"></div>
<script>${script}</script>
</body>
</html>
`;
  const weight = Buffer.byteLength(html);
  if (weight > limit) throw new Error(`${name}.html weighs ${weight} bytes; the limit is ${limit}.`);
  return { name, html };
}

function firstText(files: readonly { readonly text: string }[] | undefined): string {
  const [file] = files ?? [];
  if (!file) throw new Error('esbuild wrote no file.');
  return file.text.trimEnd();
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await buildAddon();
    console.log(`Built the add-on into ${ADDON_DIR}.`);
  } catch (error) {
    console.error(`The add-on was not built. ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
