/** Which of the ids and bases just written landed in the row of another lead. */
import { decodeBase } from '../../model/base.ts';
import type { CellValue } from '../../model/cell.ts';
import type { TabColumns } from '../../model/tab.ts';

type Values = readonly (readonly CellValue[])[];

/**
 * Rows that got an id and say now what another row said before, with the id that this other row had. A row that was
 * only edited meanwhile says what no row said before and keeps its new id.
 */
export function misplacedIds(
  before: Values,
  after: Values,
  ids: ReadonlyMap<number, string>,
  columns: Pick<TabColumns, 'lead'>,
): ReadonlyMap<number, string> {
  const { lead } = columns;
  const undo = new Map<number, string>();
  if (lead === null) return undo;
  const words = (line: readonly CellValue[] = []) =>
    JSON.stringify(line.map((cell, column) => (column === lead ? '' : cell)));
  const earlier = new Map<string, string>();
  before.slice(1).forEach((line) => {
    earlier.set(words(line), String(line[lead] ?? ''));
  });
  for (const [index, id] of ids) {
    const line = after[index + 1];
    if (!line || String(line[lead] ?? '') !== id || words(line) === words(before[index + 1])) continue;
    const held = earlier.get(words(line));
    if (held !== undefined && held !== '') undo.set(index, held);
  }
  return undo;
}

/** Rows whose `_sync` speaks of another lead and is one that we know, with the text that belongs there. */
export function strayBases(
  values: Values,
  known: ReadonlyMap<string, string>,
  columns: { readonly lead: number; readonly sync: number },
): ReadonlyMap<number, string> {
  const ours = new Set(known.values());
  const wrong = new Map<number, string>();
  values.slice(1).forEach((line, index) => {
    const lead = String(line[columns.lead] ?? '');
    const sync = String(line[columns.sync] ?? '');
    const base = decodeBase(sync);
    const right = known.get(lead) ?? '';
    if (base && base.id !== lead && ours.has(sync) && sync !== right) wrong.set(index, right);
  });
  return wrong;
}
