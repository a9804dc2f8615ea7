/** Developer metadata: keys and values that hang on the spreadsheet, a tab, a whole row or a whole column. */
import { attach, detach } from '../../engine/attachments.ts';
import { gidOf } from '../../engine/gid.ts';
import type { OpenZone, PlacedAttachment } from '../../engine/types.ts';
import { oneOf, text } from '../arguments.ts';
import type { Block } from '../cells.ts';
import type { Execution } from '../execution.ts';
import { EnumValue, Service } from '../realm.ts';
import { changeAttached } from './attached.ts';
import { LOCATION, VISIBILITY } from './enums.ts';
import { Range } from './range.ts';
import { Sheet } from './sheet.ts';
import { Spreadsheet } from './spreadsheet.ts';

/** Where metadata hangs or is looked for. */
export type Spot = { readonly block: Block } | { readonly sheetId: string } | { readonly workbook: true };

/** The whole rows or columns that a block is, as a place that grows with the tab. Throws for anything else. */
function wholeHeaders(run: Execution, { sheetId, zone }: Block): OpenZone {
  const all = run.book.wholeSheet(sheetId);
  const isRow = zone.left === 0 && zone.right === all.right && zone.top === zone.bottom;
  const isColumn = zone.top === 0 && zone.bottom === all.bottom && zone.left === zone.right;
  if (isRow) return { top: zone.top, bottom: zone.bottom, left: 0, right: undefined };
  if (isColumn) return { left: zone.left, right: zone.right, top: 0, bottom: undefined };
  throw new Error('Developer metadata can only be added to a whole row or a whole column.');
}

/** `addDeveloperMetadata(key)`, `(key, value)`, `(key, visibility)`, `(key, value, visibility)`. */
export function addMetadata(run: Execution, spot: Spot, args: readonly unknown[]): void {
  const [key, second, third] = args;
  const method = 'addDeveloperMetadata';
  const value =
    second instanceof EnumValue || second === undefined || second === null ? null : text(second, method);
  const visibility = second instanceof EnumValue ? second : third;
  const seen =
    visibility === undefined ? VISIBILITY.DOCUMENT : oneOf(visibility, 'DeveloperMetadataVisibility', method);
  const payload = { key: text(key, method), value, visibility: seen.name };
  run.book.apply([attach({ id: crypto.randomUUID(), kind: 'metadata', payload }, placeOf(run, spot))]);
}

function placeOf(run: Execution, spot: Spot) {
  if ('workbook' in spot) return {};
  if ('sheetId' in spot) return { sheetId: spot.sheetId };
  const { sheetId } = spot.block;
  return { sheetId, range: run.book.get.getRangeDataFromZone(sheetId, wholeHeaders(run, spot.block)) };
}

/** What hangs exactly here. */
export function metadataAt(run: Execution, spot: Spot): DeveloperMetadata[] {
  return found(run, spot, true);
}

function found(run: Execution, spot: Spot, exactly: boolean): DeveloperMetadata[] {
  return run.book
    .attachments('metadata')
    .filter((one) => hangsOn(run, one, spot, exactly))
    .map((one) => new DeveloperMetadata(run, one.id));
}

/** A finder looks at everything within its spot; a getter only at the spot itself. */
function hangsOn(run: Execution, one: PlacedAttachment, spot: Spot, exactly: boolean): boolean {
  if ('workbook' in spot) return exactly ? one.sheetId === null : true;
  if ('sheetId' in spot) return one.sheetId === spot.sheetId && (!exactly || one.range === null);
  const { sheetId, zone } = spot.block;
  if (one.range === null || one.sheetId !== sheetId) return false;
  const all = run.book.wholeSheet(sheetId);
  const isColumn = one.range.unboundedZone.bottom === undefined;
  const wide = zone.left === 0 && zone.right === all.right;
  const tall = zone.top === 0 && zone.bottom === all.bottom;
  if (isColumn) return tall && one.range.zone.left >= zone.left && one.range.zone.right <= zone.right;
  return wide && one.range.zone.top >= zone.top && one.range.zone.bottom <= zone.bottom;
}

export class DeveloperMetadata extends Service {
  readonly className = 'DeveloperMetadata';
  readonly id: string;

  constructor(run: Execution, id: string) {
    super(run);
    this.id = id;
  }

  getId() {
    return gidOf(this.id);
  }

  getKey() {
    return String(this.#attachment().payload.key);
  }

  getValue() {
    const { value } = this.#attachment().payload;
    return value === null ? null : String(value);
  }

  getVisibility() {
    return this.#attachment().payload.visibility === 'PROJECT' ? VISIBILITY.PROJECT : VISIBILITY.DOCUMENT;
  }

  getLocation() {
    return new DeveloperMetadataLocation(this.run, this.#attachment());
  }

  setValue(value: unknown) {
    return this.#change({ value: text(value, 'SpreadsheetApp.DeveloperMetadata.setValue') });
  }

  setKey(key: unknown) {
    return this.#change({ key: text(key, 'SpreadsheetApp.DeveloperMetadata.setKey') });
  }

  remove() {
    this.#attachment();
    this.run.book.apply([detach(this.id)]);
  }

  #attachment(): PlacedAttachment {
    const attachment = this.run.book.attachments('metadata').find((one) => one.id === this.id);
    if (!attachment) throw new Error('The developer metadata has been deleted.');
    return attachment;
  }

  #change(payload: Readonly<Record<string, unknown>>) {
    changeAttached(this.run, this.#attachment(), payload);
    return this;
  }
}

export class DeveloperMetadataLocation extends Service {
  readonly className = 'DeveloperMetadataLocation';
  private readonly place: PlacedAttachment;

  constructor(run: Execution, place: PlacedAttachment) {
    super(run);
    this.place = place;
  }

  getLocationType() {
    const { sheetId, range } = this.place;
    if (sheetId === null) return LOCATION.SPREADSHEET;
    if (range === null) return LOCATION.SHEET;
    return range.unboundedZone.bottom === undefined ? LOCATION.COLUMN : LOCATION.ROW;
  }

  getSpreadsheet() {
    return this.place.sheetId === null ? new Spreadsheet(this.run) : null;
  }

  getSheet() {
    const { sheetId, range } = this.place;
    return sheetId !== null && range === null ? new Sheet(this.run, sheetId) : null;
  }

  getRow() {
    return this.#header('ROW');
  }

  getColumn() {
    return this.#header('COLUMN');
  }

  #header(type: 'ROW' | 'COLUMN') {
    const { range } = this.place;
    if (!range || this.getLocationType().name !== type) return null;
    return new Range(this.run, { sheetId: range.sheetId, zone: range.zone });
  }
}

export class DeveloperMetadataFinder extends Service {
  readonly className = 'DeveloperMetadataFinder';
  private readonly spot: Spot;
  private readonly tests: ((metadata: DeveloperMetadata) => boolean)[] = [];

  constructor(run: Execution, spot: Spot) {
    super(run);
    this.spot = spot;
  }

  withKey(key: unknown) {
    return this.#with((one) => one.getKey() === key);
  }

  withValue(value: unknown) {
    return this.#with((one) => one.getValue() === value);
  }

  withId(id: unknown) {
    return this.#with((one) => one.getId() === id);
  }

  withVisibility(visibility: unknown) {
    return this.#with((one) => one.getVisibility() === visibility);
  }

  withLocationType(type: unknown) {
    const wanted = oneOf(
      type,
      'DeveloperMetadataLocationType',
      'SpreadsheetApp.DeveloperMetadataFinder.withLocationType',
    );
    return this.#with((one) => one.getLocation().getLocationType() === wanted);
  }

  find() {
    return found(this.run, this.spot, false).filter((one) => this.tests.every((test) => test(one)));
  }

  #with(test: (metadata: DeveloperMetadata) => boolean) {
    this.tests.push(test);
    return this;
  }
}
