/** Prepares `@odoo/o-spreadsheet` for every copy of the engine, in the worker and in the page; call before the first Model. */
import { coreTypes, registries } from '@odoo/o-spreadsheet';
import { ATTACH, AttachmentPlugin, DETACH } from './attachments.ts';
import { BatchPlugin } from './batch.ts';
import { SharedFilterPlugin } from './filters.ts';
import { registerBlanksLast } from './sorting.ts';
import { registerTableChart } from './table_chart.ts';
import { registerFixedTables } from './tables.ts';
import type { Command } from './types.ts';
import { registerWriteTransformations, WRITE_CELLS, WriteCellsPlugin } from './write_cells.ts';

let registered = false;

/** Registers the plugins that every copy of the engine must share, and silences its console. May be called again. */
export function registerEngine(): void {
  if (registered) return;
  registered = true;
  console.debug = () => undefined;
  for (const command of [ATTACH, DETACH, WRITE_CELLS]) {
    coreTypes.add(command);
    // For transforming what came after an undone command: these move nothing, so they stand for themselves.
    registries.inverseCommandRegistry.add(command, (own: Command) => [own]);
  }
  registries.corePluginRegistry.add('leadsheetAttachments', AttachmentPlugin);
  registries.corePluginRegistry.add('leadsheetWriteCells', WriteCellsPlugin);
  registerWriteTransformations();
  registerFixedTables();
  registerBlanksLast();
  registerTableChart();
  registries.statefulUIPluginRegistry.add('leadsheetFilters', SharedFilterPlugin);
  registries.featurePluginRegistry.add('leadsheetBatch', BatchPlugin);
}
