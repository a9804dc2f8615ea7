/** Cells that somebody else has protected: whoever else the script runs as may not change them. */
import type { Command, EngineGetters, PlacedAttachment, Zone } from '../engine/types.ts';

/**
 * Google's words (https://github.com/theoephraim/node-google-spreadsheet/pull/20). A protection that the script's own
 * account made stops it nowhere; `by` in the payload names another person who made it.
 */
const REFUSED =
  'You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.';

/** Throws when a command would change something that another person protected. */
export function checkProtected(get: EngineGetters, commands: readonly Command[]): void {
  const others = get
    .getAttachments()
    .filter(({ kind, payload }) => kind === 'protection' && isAnothers(payload));
  if (others.length === 0) return;
  for (const command of commands) {
    if (others.some((protection) => touches(command, protection))) throw new Error(REFUSED);
  }
}

function isAnothers({ by, warningOnly }: PlacedAttachment['payload']): boolean {
  return typeof by === 'string' && warningOnly !== true;
}

function touches(command: Command, { sheetId, range }: PlacedAttachment): boolean {
  if (command.sheetId !== sheetId || command.type === 'ATTACH' || command.type === 'DETACH') return false;
  return range === null || zonesOf(command).some((zone) => overlap(zone, range.zone));
}

/** Where a command changes cells. Inserting rows beside protected ones is allowed, deleting them is not. */
function zonesOf({ type, row, col, cells, target, dimension, elements }: Command): readonly Zone[] {
  if (typeof row === 'number' && typeof col === 'number') return [zoneAt(row, col)];
  if (Array.isArray(cells)) return cells.map(([at, column]) => zoneAt(Number(at), Number(column)));
  if (Array.isArray(target)) return target.filter(isZone);
  if (type !== 'REMOVE_COLUMNS_ROWS' || !Array.isArray(elements)) return [];
  return elements
    .map(Number)
    .map((at) =>
      dimension === 'ROW'
        ? { top: at, bottom: at, left: 0, right: Number.MAX_SAFE_INTEGER }
        : { top: 0, bottom: Number.MAX_SAFE_INTEGER, left: at, right: at },
    );
}

function isZone(value: unknown): value is Zone {
  const sides = ['top', 'left', 'bottom', 'right'];
  return (
    value !== null &&
    typeof value === 'object' &&
    sides.every((side) => typeof Reflect.get(value, side) === 'number')
  );
}

function zoneAt(row: number, col: number): Zone {
  return { top: row, bottom: row, left: col, right: col };
}

function overlap(a: Zone, b: Zone): boolean {
  return a.top <= b.bottom && b.top <= a.bottom && a.left <= b.right && b.left <= a.right;
}
