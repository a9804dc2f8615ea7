/** Shares filter values between all copies of the engine, which keeps them to each copy: they travel as attachments. */
import { ATTACH, attach, DETACH } from './attachments.ts';
import { TypedUIPlugin } from './plugins.ts';
import type { FilterValue, PlacedAttachment, Position } from './types.ts';
import { WRITE_CELLS } from './write_cells.ts';

type FilterCommand =
  | ({ readonly type: 'UPDATE_FILTER'; readonly value: FilterValue } & Position)
  | { readonly type: typeof WRITE_CELLS; readonly sheetId: string }
  | { readonly type: 'START' | 'UNDO' | 'REDO' | typeof ATTACH | typeof DETACH };

/** Registered among the stateful plugins: only those hear what other clients did. */
export class SharedFilterPlugin extends TypedUIPlugin {
  private applying = false;

  handle(command: FilterCommand): void {
    switch (command.type) {
      case 'UPDATE_FILTER':
        if (!this.applying) this.share(command, command.value);
        break;
      case 'START':
      case 'UNDO':
      case 'REDO':
        // The engine knows its tables again only once this command is through.
        queueMicrotask(() => this.applyShared());
        break;
      case ATTACH:
      case DETACH:
        this.applyShared();
        break;
      case WRITE_CELLS:
        this.touch(command.sheetId);
        break;
    }
  }

  /**
   * Another client's bulk write reaches the stateful plugins without its single cells. Of the local commands, this one
   * makes each of them look again at hidden rows and row heights; at a place without a filter it does nothing else.
   */
  private touch(sheetId: string): void {
    const wasApplying = this.applying;
    this.applying = true;
    this.dispatch('UPDATE_FILTER', { sheetId, col: -1, row: -1, value: EMPTY });
    this.applying = wasApplying;
  }

  private share(position: Position, value: FilterValue): void {
    const { sheetId, col } = position;
    const filter = this.filterAt(position);
    if (!filter) return;
    const row = filter.rangeWithHeaders.zone.top;
    const known = this.shared().find((one) => isAt(one, { sheetId, col, row }));
    const id = known?.id ?? crypto.randomUUID();
    const range = this.getters.getRangeDataFromZone(sheetId, {
      top: row,
      bottom: row,
      left: col,
      right: col,
    });
    const { type, ...payload } = attach({ id, kind: 'filter', payload: { value } }, { sheetId, range });
    this.applying = true;
    this.dispatch(type, payload);
    this.applying = false;
  }

  /** Brings this copy's filter values in line with the shared ones. */
  private applyShared(): void {
    if (this.applying) return;
    this.applying = true;
    for (const sheetId of this.getters.getSheetIds()) {
      for (const table of this.getters.getTables(sheetId)) {
        for (const filter of table.filters) {
          const position = { sheetId, col: filter.col, row: filter.rangeWithHeaders.zone.top };
          const wanted = this.shared().find((one) => isAt(one, position))?.payload.value ?? EMPTY;
          const current = this.getters.getFilterValue(position) ?? EMPTY;
          if (JSON.stringify(wanted) !== JSON.stringify(current)) {
            this.dispatch('UPDATE_FILTER', { ...position, value: wanted });
          }
        }
      }
    }
    this.applying = false;
  }

  private filterAt({ sheetId, col, row }: Position) {
    for (const table of this.getters.getTables(sheetId)) {
      const { zone } = table.range;
      if (row < zone.top || row > zone.bottom) continue;
      const filter = table.filters.find((one: { col: number }) => one.col === col);
      if (filter) return filter;
    }
    return undefined;
  }

  private shared(): readonly PlacedAttachment[] {
    return this.getters.getAttachments().filter((one: PlacedAttachment) => one.kind === 'filter');
  }
}

const EMPTY: FilterValue = { filterType: 'values', hiddenValues: [] };

function isAt(one: PlacedAttachment, { sheetId, col, row }: Position): boolean {
  return one.range?.sheetId === sheetId && one.range.zone.left === col && one.range.zone.top === row;
}
