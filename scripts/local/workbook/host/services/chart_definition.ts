/** Turns what a script asked of a chart into the engine's chart definition. */
import { TABLE_CHART } from '../../engine/table_chart.ts';
import type { EngineGetters } from '../../engine/types.ts';
import { quoteSheet, toA1 } from '../a1.ts';
import type { Block } from '../cells.ts';
import { engineColour } from '../colours.ts';
import { notImitated } from '../realm.ts';

/** A chart as its builder describes it. */
export interface ChartSpec {
  readonly type: string;
  /** Google's options by dotted path, as `legend.position`. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Header rows of the ranges; null lets the chart look for itself. */
  readonly headers: number | null;
  readonly hiddenData: string;
}

type Definition = Readonly<Record<string, unknown>> & { readonly type: string };

const LEGENDS: { readonly [position: string]: string } = {
  top: 'top',
  bottom: 'bottom',
  left: 'left',
  right: 'right',
  none: 'none',
};

/** The first column of the ranges is the domain, each further one a series, as in Google's MERGE_COLUMNS. */
export function chartDefinition(get: EngineGetters, spec: ChartSpec, ranges: readonly Block[]): Definition {
  const columns = ranges.flatMap(columnsOf);
  const domain = columns.length > 1 ? columns[0] : undefined;
  const series = domain ? columns.slice(1) : columns;
  const hasTitles = (spec.headers ?? (looksTitled(get, series) ? 1 : 0)) > 0;
  const dataSets = series.map((column, i) => ({ dataSetId: String(i), dataRange: reference(get, column) }));
  const option = (name: string) => spec.options[name];
  const wanted = option('colors');
  const colours: readonly unknown[] = Array.isArray(wanted) ? wanted : [];
  const seriesType = (i: number) =>
    (option(`series.${i}.type`) ?? option('seriesType') ?? 'line') === 'line' ? 'line' : 'bar';
  const styles = series.map((_, i) => {
    const colour = option(`series.${i}.color`) ?? colours[i];
    const label = option(`series.${i}.labelInLegend`);
    return [
      String(i),
      {
        ...(colour === undefined ? {} : { backgroundColor: engineColour(colour) }),
        ...(label === undefined ? {} : { label: String(label) }),
        ...(option(`series.${i}.targetAxisIndex`) === 1 ? { yAxisId: 'y1' } : {}),
        ...(spec.type === 'COMBO' ? { type: seriesType(i) } : {}),
      },
    ];
  });
  const common = {
    dataSource: {
      type: 'range',
      dataSets,
      dataSetsHaveTitle: hasTitles,
      ...(domain ? { labelRange: reference(get, domain) } : {}),
    },
    dataSetStyles: Object.fromEntries(styles),
    title: titleOf(option('title')),
    legendPosition:
      LEGENDS[String(option('legend.position') ?? option('legend') ?? 'right').toLowerCase()] ?? 'none',
    axesDesign: {
      x: { title: titleOf(option('hAxis.title')) },
      y: { title: titleOf(option('vAxis.title')) },
    },
    ...(option('backgroundColor') === undefined
      ? {}
      : { background: engineColour(option('backgroundColor')) }),
    humanize: false,
  };
  const isStacked =
    option('isStacked') === true || option('isStacked') === 'true' || option('isStacked') === 'absolute';
  return { ...common, ...kindOf(spec.type, isStacked, colours, Number(option('pieHole') ?? 0)) };
}

function kindOf(type: string, stacked: boolean, colours: readonly unknown[], hole: number): Definition {
  switch (type) {
    case 'COLUMN':
      return { type: 'bar', stacked, horizontal: false };
    case 'BAR':
      return { type: 'bar', stacked, horizontal: true };
    case 'LINE':
      return { type: 'line', stacked, labelsAsText: true, cumulative: false };
    case 'AREA':
      return { type: 'line', stacked, labelsAsText: true, cumulative: false, fillArea: true };
    case 'COMBO':
      return { type: 'combo' };
    case 'SCATTER':
      return { type: 'scatter', labelsAsText: false };
    case 'PIE':
      return {
        type: 'pie',
        isDoughnut: hole > 0,
        ...(hole > 0 ? { pieHolePercentage: hole * 100 } : {}),
        ...(colours.length > 0 ? { slicesColors: colours.map((one) => engineColour(one) ?? '') } : {}),
      };
    // No title, no legend, no colours: https://developers.google.com/chart/interactive/docs/gallery/table
    case 'TABLE':
      return { type: TABLE_CHART };
    default:
      throw notImitated(`A chart of the type ${type}`);
  }
}

function titleOf(text: unknown) {
  return text === undefined || text === null ? {} : { text: String(text) };
}

function columnsOf({ sheetId, zone }: Block): Block[] {
  const columns: Block[] = [];
  for (let col = zone.left; col <= zone.right; col++) {
    columns.push({ sheetId, zone: { top: zone.top, bottom: zone.bottom, left: col, right: col } });
  }
  return columns;
}

function looksTitled(get: EngineGetters, series: readonly Block[]): boolean {
  return series.some(
    ({ sheetId, zone }) => get.getEvaluatedCell({ sheetId, row: zone.top, col: zone.left }).type === 'text',
  );
}

function reference(get: EngineGetters, { sheetId, zone }: Block): string {
  return `${quoteSheet(get.getSheetName(sheetId))}!${toA1(zone)}`;
}
