/** Which of the ids just written landed in the row of another lead. */
import type { CellValue } from '../model/cell.ts';
import type { TabColumns } from '../model/tab.ts';

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
