/** Finding a field's column after its header was changed: by what its cells hold, which the rows' bases know. */
import { type Base, extraCode } from './base.ts';
import { type CellRules, type CellValue, hashOfKey, readCell } from './cell.ts';
import type { Field } from './fields.ts';
import type { TabColumns } from './tab.ts';

/** Rows that are looked at: enough to be sure, however long the tab. */
const MOST_ROWS = 200;
/** Share of the looked-at cells that must say what was agreed; people edit while columns bear another name. */
const ENOUGH = 0.8;

/**
 * The columns, with each missing field at the one unknown heading under which its values stand. A field that had no
 * values cannot be told by them and stays missing.
 */
export function withRenamed(
  columns: TabColumns,
  lines: readonly (readonly CellValue[])[],
  bases: readonly (Base | null)[],
  rules: CellRules,
): TabColumns {
  if (columns.missing.length === 0 || columns.extras.size === 0) return columns;
  const strange = [...columns.extras].filter(
    ([name]) => !bases.some((base) => base?.hashes.has(extraCode(name))),
  );
  const found = columns.missing.flatMap((field) => {
    const witnesses = bases
      .flatMap((base, index) => {
        const hash = base?.hashes.get(field.code);
        return hash === undefined ? [] : [{ index, hash }];
      })
      .slice(0, MOST_ROWS);
    const fits = strange.filter(([, column]) => {
      const agree = witnesses.filter(({ index, hash }) => {
        const reading = readCell(field, lines[index]?.[column] ?? '', rules);
        return hashOfKey(reading.key) === hash;
      });
      return witnesses.length > 0 && agree.length >= ENOUGH * witnesses.length;
    });
    const [one, ...others] = fits;
    return one && others.length === 0 ? [{ field, header: one[0], column: one[1] }] : [];
  });
  return found.length === 0 ? columns : renamedTo(columns, onlyOnce(found));
}

interface Found {
  readonly field: Field;
  readonly header: string;
  readonly column: number;
}

/** Two fields that hold the same cannot both stand in one column. */
function onlyOnce(found: readonly Found[]): readonly Found[] {
  return found.filter((one) => found.every((other) => other === one || other.column !== one.column));
}

function renamedTo(columns: TabColumns, found: readonly Found[]): TabColumns {
  const taken = new Set(found.map(({ header }) => header));
  const at = new Set(found.map(({ field }) => field));
  return {
    ...columns,
    fields: new Map([...columns.fields, ...found.map(({ field, column }) => [field.key, column] as const)]),
    extras: new Map([...columns.extras].filter(([name]) => !taken.has(name))),
    missing: columns.missing.filter((field) => !at.has(field)),
    renamed: found.map(({ field, header }) => ({ field, header })),
  };
}
