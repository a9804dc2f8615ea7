/** Sorting as in Sheets: blank cells come last, whichever way. The engine's filter menu takes them for zeros. */
import { registries } from '@odoo/o-spreadsheet';
import type { Command } from './types.ts';

/** Puts the engine's sorting back in its place, with blanks at the end. */
export function registerBlanksLast(): void {
  const { featurePluginRegistry } = registries;
  const Sorting = featurePluginRegistry.get('sort');
  class BlanksLast extends Sorting {
    handle(command: Command): void {
      super.handle(
        command.type === 'SORT_CELLS'
          ? { ...command, sortOptions: { ...Object(command.sortOptions), emptyCellAsZero: false } }
          : command,
      );
    }
  }
  featurePluginRegistry.replace('sort', BlanksLast);
}
