/** Copying and moving cells with what they hold: contents, formats, looks. */
import type { Cell, Command } from '../../engine/types.ts';
import { type Block, heightOf, targetOf, widthOf } from '../cells.ts';
import type { Execution } from '../execution.ts';
import { typed } from '../typed.ts';

/** `Range.copyTo`: repeats the source over a larger destination; formulas move with their place. */
export function copyCells(run: Execution, from: Block, to: Block, valuesOnly: boolean): void {
  const { get } = run.book;
  const [height, width] = [heightOf(from), widthOf(from)];
  const rows = Math.max(height, heightOf(to) - (heightOf(to) % height));
  const columns = Math.max(width, widthOf(to) - (widthOf(to) % width));
  run.writeCells(rows * columns);
  const commands: Command[] = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const source = {
        sheetId: from.sheetId,
        row: from.zone.top + (i % height),
        col: from.zone.left + (j % width),
      };
      const target = { sheetId: to.sheetId, row: to.zone.top + i, col: to.zone.left + j };
      const content = valuesOnly
        ? valueContent(run, source.sheetId, source.row, source.col)
        : movedContent(
            run,
            get.getCell(source),
            target.col - source.col,
            target.row - source.row,
            target.sheetId,
          );
      const { style, format } = get.getCell(source) ?? {};
      const looks = valuesOnly ? {} : { style: style ?? null, format: format ?? '' };
      commands.push({ type: 'UPDATE_CELL', ...target, content, ...looks });
    }
  }
  run.book.apply(commands);
}

function valueContent(run: Execution, sheetId: string, row: number, col: number): string {
  return typed(run.book.value(sheetId, row, col), '@', run.book.typingRules()).content;
}

function movedContent(
  run: Execution,
  cell: Cell | undefined,
  right: number,
  down: number,
  sheetId: string,
): string {
  if (!cell) return '';
  if (!cell.isFormula || !cell.compiledFormula) return cell.content ?? '';
  return run.book.get.getTranslatedCellFormula(sheetId, right, down, cell.compiledFormula);
}

/** `Range.moveTo`: the source is empty afterwards, and formulas that pointed at it follow. */
export function moveCells(run: Execution, from: Block, to: Block): void {
  const { get } = run.book;
  const commands: Command[] = [];
  for (let row = from.zone.top; row <= from.zone.bottom; row++) {
    for (let col = from.zone.left; col <= from.zone.right; col++) {
      const cell = get.getCell({ sheetId: from.sheetId, row, col });
      const content = cell?.isFormula
        ? (cell.compiledFormula?.toFormulaString(get) ?? '')
        : (cell?.content ?? '');
      commands.push({
        type: 'UPDATE_CELL',
        sheetId: to.sheetId,
        row: to.zone.top + row - from.zone.top,
        col: to.zone.left + col - from.zone.left,
        content,
        style: cell?.style ?? null,
        format: cell?.format ?? '',
      });
    }
  }
  run.writeCells(2 * commands.length);
  const clear = { type: 'CLEAR_CELLS', sheetId: from.sheetId, target: [targetOf(from)] };
  const follow = {
    type: 'MOVE_RANGES',
    sheetId: from.sheetId,
    target: [targetOf(from)],
    targetSheetId: to.sheetId,
    sheetName: get.getSheetName(from.sheetId),
    col: to.zone.left,
    row: to.zone.top,
  };
  run.book.apply([clear, ...commands, follow]);
}
