/** Charts that float over a tab: `EmbeddedChart`, its builder, and putting them there. */
import { attach, detach } from '../../engine/attachments.ts';
import { gidOf } from '../../engine/gid.ts';
import type { Command } from '../../engine/types.ts';
import type { Block } from '../cells.ts';
import type { Execution } from '../execution.ts';
import { Service } from '../realm.ts';
import { EmbeddedChartBuilder } from './chart_builder.ts';
import { type ChartSpec, chartDefinition } from './chart_definition.ts';
import { HIDDEN_DATA } from './enums.ts';
import { Range } from './range.ts';

export interface Anchor {
  /** Zero-based. */
  readonly row: number;
  readonly col: number;
  readonly x: number;
  readonly y: number;
}

export interface Plan {
  readonly spec: ChartSpec;
  readonly ranges: readonly Block[];
  readonly anchor: Anchor;
  /** The chart that this is a change of; null for a new one. */
  readonly chartId: string | null;
}

/** What Google gives a chart that names no size. */
const SIZE = { width: 600, height: 371 };

export class EmbeddedChart extends Service {
  readonly className = 'EmbeddedChart';
  plan: Plan;

  constructor(run: Execution, plan: Plan) {
    super(run);
    this.plan = plan;
  }

  getChartId() {
    return this.plan.chartId === null ? null : gidOf(this.plan.chartId);
  }

  getRanges() {
    return this.plan.ranges.map((block) => new Range(this.run, block));
  }

  getNumHeaders() {
    return this.plan.spec.headers ?? -1;
  }

  getHiddenDimensionStrategy() {
    return (
      Object.values(HIDDEN_DATA).find((one) => one.name === this.plan.spec.hiddenData) ??
      HIDDEN_DATA.IGNORE_BOTH
    );
  }

  getContainerInfo() {
    return new ContainerInfo(this.run, this.plan.anchor);
  }

  getOptions() {
    return new ChartOptions(this.run, this.plan.spec.options);
  }

  modify() {
    return new EmbeddedChartBuilder(this.run, this.plan);
  }
}

export class ContainerInfo extends Service {
  readonly className = 'ContainerInfo';
  private readonly anchor: Anchor;

  constructor(run: Execution, anchor: Anchor) {
    super(run);
    this.anchor = anchor;
  }

  getAnchorRow() {
    return this.anchor.row + 1;
  }

  getAnchorColumn() {
    return this.anchor.col + 1;
  }

  getOffsetX() {
    return this.anchor.x;
  }

  getOffsetY() {
    return this.anchor.y;
  }
}

export class ChartOptions extends Service {
  readonly className = 'ChartOptions';
  private readonly options: Readonly<Record<string, unknown>>;

  constructor(run: Execution, options: Readonly<Record<string, unknown>>) {
    super(run);
    this.options = options;
  }

  get(name: unknown) {
    return this.options[String(name)] ?? null;
  }

  getOrDefault(name: unknown) {
    return this.options[String(name)] ?? null;
  }
}

function sizeOf({ options: { width, height } }: ChartSpec) {
  return { width: Number(width ?? SIZE.width), height: Number(height ?? SIZE.height) };
}

function keep(chartId: string, sheetId: string, spec: ChartSpec): Command {
  return attach({ id: `chart:${chartId}`, kind: 'chart', payload: { ...spec } }, { sheetId });
}

export function insertChart(run: Execution, sheetId: string, chart: EmbeddedChart): void {
  const { spec, ranges, anchor } = chart.plan;
  const definition = chartDefinition(run.book.get, spec, ranges);
  const chartId = crypto.randomUUID();
  const { row, col, x, y } = anchor;
  const place = { sheetId, col, row, offset: { x, y }, size: sizeOf(spec) };
  run.book.apply([
    { type: 'CREATE_CHART', chartId, figureId: `figure-${chartId}`, definition, ...place },
    keep(chartId, sheetId, spec),
  ]);
  chart.plan = { ...chart.plan, chartId };
}

/** Throws when the chart is not on the tab any more. */
export function updateChart(run: Execution, sheetId: string, chart: EmbeddedChart): void {
  const { spec, ranges, anchor } = chart.plan;
  const { chartId, figureId } = place(run, sheetId, chart);
  const { row, col, x, y } = anchor;
  const definition = chartDefinition(run.book.get, spec, ranges);
  run.book.apply([
    { type: 'UPDATE_CHART', sheetId, chartId, figureId, definition },
    { type: 'UPDATE_FIGURE', sheetId, figureId, col, row, offset: { x, y }, ...sizeOf(spec) },
    keep(chartId, sheetId, spec),
  ]);
}

export function removeChart(run: Execution, sheetId: string, chart: EmbeddedChart): void {
  const { chartId, figureId } = place(run, sheetId, chart);
  run.book.apply([{ type: 'DELETE_FIGURE', sheetId, figureId }, detach(`chart:${chartId}`)]);
}

function place(run: Execution, sheetId: string, { plan: { chartId } }: EmbeddedChart) {
  if (chartId === null || !run.book.get.getChartIds(sheetId).includes(chartId)) {
    throw new Error('The chart is not on this sheet.');
  }
  return { chartId, figureId: run.book.get.getFigureIdFromChartId(chartId) };
}

/** The tab's charts, those that people made by hand among them. */
export function chartsOf(run: Execution, sheetId: string): EmbeddedChart[] {
  const { get } = run.book;
  const specs = new Map(run.book.attachments('chart', sheetId).map((one) => [one.id, one.payload]));
  return get.getChartIds(sheetId).map((chartId) => {
    const figure = get.getFigure(sheetId, get.getFigureIdFromChartId(chartId));
    const { dataSource, title, type } = get.getChartDefinition(chartId);
    const kept = specs.get(`chart:${chartId}`);
    const spec: ChartSpec = {
      type: typeof kept?.type === 'string' ? kept.type : type.toUpperCase(),
      options: {
        ...(title?.text === undefined ? {} : { title: title.text }),
        ...(typeof kept?.options === 'object' ? kept.options : {}),
        ...(figure ? { width: figure.width, height: figure.height } : {}),
      },
      headers: typeof kept?.headers === 'number' ? kept.headers : null,
      hiddenData: typeof kept?.hiddenData === 'string' ? kept.hiddenData : 'IGNORE_BOTH',
    };
    const references = [dataSource?.labelRange, ...(dataSource?.dataSets ?? []).map((one) => one.dataRange)];
    const ranges = references
      .filter((one) => one !== undefined)
      .map((one) => get.getRangeFromSheetXC(sheetId, one))
      .filter((one) => one.invalidXc === undefined);
    const { col = 0, row = 0, offset = { x: 0, y: 0 } } = figure ?? {};
    return new EmbeddedChart(run, { spec, ranges, anchor: { row, col, ...offset }, chartId });
  });
}
