/** What people do to rows, columns and tabs, as the page's menus do it. */
import type { CellValue } from '../local/workbook/host/book.ts';
import { type How, PEOPLE, type StepOf } from './people.ts';
import { type Run, tabOf } from './run.ts';
import type { Camp } from './schedule.ts';
import { columnOf, filledRows, type Grid, letters, nth } from './sheet.ts';
import { type Token, tokensIn } from './values.ts';

async function act(
  run: Run,
  how: How,
  type: string,
  payload: { readonly [key: string]: unknown },
): Promise<boolean> {
  const done = await run.world.person.act(type, payload);
  if (!how.paused) await run.world.quiet();
  return done;
}

/** What rows, columns or tabs are called by in the engine's commands. */
function place(run: Run, camp: Camp) {
  const tab = tabOf(run, camp);
  return tab && { ...tab, at: { sheetId: tab.sheetId, sheetName: tab.name } };
}

async function insertRow(run: Run, step: StepOf<'insertRow'>, how: How): Promise<void> {
  const tab = place(run, step.camp);
  const row = tab ? nth(filledRows(tab.grid), step.row) : undefined;
  if (!tab || row === undefined) return;
  await act(run, how, 'ADD_COLUMNS_ROWS', {
    ...tab.at,
    dimension: 'ROW',
    base: row,
    quantity: 1,
    position: 'before',
  });
}

async function deleteRows(run: Run, step: StepOf<'deleteRows'>, how: How): Promise<void> {
  const tab = place(run, step.camp);
  const first = tab ? nth(filledRows(tab.grid), step.row) : undefined;
  if (!tab || first === undefined) return;
  const elements = Array.from({ length: step.rows }, (_, n) => first + n).filter(
    (row) => row < tab.grid.length,
  );
  const gone = elements.flatMap((row) => (tab.grid[row] ?? []).flatMap(tokensIn));
  if (await act(run, how, 'REMOVE_COLUMNS_ROWS', { ...tab.at, dimension: 'ROW', elements }))
    vanish(run, gone, 'its row was deleted');
}

/** Called after cells are gone: what only they held is not asked for any more. */
function vanish(run: Run, gone: readonly Token[], why: string): void {
  run.world.ledger.vanish(gone, why);
}

async function sort(run: Run, step: StepOf<'sort'>, how: How): Promise<void> {
  const tab = place(run, step.camp);
  const col = tab ? columnOf(tab.grid, step.header) : -1;
  if (!tab || col < 0) return;
  const span = spanOf(step.span, tab.grid[0] ?? [], col);
  const by = step.span === 'ids' ? span.left : col;
  if (by < span.left || by > span.right) return;
  // Ids that go elsewhere by themselves take all values from their leads.
  const touched = step.span === 'ids' ? { left: 0, right: (tab.grid[0]?.length ?? 1) - 1 } : span;
  if (step.span !== 'table') loosenUnsaved(run, tab.grid, touched);
  const before = tab.grid;
  const zone = { top: 1, bottom: Math.max(1, ...filledRows(tab.grid)), ...span };
  await act(run, how, 'SORT_CELLS', {
    sheetId: tab.sheetId,
    col: by,
    row: 1,
    zone,
    sortDirection: step.down ? 'desc' : 'asc',
    sortOptions: { emptyCellAsZero: true, sortHeaders: true },
  });
  if (step.span !== 'table') loosenFew(run, before, tabOf(run, step.camp)?.grid ?? before, span);
}

function spanOf(span: StepOf<'sort'>['span'], headers: readonly CellValue[], col: number) {
  const all = { left: 0, right: headers.length - 1 };
  const hidden = headers.flatMap((name, n) => (name === '_lead' || name === '_sync' ? [n] : []));
  switch (span) {
    case 'table':
      return all;
    case 'shown':
      return { left: 0, right: Math.min(...hidden, headers.length) - 1 };
    case 'left':
      return { left: 0, right: Math.max(col, 3) };
    case 'one':
      return { left: col, right: col };
    case 'ids':
      return hidden.length === 0 ? all : { left: Math.min(...hidden), right: Math.max(...hidden) };
  }
}

/** Whoever sorts only some columns before they are saved takes from their values whose they are. */
function loosenUnsaved(
  run: Run,
  grid: readonly (readonly CellValue[])[],
  { left, right }: { readonly left: number; readonly right: number },
): void {
  const { ledger } = run.world;
  const moved = grid.slice(1).flatMap((line) => line.slice(left, right + 1).flatMap(tokensIn));
  ledger.loosen(moved.filter((token) => !ledger.isStored(token)));
}

/** So few values that a person may have moved them one by one: nobody can tell that from a sort. */
const FEW = 5;

function loosenFew(
  run: Run,
  before: Grid,
  after: Grid,
  { left, right }: { readonly left: number; readonly right: number },
): void {
  const moved: Token[] = [];
  let most = 0;
  for (let col = left; col <= right; col++) {
    const inColumn = before.flatMap((line, row) => {
      const still = new Set(tokensIn(after[row]?.[col] ?? ''));
      return tokensIn(line[col] ?? '').filter((token) => !still.has(token));
    });
    most = Math.max(most, inColumn.length);
    moved.push(...inColumn);
  }
  if (most < FEW) run.world.ledger.loosen(moved);
}

async function filter(run: Run, step: StepOf<'filter'>, how: How): Promise<void> {
  const tab = place(run, step.camp);
  const row = tab ? nth(filledRows(tab.grid), step.row) : undefined;
  const col = tab ? columnOf(tab.grid, step.header) : -1;
  if (!tab || row === undefined || col < 0) return;
  const hidden = run.world.person.get.getEvaluatedCell({ sheetId: tab.sheetId, row, col }).formattedValue;
  const value = { filterType: 'values', hiddenValues: [hidden] };
  await act(run, how, 'UPDATE_FILTER', { sheetId: tab.sheetId, col, row: 0, value });
}

/** Shows every row that a filter hides. */
export async function clearFilters(run: Run, camp: Camp, how: How): Promise<void> {
  const tab = place(run, camp);
  const { get } = run.world.person;
  for (const { filters, range } of tab ? get.getTables(tab.sheetId) : [])
    for (const { col } of filters) {
      const at = { sheetId: range.sheetId, col, row: range.zone.top };
      const value = get.getFilterValue(at);
      if (value?.filterType !== 'values' || value.hiddenValues.length === 0) continue;
      await act(run, how, 'UPDATE_FILTER', { ...at, value: { filterType: 'values', hiddenValues: [] } });
    }
}

async function renameHeader(run: Run, step: StepOf<'renameHeader'>, how: How): Promise<void> {
  const tab = place(run, step.camp);
  const col = tab ? columnOf(tab.grid, step.header) : -1;
  if (!tab || col < 0) return;
  await nameColumn(run, how, tab, col, step.to);
}

export async function nameColumn(
  run: Run,
  how: How,
  { sheetId, name }: { readonly sheetId: string; readonly name: string },
  col: number,
  header: string,
): Promise<void> {
  if (how.paused) await run.world.person.act('UPDATE_CELL', { sheetId, row: 0, col, content: header });
  else await run.world.edit({ by: 'person', sheet: name, cell: `${letters(col)}1`, values: [[header]] });
}

async function moveColumn(run: Run, step: StepOf<'moveColumn'>, how: How): Promise<void> {
  const tab = place(run, step.camp);
  const col = tab ? columnOf(tab.grid, step.header) : -1;
  const to = Math.min(step.to, (tab?.grid[0]?.length ?? 1) - 1);
  if (!tab || col < 0 || to === col) return;
  const { sheetId } = tab;
  // The engine moves columns of the active tab only, and to the right only to behind one.
  await run.world.person.act('ACTIVATE_SHEET', { sheetIdFrom: sheetId, sheetIdTo: sheetId });
  const target = { base: to, position: to > col ? 'after' : 'before' };
  await act(run, how, 'MOVE_COLUMNS_ROWS', { ...tab.at, dimension: 'COL', elements: [col], ...target });
}

async function insertColumn(run: Run, step: StepOf<'insertColumn'>, how: How): Promise<void> {
  const tab = place(run, step.camp);
  if (!tab) return;
  const base = Math.min(step.at, (tab.grid[0]?.length ?? 1) - 1);
  const added = await act(run, how, 'ADD_COLUMNS_ROWS', {
    ...tab.at,
    dimension: 'COL',
    base,
    quantity: 1,
    position: 'before',
  });
  if (!added || step.name === '' || how.paused) return;
  await nameColumn(run, how, tab, base, step.name);
  const { camp, v, name: header } = step;
  await PEOPLE.type(run, { do: 'type', by: 'person', camp, row: v, header, v, as: 'value' }, how);
}

async function deleteColumn(run: Run, step: StepOf<'deleteColumn'>, how: How): Promise<void> {
  const tab = place(run, step.camp);
  const col = tab ? columnOf(tab.grid, step.header) : -1;
  if (!tab || col < 0) return;
  const gone = tab.grid.flatMap((line) => tokensIn(line[col] ?? ''));
  const payload = { ...tab.at, dimension: 'COL', elements: [col] };
  if (await act(run, how, 'REMOVE_COLUMNS_ROWS', payload)) vanish(run, gone, 'its column was deleted');
}

async function tab(run: Run, step: StepOf<'tab'>, how: How): Promise<void> {
  const found = place(run, step.camp);
  if (!found) return;
  const { sheetId, name, grid, at } = found;
  const oneOfMany = run.world.person.get.getVisibleSheetIds().length > 1;
  switch (step.how) {
    case 'rename':
      await act(run, how, 'RENAME_SHEET', { sheetId, oldName: name, newName: `Renamed ${step.v}` });
      break;
    case 'move':
      await act(run, how, 'MOVE_SHEET', { sheetId, delta: step.v % 2 === 0 ? 1 : -1 });
      break;
    case 'hide':
      if (oneOfMany) await act(run, how, 'HIDE_SHEET', { sheetId });
      break;
    case 'delete':
      if (oneOfMany && (await act(run, how, 'DELETE_SHEET', at)))
        vanish(
          run,
          grid.flatMap((line) => line.flatMap(tokensIn)),
          'its tab was deleted',
        );
      break;
  }
}

export const STRUCTURE = {
  insertRow,
  deleteRows,
  sort,
  filter,
  unfilter: (run: Run, step: StepOf<'unfilter'>, how: How) => clearFilters(run, step.camp, how),
  renameHeader,
  moveColumn,
  insertColumn,
  deleteColumn,
  tab,
};
