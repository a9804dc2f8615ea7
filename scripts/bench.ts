/** `npm run bench`: what the sync costs, beside the older way and the bare client. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { goalsOf } from './bench/goals.ts';
import { IMPORT_SIZES, type ImportTimes, importReport, measureImport } from './bench/import.ts';
import { goalReport, sizeReport } from './bench/report.ts';
import { measureOriginals, measureSize, type SizeResult } from './bench/sizes.ts';
import { buildAddon } from './build.ts';

const USAGE = 'Usage: npm run bench -- [--leads 1000,10000,50000] [--rounds 4] [--json] [--import]';
const MOST_LEADS = 50_000;

interface Options {
  readonly leads: readonly number[];
  readonly rounds: number;
  readonly json: boolean;
  /** Only how long a file takes to be checked. */
  readonly import: boolean;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      leads: { type: 'string', default: '1000,10000,50000' },
      rounds: { type: 'string', default: '4' },
      json: { type: 'boolean', default: false },
      import: { type: 'boolean', default: false },
    },
  });
  const leads = values.leads.split(',').map((text) => (/^\d{1,6}$/.test(text) ? Number(text) : Number.NaN));
  if (!leads.every((count) => count >= 1 && count <= MOST_LEADS)) {
    throw new Error(
      `--leads takes numbers from 1 to ${MOST_LEADS} with commas between, not "${values.leads}".`,
    );
  }
  const rounds = /^\d{1,2}$/.test(values.rounds) ? Number(values.rounds) : 0;
  if (rounds < 1) throw new Error(`--rounds takes a number from 1 to 99, not "${values.rounds}".`);
  return { leads, rounds, json: values.json, import: values.import };
}

async function main(): Promise<void> {
  const { leads, rounds, json, import: only } = readOptions();
  if (only) return benchImport(rounds, json);
  const tell = (line: string) => void process.stderr.write(`${line}\n`);
  const show = (text: string) => void (json ? null : console.log(`${text}\n`));
  const bundleDir = await mkdtemp(join(tmpdir(), 'leadsheet-bench-addon-'));
  try {
    await buildAddon({ outDir: bundleDir });
    const rules = { bundleDir, rounds, tell };
    const originals = await measureOriginals(rules);
    show(sizeReport(originals, `${originals.leads} original leads, mapped`));
    const sizes: SizeResult[] = [];
    for (const count of leads) {
      const size = await measureSize(count, rules);
      sizes.push(size);
      show(sizeReport(size, `${count.toLocaleString('en-GB')} leads in one campaign`));
    }
    const goals = goalsOf(sizes, originals);
    show(goalReport(goals));
    if (json) console.log(JSON.stringify({ originals, sizes, goals }, null, 2));
  } finally {
    await rm(bundleDir, { recursive: true, force: true });
  }
}

async function benchImport(rounds: number, json: boolean): Promise<void> {
  const all: ImportTimes[] = [];
  for (const rows of IMPORT_SIZES) all.push(await measureImport(rows, rounds));
  console.log(json ? JSON.stringify(all, null, 2) : importReport(all));
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const usage = error instanceof Error && error.message.startsWith('--') ? ` ${USAGE}` : '';
    console.error(`The bench ended early. ${error instanceof Error ? error.message : String(error)}${usage}`);
    process.exit(1);
  },
);
