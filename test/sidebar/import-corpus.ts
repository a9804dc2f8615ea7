/** Reads a file of the corpus as the dialog does, and tells what becomes of each of its rows, a line each. */
import { decide, FIRST_DECISIONS } from '../../addon/model/import/check.ts';
import { orderOf } from '../../addon/model/import/dates.ts';
import { findDoubles } from '../../addon/model/import/doubles.ts';
import { fileRow } from '../../addon/model/import/file.ts';
import { layoutOf } from '../../addon/model/import/layout.ts';
import { mapColumns, targetCode } from '../../addon/model/import/mapping.ts';
import { readRow } from '../../addon/model/import/row.ts';
import { FIRST_RULES } from '../../addon/model/import/rules.ts';
import { NO_HURRY } from '../../addon/sidebar/import/file/pace.ts';
import { readTable } from '../../addon/sidebar/import/file/read.ts';

export interface Outcome {
  /** Encoding, delimiter or sheet, row of the headings. */
  readonly read: string;
  /** Column of the file → where it goes, and how certain. */
  readonly columns: readonly string[];
  /** Row of the file, what becomes of it, its filled cells, what is said of it. */
  readonly rows: readonly string[];
}

export async function outcomeOf(name: string, bytes: Uint8Array): Promise<Outcome> {
  const file = await readTable({ is: 'bytes', name, bytes }, {}, NO_HURRY);
  const choices = mapColumns(file, 'GB');
  const layout = layoutOf(choices);
  const dates = new Map(
    layout.fields.flatMap(({ column }, index) =>
      column === null ? [] : [[index, orderOf(file.rows.map((cells) => cells[column] ?? '')).order] as const],
    ),
  );
  const rows = file.rows.map((raw, index) =>
    readRow(index + 1, raw, layout, { ...FIRST_RULES, dates }, file.oddRows.get(index + 1)),
  );
  const doubles = findDoubles(rows, { matches: [], suppressed: { phones: [], emails: [] } });
  const checked = decide({ rows, file, layout, doubles, known: new Map() }, FIRST_DECISIONS);
  const { encoding, delimiter, sheet, heading } = file.read;
  const by = delimiter === '\t' ? 'tab' : delimiter;
  return {
    read: sheet === null ? `${encoding} ${by} headings ${heading}` : `sheet ${sheet} headings ${heading}`,
    columns: choices.map(
      ({ header, target, confidence }) =>
        `${header} → ${targetCode(target)}${confidence === 'none' ? '' : ` (${confidence})`}`,
    ),
    rows: checked.map(({ row, verdict, reason }) => {
      const cells = layout.headers.flatMap((header, index) => {
        const text = row.cells[index] ?? '';
        // That a new lead is not archived goes without saying.
        return text === '' || (header === 'Archived' && text === 'No') ? [] : [`${header}=${shown(text)}`];
      });
      const said = reason ?? row.problems.map(({ message }) => message).join(' ');
      return [`${fileRow(file, row.line)} ${verdict}`, ...cells, ...(said === '' ? [] : [`(${said})`])].join(
        ' | ',
      );
    }),
  };
}

/** Line ends seen, long texts by their length. */
function shown(text: string): string {
  return text.length > 200 ? `${text.length} characters` : text.replace(/\n/g, '⏎');
}
