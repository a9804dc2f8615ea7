/** What the dialog sends when a person presses Import: the checked rows in parts, made in slices. */
import type { ImportBegin, ImportTarget, RememberedMapping } from '../../calls.ts';
import type { JobRow } from '../../model/import/job.ts';
import { jobRow, mappingKey, packer } from '../../model/import/parts.ts';
import type { ImportId } from '../../model/lead.ts';
import type { Checked } from './checker.ts';
import type { Pace } from './file/pace.ts';
import { toRemember } from './targets.ts';
import type { Wizard } from './wizard.ts';

export interface ImportJob {
  readonly begin: ImportBegin;
  readonly parts: readonly (readonly JobRow[])[];
  /** How the file was mapped, for the next one like it. */
  readonly mapping: { readonly key: string; readonly targets: RememberedMapping['targets'] };
}

/** The import that the checked rows make, under an id of its own. */
export async function buildJob(
  wizard: Wizard,
  checked: Checked,
  importId: ImportId,
  pace: Pace,
): Promise<ImportJob> {
  const { file, layout } = checked.input;
  const { put, parts } = packer();
  for (const [index, row] of checked.rows.entries()) {
    put(jobRow(row, file));
    if (index % 64 === 0) await pace.breathe(index, checked.rows.length);
  }
  const packed = parts();
  return {
    begin: {
      importId,
      fileName: file.name,
      target: targetOf(wizard),
      headings: file.headers,
      extras: layout.extras.map(({ name }) => name),
      counts: checked.counts,
      parts: packed.length,
    },
    parts: packed,
    mapping: { key: mappingKey(file.headers), targets: toRemember(wizard.choices) },
  };
}

function targetOf({ where, name, colour, description, country, required }: Wizard): ImportTarget {
  if (where.is === 'existing') return { is: 'existing', campaign: where.campaign };
  return { is: 'new', name: name.trim(), colour, description: description.trim(), country, required };
}
