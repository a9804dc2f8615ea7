/** A corpus of small files, each with one trouble, and what is to become of each row of them. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { outcomeOf } from './import-corpus.ts';

const FOLDER = join(import.meta.dirname, '../import-files');
const EXPECTED = 'expected.json';

const outcomes = z.record(
  z.string(),
  z.object({
    trouble: z.string(),
    read: z.string(),
    columns: z.array(z.string()),
    rows: z.array(z.string()),
  }),
);

const expected = outcomes.parse(JSON.parse(await readFile(join(FOLDER, EXPECTED), 'utf8')));

describe('a file is read exactly as expected', () => {
  test.each(Object.entries(expected).map(([name, outcome]) => [outcome.trouble, name, outcome] as const))(
    '%s (%s)',
    async (_trouble, name, { trouble: _said, ...outcome }) => {
      expect(await outcomeOf(name, await readFile(join(FOLDER, name)))).toEqual(outcome);
    },
  );

  test('and every file of the corpus is among them', async () => {
    const files = (await readdir(FOLDER)).filter((name) => !name.startsWith('.') && name !== EXPECTED);
    expect(files.sort()).toEqual(Object.keys(expected).sort());
    expect(files.length).toBeGreaterThanOrEqual(40);
  });
});
