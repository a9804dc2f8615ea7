/** Tables that stay the size they were given. The engine's own grow when somebody types beside them; Google's filters do not. */
import { registries } from '@odoo/o-spreadsheet';
import type { Command } from './types.ts';

/** Puts the engine's table plugin back in its place, deaf to single cells: growing is all that they mean to it. */
export function registerFixedTables(): void {
  const { corePluginRegistry } = registries;
  const Tables = corePluginRegistry.get('tables');
  class FixedTables extends Tables {
    handle(command: Command): void {
      if (command.type !== 'UPDATE_CELL') super.handle(command);
    }
  }
  corePluginRegistry.replace('tables', FixedTables);
}
