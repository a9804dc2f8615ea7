/** The groups of rows that an import's receipt counts, as people call them, and as files to download. */

import type { Job, JobRow } from '../../model/import/job.ts';
import { type Group, groupTable } from '../../model/import/receipt.ts';
import { saveCsv } from './csv-file.ts';

export const GROUP_NAMES: { readonly [G in Group]: string } = {
  created: 'Created',
  updated: 'Updated',
  duplicate: 'Duplicate',
  invalid: 'Invalid',
  skipped: 'Skipped',
};

export interface GroupSource {
  readonly job: Pick<Job, 'fileName' | 'headings' | 'extras'>;
  readonly parts: Iterable<readonly JobRow[]> | AsyncIterable<readonly JobRow[]>;
}

/** Downloads one group with the number of each row and why it is there. */
export async function downloadGroup(group: Group, source: GroupSource): Promise<void> {
  const name = source.job.fileName.replace(/\.[a-z0-9]{1,5}$/i, '');
  await saveCsv(`${name} - ${GROUP_NAMES[group].toLowerCase()}.csv`, groupLines(group, source));
}

/** Rows of a part that are made into lines in one go. */
const SLICE = 250;

async function* groupLines(group: Group, { job, parts }: GroupSource) {
  let first = true;
  for await (const rows of parts) {
    for (let from = 0; from < rows.length || first; from += SLICE) {
      const [headings = [], ...lines] = groupTable(group, rows.slice(from, from + SLICE), job);
      if (first) yield headings;
      first = false;
      yield* lines;
    }
  }
}
