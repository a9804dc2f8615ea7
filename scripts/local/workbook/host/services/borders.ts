/** Turns `Range.setBorder`'s six sides into the engine's border commands. */
import type { Command } from '../../engine/types.ts';
import { type Block, targetOf } from '../cells.ts';

const POSITIONS = ['top', 'left', 'bottom', 'right', 'v', 'h'] as const;

const STYLES: { readonly [style: string]: string } = {
  SOLID: 'thin',
  SOLID_MEDIUM: 'medium',
  SOLID_THICK: 'thick',
  DASHED: 'dashed',
  DOTTED: 'dotted',
  DOUBLE: 'medium',
};

/** `sides` are top, left, bottom, right, vertical, horizontal: true draws, false removes, null leaves. */
export function borderCommands(
  block: Block,
  sides: readonly unknown[],
  color: string,
  style: string,
): Command[] {
  const place = { sheetId: block.sheetId, target: [targetOf(block)] };
  const commands: Command[] = [];
  const removed = sides.filter((side) => side === false).length;
  if (removed > 0) commands.push({ type: 'SET_ZONE_BORDERS', ...place, border: { position: 'clear' } });
  POSITIONS.forEach((position, index) => {
    if (sides[index] !== true) return;
    const border = { position, color, style: STYLES[style] ?? 'thin' };
    commands.push({ type: 'SET_ZONE_BORDERS', ...place, border });
  });
  return commands;
}
