/** Protected ranges and tabs. What the script's own account protects stops it nowhere; see `protected.ts` for what others do. */
import { attach, detach } from '../../engine/attachments.ts';
import type { PlacedAttachment } from '../../engine/types.ts';
import { oneOf } from '../arguments.ts';
import type { Block } from '../cells.ts';
import type { Execution } from '../execution.ts';
import { Service } from '../realm.ts';
import { changeAttached } from './attached.ts';
import { PROTECTION } from './enums.ts';
import { Range } from './range.ts';

export function protectRange(run: Execution, { sheetId, zone }: Block): Protection {
  const id = crypto.randomUUID();
  const range = run.book.get.getRangeDataFromZone(sheetId, zone);
  run.book.apply([attach({ id, kind: 'protection', payload: NEW }, { sheetId, range })]);
  return new Protection(run, id);
}

export function protectSheet(run: Execution, sheetId: string): Protection {
  const id = crypto.randomUUID();
  run.book.apply([attach({ id, kind: 'protection', payload: NEW }, { sheetId })]);
  return new Protection(run, id);
}

const NEW = { description: '', warningOnly: false };

/** The protections of one tab, or of all. */
export function protections(run: Execution, type: unknown, sheetId?: string): Protection[] {
  const { name } = oneOf(type, 'ProtectionType', 'getProtections');
  return run.book
    .attachments('protection', sheetId)
    .filter((one) => (one.range === null) === (name === 'SHEET'))
    .map((one) => new Protection(run, one.id));
}

export class Protection extends Service {
  readonly className = 'Protection';
  private readonly id: string;

  constructor(run: Execution, id: string) {
    super(run);
    this.id = id;
  }

  getDescription() {
    return String(this.#attachment().payload.description);
  }

  setDescription(description: unknown) {
    return this.#change({ description: String(description) });
  }

  isWarningOnly() {
    return this.#attachment().payload.warningOnly === true;
  }

  setWarningOnly(warningOnly: unknown) {
    return this.#change({ warningOnly: warningOnly === true });
  }

  /** A new protection has nobody but its owner. */
  getEditors() {
    return [];
  }

  removeEditors() {
    return this;
  }

  canDomainEdit() {
    return false;
  }

  canEdit() {
    return true;
  }

  getProtectionType() {
    return this.#attachment().range === null ? PROTECTION.SHEET : PROTECTION.RANGE;
  }

  getRange() {
    const { sheetId, range } = this.#attachment();
    const zone = range?.zone ?? this.run.book.wholeSheet(sheetId ?? '');
    return new Range(this.run, { sheetId: sheetId ?? '', zone });
  }

  remove() {
    this.#attachment();
    this.run.book.apply([detach(this.id)]);
  }

  #attachment(): PlacedAttachment {
    const attachment = this.run.book.attachments('protection').find((one) => one.id === this.id);
    if (!attachment) throw new Error('The protection has been removed.');
    return attachment;
  }

  #change(payload: Readonly<Record<string, unknown>>) {
    changeAttached(this.run, this.#attachment(), payload);
    return this;
  }
}
