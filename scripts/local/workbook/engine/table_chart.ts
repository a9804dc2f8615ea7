/** Sheets' table chart, a kind that the engine lacks: what it shows, worked out from the cells. */
import { registries } from '@odoo/o-spreadsheet';
import type { EngineGetters, EngineRange } from './types.ts';

export const TABLE_CHART = 'table';

/** What the page draws: texts as the cells show them, headings first where the chart has any. */
export interface TableChart {
  readonly headings: readonly string[];
  readonly lines: readonly (readonly string[])[];
}

interface Definition {
  readonly dataSource?: {
    readonly labelRange?: EngineRange;
    readonly dataSets?: readonly { readonly dataRange: EngineRange }[];
    readonly dataSetsHaveTitle?: boolean;
  };
}

/** Registers the kind. Its ranges move as a bar chart's do; only what is made of them is its own. */
export function registerTableChart(): void {
  const bar = registries.chartTypeRegistry.get('bar');
  registries.chartTypeRegistry.add(TABLE_CHART, {
    ...bar,
    sequence: 900,
    getDefinitionForExcel: () => undefined,
    getRuntime: (get: EngineGetters, { dataSource }: Definition): TableChart => {
      const { labelRange, dataSets = [], dataSetsHaveTitle = false } = dataSource ?? {};
      const columns = [...(labelRange ? [labelRange] : []), ...dataSets.map((one) => one.dataRange)];
      const texts = columns.map((column) => textsOf(get, column));
      const lines = Array.from({ length: Math.max(0, ...texts.map((column) => column.length)) }, (_, row) =>
        texts.map((column) => column[row] ?? ''),
      );
      return dataSetsHaveTitle
        ? { headings: lines[0] ?? [], lines: lines.slice(1) }
        : { headings: [], lines };
    },
  });
}

function textsOf(get: EngineGetters, { sheetId, zone }: EngineRange): string[] {
  return Array.from(
    { length: zone.bottom - zone.top + 1 },
    (_, n) => get.getEvaluatedCell({ sheetId, row: zone.top + n, col: zone.left }).formattedValue,
  );
}
