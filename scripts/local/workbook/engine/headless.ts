/** What a copy of the engine that nobody looks at can do without. */
import { registries } from '@odoo/o-spreadsheet';

/** The engine's list of colours for its colour picker, worked out from every cell of the workbook after every write. */
const COLOUR_PICKER = 'custom_colors';

/** Call before the first Model of a process without a screen. May be called again. */
export function registerHeadless(): void {
  registries.coreViewsPluginRegistry.remove(COLOUR_PICKER);
}
