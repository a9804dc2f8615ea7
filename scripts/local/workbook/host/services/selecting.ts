/** Which tab and cells are active: at Google a property of the person's screen, which a trigger has not. */
import type { Block } from '../cells.ts';
import { targetOf } from '../cells.ts';
import type { Execution } from '../execution.ts';

/** Makes a tab the active one. */
export function selectSheet(run: Execution, sheetId: string): void {
  run.activeSheetId = sheetId;
  run.selection = { top: 0, left: 0, bottom: 0, right: 0 };
  if (run.occasion.screen) run.effects.push({ kind: 'activate', sheetId, selection: null });
}

/** Makes cells the active ones, and their tab with them. */
export function selectCells(run: Execution, block: Block): void {
  run.activeSheetId = block.sheetId;
  run.selection = targetOf(block);
  if (!run.occasion.screen) return;
  run.effects.push({ kind: 'activate', sheetId: block.sheetId, selection: run.selection });
}
