/** One core command that writes many cells: a whole `setValues` is one entry in the revision, and costs one check. */
import { registries } from '@odoo/o-spreadsheet';
import { TypedCorePlugin } from './plugins.ts';
import type { Command } from './types.ts';

export const WRITE_CELLS = 'WRITE_CELLS';

/** Row, column, content as typed, and the number format when it changes too. */
export type CellWrite = readonly [row: number, col: number, content: string, format?: string];

interface WriteCells {
  readonly type: typeof WRITE_CELLS;
  readonly sheetId: string;
  readonly cells: readonly CellWrite[];
}

export function writeCells(sheetId: string, cells: readonly CellWrite[]): Command {
  return { type: WRITE_CELLS, sheetId, cells };
}

export class WriteCellsPlugin extends TypedCorePlugin {
  handle(command: WriteCells): void {
    if (command.type !== WRITE_CELLS) return;
    const { sheetId, cells } = command;
    for (const [row, col, content, format] of cells) {
      const payload = { sheetId, row, col, content };
      this.dispatch('UPDATE_CELL', format === undefined ? payload : { ...payload, format });
    }
  }
}

interface HeadersAdded {
  readonly sheetId: string;
  readonly dimension: 'ROW' | 'COL';
  readonly position: 'before' | 'after';
  readonly base: number;
  readonly quantity: number;
}

interface HeadersRemoved {
  readonly sheetId: string;
  readonly dimension: 'ROW' | 'COL';
  readonly elements: readonly number[];
}

/** Says how a write shifts when somebody else's insertion or deletion came first. */
export function registerWriteTransformations(): void {
  const { otRegistry } = registries;
  otRegistry.addTransformation(
    'ADD_COLUMNS_ROWS',
    [WRITE_CELLS],
    (write: WriteCells, added: HeadersAdded) => {
      const start = added.position === 'before' ? added.base : added.base + 1;
      return shifted(write, added, (index) => (index >= start ? index + added.quantity : index));
    },
  );
  otRegistry.addTransformation(
    'REMOVE_COLUMNS_ROWS',
    [WRITE_CELLS],
    (write: WriteCells, removed: HeadersRemoved) => {
      const gone = new Set(removed.elements);
      return shifted(write, removed, (index) =>
        gone.has(index) ? undefined : index - removed.elements.filter((one) => one < index).length,
      );
    },
  );
}

function shifted(
  write: WriteCells,
  { sheetId, dimension }: HeadersAdded | HeadersRemoved,
  move: (index: number) => number | undefined,
): WriteCells {
  if (sheetId !== write.sheetId) return write;
  const cells = write.cells.flatMap(([row, col, ...rest]): CellWrite[] => {
    const newRow = dimension === 'ROW' ? move(row) : row;
    const newCol = dimension === 'COL' ? move(col) : col;
    return newRow === undefined || newCol === undefined ? [] : [[newRow, newCol, ...rest]];
  });
  return { ...write, cells };
}
