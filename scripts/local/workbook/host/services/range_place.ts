/** What every range knows by itself: which cells it is. */
import { gidOf } from '../../engine/gid.ts';
import type { Zone } from '../../engine/types.ts';
import { toA1 } from '../a1.ts';
import { type Block, heightOf, widthOf } from '../cells.ts';
import type { Execution } from '../execution.ts';
import { Service } from '../realm.ts';

export abstract class RangePlace extends Service implements Block {
  readonly className = 'Range';
  readonly sheetId: string;
  readonly zone: Zone;

  constructor(run: Execution, { sheetId, zone }: Block) {
    super(run);
    this.sheetId = sheetId;
    this.zone = { top: zone.top, left: zone.left, bottom: zone.bottom, right: zone.right };
  }

  getRow() {
    return this.zone.top + 1;
  }

  getRowIndex() {
    return this.zone.top + 1;
  }

  getColumn() {
    return this.zone.left + 1;
  }

  getLastRow() {
    return this.zone.bottom + 1;
  }

  getLastColumn() {
    return this.zone.right + 1;
  }

  getNumRows() {
    return heightOf(this);
  }

  getNumColumns() {
    return widthOf(this);
  }

  getHeight() {
    return heightOf(this);
  }

  getWidth() {
    return widthOf(this);
  }

  getA1Notation() {
    return toA1(this.zone);
  }

  getGridId() {
    return gidOf(this.sheetId);
  }
}

/** Throws what Google says of a block that is not on its tab. */
export function checkInside(run: Execution, { sheetId, zone }: Block): void {
  const { get } = run.book;
  if (zone.top < 0 || zone.left < 0) {
    throw new Error(`The starting ${zone.top < 0 ? 'row' : 'column'} of the range is too small.`);
  }
  if (zone.bottom >= get.getNumberRows(sheetId) || zone.right >= get.getNumberCols(sheetId)) {
    throw new Error('The coordinates of the range are outside the dimensions of the sheet.');
  }
}
