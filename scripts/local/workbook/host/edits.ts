/** Works out what a person's revision was, as `onEdit` and `onChange` tell it. */
import type { EngineGetters, Zone } from '../engine/types.ts';
import type { RevisionMessage } from '../protocol.ts';
import { parseA1 } from './a1.ts';
import type { Block } from './cells.ts';

export type ChangeType =
  | 'EDIT'
  | 'INSERT_ROW'
  | 'INSERT_COLUMN'
  | 'REMOVE_ROW'
  | 'REMOVE_COLUMN'
  | 'INSERT_GRID'
  | 'REMOVE_GRID'
  | 'FORMAT'
  | 'OTHER';

export interface PersonsChange {
  readonly changeType: ChangeType;
  /** The edited cells; null when only something else changed. */
  readonly edited: Block | null;
  /** What one cell showed before; absent for several cells, and for an empty one. */
  readonly oldValue?: string;
}

type EngineCommand = Readonly<Record<string, unknown>> & { readonly type: string };

/** Reads a revision before it is applied. Null for what fires nothing: cursors, undo, snapshots. */
export function changeIn(message: RevisionMessage, get: EngineGetters): PersonsChange | null {
  const { commands } = message;
  if (message.type !== 'REMOTE_REVISION' || !Array.isArray(commands)) return null;
  const list = commands.filter(isCommand);
  const edited = editedBlock(list);
  const changeType = edited ? 'EDIT' : (list.map(changeTypeOf).find((type) => type !== 'OTHER') ?? 'OTHER');
  if (!edited || !get.tryGetSheet(edited.sheetId)) return { changeType, edited: null };
  const { zone, sheetId } = edited;
  const isOne = zone.top === zone.bottom && zone.left === zone.right;
  const before = isOne ? get.getEvaluatedCell({ sheetId, row: zone.top, col: zone.left }).formattedValue : '';
  return { changeType, edited, ...(before === '' ? {} : { oldValue: before }) };
}

function isCommand(value: unknown): value is EngineCommand {
  return value !== null && typeof value === 'object' && 'type' in value && typeof value.type === 'string';
}

function changeTypeOf({ type, dimension }: EngineCommand): ChangeType {
  switch (type) {
    case 'ADD_COLUMNS_ROWS':
      return dimension === 'ROW' ? 'INSERT_ROW' : 'INSERT_COLUMN';
    case 'REMOVE_COLUMNS_ROWS':
      return dimension === 'ROW' ? 'REMOVE_ROW' : 'REMOVE_COLUMN';
    case 'CREATE_SHEET':
    case 'DUPLICATE_SHEET':
      return 'INSERT_GRID';
    case 'DELETE_SHEET':
      return 'REMOVE_GRID';
    case 'SET_FORMATTING':
    case 'CLEAR_FORMATTING':
    case 'SET_ZONE_BORDERS':
    case 'UPDATE_CELL':
    case 'SQUISHED_UPDATE_CELL':
      return 'FORMAT';
    default:
      return 'OTHER';
  }
}

/** The smallest block around every cell whose content the commands write, on the first tab that they write to. */
function editedBlock(commands: readonly EngineCommand[]): Block | null {
  let block: Block | null = null;
  for (const command of commands) {
    const { sheetId } = command;
    if (typeof sheetId !== 'string' || (block && block.sheetId !== sheetId)) continue;
    for (const zone of writtenZones(command)) {
      block = { sheetId, zone: block ? around(block.zone, zone) : zone };
    }
  }
  return block;
}

function writtenZones(command: EngineCommand): readonly Zone[] {
  const { type, row, col, targetRange, target, content } = command;
  if (type === 'UPDATE_CELL' && content !== undefined && typeof row === 'number' && typeof col === 'number') {
    return [{ top: row, bottom: row, left: col, right: col }];
  }
  if (type === 'SQUISHED_UPDATE_CELL' && content !== undefined && typeof targetRange === 'string') {
    const parsed = parseA1(targetRange, () => ({ rows: 0, columns: 0 }));
    return parsed ? [parsed.zone] : [];
  }
  if ((type === 'DELETE_CONTENT' || type === 'CLEAR_CELLS') && Array.isArray(target))
    return target.filter(isZone);
  return [];
}

function isZone(value: unknown): value is Zone {
  return (
    value !== null &&
    typeof value === 'object' &&
    ['top', 'left', 'bottom', 'right'].every((side) => typeof Reflect.get(value, side) === 'number')
  );
}

function around(a: Zone, b: Zone): Zone {
  return {
    top: Math.min(a.top, b.top),
    left: Math.min(a.left, b.left),
    bottom: Math.max(a.bottom, b.bottom),
    right: Math.max(a.right, b.right),
  };
}
