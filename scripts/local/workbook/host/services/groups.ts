/** Column and row groups, which collapse; the engine calls them header groups. */
import type { Dimension, HeaderGroup } from '../../engine/types.ts';
import { oneOf } from '../arguments.ts';
import type { Execution } from '../execution.ts';
import { notImitated, Service } from '../realm.ts';
import { Range } from './range.ts';

/** Deepens (1) or flattens (-1) the groups over headers `start` to `end`. */
export function shiftGroups(
  run: Execution,
  sheetId: string,
  dimension: Dimension,
  start: number,
  end: number,
  delta: unknown,
): void {
  if (delta !== 1 && delta !== -1) throw notImitated(`Range.shift…GroupDepth by ${String(delta)}`);
  run.book.apply([
    { type: delta === 1 ? 'GROUP_HEADERS' : 'UNGROUP_HEADERS', sheetId, dimension, start, end },
  ]);
}

/** How many groups a header is in. */
export function groupDepth(run: Execution, sheetId: string, dimension: Dimension, index: number): number {
  return groupsAt(run, sheetId, dimension, index).length;
}

/** The group at a depth (1 is the outermost), or undefined. */
export function groupAt(run: Execution, sheetId: string, dimension: Dimension, index: number, depth: number) {
  return groupsAt(run, sheetId, dimension, index)[depth - 1];
}

/** The groups around a header, the widest first. */
function groupsAt(run: Execution, sheetId: string, dimension: Dimension, index: number) {
  return run.book.get
    .getHeaderGroups(sheetId, dimension)
    .filter((group) => group.start <= index && index <= group.end)
    .toSorted((a, b) => b.end - b.start - (a.end - a.start));
}

/** Folds or unfolds every group of a tab. */
export function foldAll(run: Execution, sheetId: string, dimension: Dimension, fold: boolean): void {
  const type = fold ? 'FOLD_ALL_HEADER_GROUPS' : 'UNFOLD_ALL_HEADER_GROUPS';
  if (run.book.get.getHeaderGroups(sheetId, dimension).length > 0)
    run.book.apply([{ type, sheetId, dimension }]);
}

export class Group extends Service {
  readonly className = 'Group';
  private readonly sheetId: string;
  private readonly dimension: Dimension;
  private readonly headers: HeaderGroup;

  constructor(run: Execution, sheetId: string, dimension: Dimension, headers: HeaderGroup) {
    super(run);
    this.sheetId = sheetId;
    this.dimension = dimension;
    this.headers = { start: headers.start, end: headers.end };
  }

  collapse() {
    this.#apply('FOLD_HEADER_GROUP');
    return this;
  }

  expand() {
    this.#apply('UNFOLD_HEADER_GROUP');
    return this;
  }

  remove() {
    this.#apply('UNGROUP_HEADERS');
  }

  isCollapsed() {
    const { start, end } = this.headers;
    return this.run.book.get
      .getHeaderGroups(this.sheetId, this.dimension)
      .some((group) => group.start === start && group.end === end && group.isFolded === true);
  }

  getDepth() {
    return groupDepth(this.run, this.sheetId, this.dimension, this.headers.start);
  }

  getRange() {
    const { start, end } = this.headers;
    const all = this.run.book.wholeSheet(this.sheetId);
    const zone =
      this.dimension === 'COL' ? { ...all, left: start, right: end } : { ...all, top: start, bottom: end };
    return new Range(this.run, { sheetId: this.sheetId, zone });
  }

  #apply(type: string): void {
    const { sheetId, dimension } = this;
    this.run.book.apply([{ type, sheetId, dimension, ...this.headers }]);
  }
}

/** The engine draws the toggle before the group; where Google draws it changes nothing else. */
export function checkTogglePosition(position: unknown): void {
  oneOf(position, 'GroupControlTogglePosition', 'SpreadsheetApp.Sheet.setColumnGroupControlPosition');
}
