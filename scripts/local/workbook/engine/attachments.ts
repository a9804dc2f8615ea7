/** Notes, developer metadata, protections and shared filter values: kept in the engine, so that they move with rows and columns. */
import { TypedCorePlugin } from './plugins.ts';
import type { Attachment, Command, EngineRange, PlacedAttachment, RangeData, Zone } from './types.ts';

/** Core commands, known to every copy of the engine. `ranges` is absent for a whole tab; `sheetId` too, for the workbook. */
export const ATTACH = 'ATTACH';
export const DETACH = 'DETACH';

/** Makes the command that hangs something on a place, replacing what has the same id. */
export function attach(attachment: Attachment, place: { sheetId?: string; range?: RangeData }): Command {
  return {
    type: ATTACH,
    attachment,
    ...(place.sheetId === undefined ? {} : { sheetId: place.sheetId }),
    ...(place.range === undefined ? {} : { ranges: [place.range] }),
  };
}

export function detach(attachmentId: string): Command {
  return { type: DETACH, attachmentId };
}

interface Adapters {
  applyChange(range: EngineRange): { changeType: string; range: EngineRange };
}

export class AttachmentPlugin extends TypedCorePlugin {
  static getters: readonly string[] = ['getAttachments'];
  private attachments: Record<string, PlacedAttachment> = {};

  getAttachments(): readonly PlacedAttachment[] {
    return Object.values(this.attachments).filter((one) => one !== undefined);
  }

  /** Called by the engine whenever rows, columns, cells or tabs are inserted, moved or deleted. */
  adaptRanges({ applyChange }: Adapters): void {
    for (const one of this.getAttachments()) {
      if (one.range === null) continue;
      const { changeType, range } = applyChange(one.range);
      if (changeType === 'REMOVE') this.put(one.id, undefined);
      else if (changeType !== 'NONE') this.put(one.id, { ...one, range, sheetId: range.sheetId });
    }
  }

  handle(command: AttachmentCommand): void {
    switch (command.type) {
      case 'ATTACH':
        this.put(command.attachment.id, this.place(command));
        break;
      case 'DETACH':
        this.put(command.attachmentId, undefined);
        break;
      case 'DELETE_SHEET':
        for (const one of this.on(command.sheetId)) this.put(one.id, undefined);
        break;
      case 'DUPLICATE_SHEET':
        for (const one of this.on(command.sheetId)) this.copy(one, command.sheetIdTo);
        break;
      case 'REMOVE_TABLE':
        for (const one of this.on(command.sheetId)) {
          if (one.kind === 'filter' && command.target.some((zone) => covers(zone, one.range)))
            this.put(one.id, undefined);
        }
        break;
    }
  }

  import(data: { attachments?: readonly StoredAttachment[] }): void {
    for (const { range, ...one } of data.attachments ?? []) {
      this.attachments[one.id] = {
        ...one,
        range: range ? this.getters.getRangeFromRangeData(range) : null,
      };
    }
  }

  export(data: { attachments?: readonly StoredAttachment[] }): void {
    data.attachments = this.getAttachments().map((one) => ({
      ...one,
      range: one.range ? this.getters.getRangeDataFromZone(one.range.sheetId, one.range.unboundedZone) : null,
    }));
  }

  private place(command: AttachCommand): PlacedAttachment {
    const range = command.ranges?.[0];
    return {
      ...command.attachment,
      sheetId: range?._sheetId ?? command.sheetId ?? null,
      range: range ? this.getters.getRangeFromRangeData(range) : null,
    };
  }

  private copy(one: PlacedAttachment, sheetId: string): void {
    const id = `${sheetId}/${one.id}`;
    this.put(id, { ...one, id, sheetId, range: one.range ? { ...one.range, sheetId } : null });
  }

  private on(sheetId: string): readonly PlacedAttachment[] {
    return this.getAttachments().filter((one) => one.sheetId === sheetId);
  }

  private put(id: string, attachment: PlacedAttachment | undefined): void {
    this.history.update('attachments', id, attachment);
  }
}

function covers(zone: Zone, range: EngineRange | null): boolean {
  return (
    range !== null &&
    zone.left <= range.zone.left &&
    zone.right >= range.zone.right &&
    zone.top <= range.zone.top &&
    zone.bottom >= range.zone.bottom
  );
}

type StoredAttachment = Omit<PlacedAttachment, 'range'> & { readonly range: RangeData | null };

interface AttachCommand {
  readonly type: 'ATTACH';
  readonly attachment: Attachment;
  readonly sheetId?: string;
  readonly ranges?: readonly RangeData[];
}

type AttachmentCommand =
  | AttachCommand
  | { readonly type: 'DETACH'; readonly attachmentId: string }
  | { readonly type: 'DELETE_SHEET'; readonly sheetId: string }
  | { readonly type: 'DUPLICATE_SHEET'; readonly sheetId: string; readonly sheetIdTo: string }
  | { readonly type: 'REMOVE_TABLE'; readonly sheetId: string; readonly target: readonly Zone[] };
