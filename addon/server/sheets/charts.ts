/** Native charts that float over the cells. */
import { type Place, rangeOf } from './cells.ts';
import type { Sheet } from './workbook.ts';

export interface ChartPlan {
  readonly kind: 'bar' | 'column' | 'line' | 'pie' | 'table';
  /** The series of a column stand on each other. */
  readonly stacked?: boolean;
  readonly title: string;
  /** In the tab that holds the numbers, heading row first, labels in the first column. */
  readonly data: Place;
  /** Further columns, where they do not stand beside the first ones. */
  readonly more?: readonly Place[];
  readonly colours: readonly string[];
  readonly legend: 'none' | 'bottom' | 'right';
  /** The cell it hangs on, counted from 1, and pixels from that cell's corner. */
  readonly at: { readonly row: number; readonly column: number; readonly x: number; readonly y: number };
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Puts a chart over `sheet` that reads `source`. */
export function addChart(sheet: Sheet, source: Sheet, plan: ChartPlan): void {
  const { at } = plan;
  const builder = sheet
    .newChart()
    .setChartType(typeOf(plan.kind))
    .setNumHeaders(1)
    .setPosition(at.row, at.column, at.x, at.y);
  for (const place of [plan.data, ...(plan.more ?? [])]) builder.addRange(rangeOf(source, place));
  // The numbers stand in a hidden tab: without this, Google may leave hidden cells out. Pie charts do not take it.
  if (plan.kind !== 'pie') {
    builder.setHiddenDimensionStrategy(Charts.ChartHiddenDimensionStrategy.SHOW_BOTH);
  }
  for (const [option, value] of Object.entries(optionsOf(plan))) builder.setOption(option, value);
  sheet.insertChart(builder.build());
}

/** Takes away the charts over `sheet` that read `source`; people's own charts stay. */
export function removeCharts(sheet: Sheet, source: Sheet): void {
  for (const chart of sheet.getCharts()) {
    const reads = chart.getRanges().some((range) => range.getSheet().getSheetId() === source.getSheetId());
    if (reads) sheet.removeChart(chart);
  }
}

function typeOf(kind: ChartPlan['kind']): GoogleAppsScript.Charts.ChartType {
  switch (kind) {
    case 'bar':
      return Charts.ChartType.BAR;
    case 'column':
      return Charts.ChartType.COLUMN;
    case 'line':
      return Charts.ChartType.LINE;
    case 'pie':
      return Charts.ChartType.PIE;
    case 'table':
      return Charts.ChartType.TABLE;
  }
}

function optionsOf({
  title,
  colours,
  legend,
  width,
  height,
  kind,
  stacked,
}: ChartPlan): Readonly<Record<string, unknown>> {
  // A table has neither title nor legend nor colours.
  if (kind === 'table') return { width, height };
  return {
    title,
    width,
    height,
    ...(stacked ? { isStacked: true } : {}),
    colors: [...colours],
    'legend.position': legend,
    'titleTextStyle.color': '#1a1a4a',
    'titleTextStyle.bold': true,
    ...(kind === 'pie' ? { pieHole: 0.5 } : {}),
  };
}
