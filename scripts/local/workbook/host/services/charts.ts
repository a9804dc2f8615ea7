/** Charts that float over a tab: `EmbeddedChart`, its builder, and putting them there. */
import { attach, detach } from '../../engine/attachments.ts';
import { gidOf } from '../../engine/gid.ts';
import type { Command } from '../../engine/types.ts';
import { list, mismatch, oneOf, text, whole } from '../arguments.ts';
import type { Block } from '../cells.ts';
import type { Execution } from '../execution.ts';
import { EnumValue, notImitated, Service } from '../realm.ts';
import { type ChartSpec, chartDefinition } from './chart_definition.ts';
import { HIDDEN_DATA, MERGE_STRATEGY } from './enums.ts';
import { Range } from './range.ts';
import { RangePlace } from './range_place.ts';

interface Anchor {
  /** Zero-based. */
  readonly row: number;
  readonly col: number;
  readonly x: number;
  readonly y: number;
}

interface Plan {
  readonly spec: ChartSpec;
  readonly ranges: readonly Block[];
  readonly anchor: Anchor;
  /** The chart that this is a change of; null for a new one. */
  readonly chartId: string | null;
}

const NEW: Plan = {
  spec: { type: 'COLUMN', options: {}, headers: null, hiddenData: 'IGNORE_BOTH' },
  ranges: [],
  anchor: { row: 0, col: 0, x: 0, y: 0 },
  chartId: null,
};

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

  getId() {
    return this.plan.chartId;
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

export class EmbeddedChartBuilder extends Service {
  readonly className = 'EmbeddedChartBuilder';
  plan: Plan;

  constructor(run: Execution, plan: Plan = NEW) {
    super(run);
    this.plan = plan;
  }

  setChartType(type: unknown) {
    return ofType(this, oneOf(type, 'ChartType', 'setChartType').name);
  }

  asColumnChart() {
    return ofType(this, 'COLUMN');
  }

  asBarChart() {
    return ofType(this, 'BAR');
  }

  asLineChart() {
    return ofType(this, 'LINE');
  }

  asAreaChart() {
    return ofType(this, 'AREA');
  }

  asPieChart() {
    return ofType(this, 'PIE');
  }

  asComboChart() {
    return ofType(this, 'COMBO');
  }

  asScatterChart() {
    return ofType(this, 'SCATTER');
  }

  addRange(range: unknown) {
    if (!(range instanceof RangePlace)) throw mismatch('addRange', [range]);
    this.plan = { ...this.plan, ranges: [...this.plan.ranges, { sheetId: range.sheetId, zone: range.zone }] };
    return this;
  }

  clearRanges() {
    this.plan = { ...this.plan, ranges: [] };
    return this;
  }

  removeRange(range: unknown) {
    if (!(range instanceof RangePlace)) throw mismatch('removeRange', [range]);
    const gone = JSON.stringify([range.sheetId, range.zone]);
    const ranges = this.plan.ranges.filter((one) => JSON.stringify([one.sheetId, one.zone]) !== gone);
    this.plan = { ...this.plan, ranges };
    return this;
  }

  setPosition(row: unknown, column: unknown, x: unknown, y: unknown) {
    const [top, left] = [whole(row, 'anchor row') - 1, whole(column, 'anchor column') - 1];
    this.plan = {
      ...this.plan,
      anchor: { row: top, col: left, x: whole(x, 'offset', 0), y: whole(y, 'offset', 0) },
    };
    return this;
  }

  setNumHeaders(headers: unknown) {
    this.plan = {
      ...this.plan,
      spec: { ...this.plan.spec, headers: whole(headers, 'number of headers', 0) },
    };
    return this;
  }

  setMergeStrategy(strategy: unknown) {
    if (oneOf(strategy, 'ChartMergeStrategy', 'setMergeStrategy') !== MERGE_STRATEGY.MERGE_COLUMNS) {
      throw notImitated('EmbeddedChartBuilder.setMergeStrategy(MERGE_ROWS)');
    }
    return this;
  }

  setTransposeRowsAndColumns(transpose: unknown) {
    if (transpose === true) throw notImitated('EmbeddedChartBuilder.setTransposeRowsAndColumns(true)');
    return this;
  }

  setHiddenDimensionStrategy(strategy: unknown) {
    const { name } = oneOf(strategy, 'ChartHiddenDimensionStrategy', 'setHiddenDimensionStrategy');
    if (this.plan.spec.type === 'PIE') {
      throw new Error('Service error: a pie chart takes no hidden dimension strategy.');
    }
    this.plan = { ...this.plan, spec: { ...this.plan.spec, hiddenData: name } };
    return this;
  }

  setOption(name: unknown, value: unknown) {
    return options(this, flattened(text(name, 'setOption'), value));
  }

  setTitle(title: unknown) {
    return options(this, { title: String(title) });
  }

  setXAxisTitle(title: unknown) {
    return options(this, { 'hAxis.title': String(title) });
  }

  setYAxisTitle(title: unknown) {
    return options(this, { 'vAxis.title': String(title) });
  }

  setLegendPosition(position: unknown) {
    return options(this, {
      'legend.position': oneOf(position, 'Position', 'setLegendPosition').name.toLowerCase(),
    });
  }

  setColors(colours: unknown) {
    return options(this, { colors: list(colours, 'setColors') });
  }

  setBackgroundColor(colour: unknown) {
    return options(this, { backgroundColor: colour });
  }

  setStacked() {
    return options(this, { isStacked: true });
  }

  setRange(least: unknown, most: unknown) {
    return options(this, { 'vAxis.viewWindow.min': least, 'vAxis.viewWindow.max': most });
  }

  setCurveStyle(style: unknown) {
    return options(this, { curveType: oneOf(style, 'CurveStyle', 'setCurveStyle').name });
  }

  setPointStyle(style: unknown) {
    return options(this, { pointSize: oneOf(style, 'PointStyle', 'setPointStyle').name });
  }

  build() {
    return new EmbeddedChart(this.run, this.plan);
  }
}

function ofType(builder: EmbeddedChartBuilder, type: string): EmbeddedChartBuilder {
  builder.plan = { ...builder.plan, spec: { ...builder.plan.spec, type } };
  return builder;
}

function options(
  builder: EmbeddedChartBuilder,
  more: Readonly<Record<string, unknown>>,
): EmbeddedChartBuilder {
  const { spec } = builder.plan;
  builder.plan = { ...builder.plan, spec: { ...spec, options: { ...spec.options, ...more } } };
  return builder;
}

/** `('legend', {position: 'top'})` is the same as `('legend.position', 'top')`. */
function flattened(name: string, value: unknown): Record<string, unknown> {
  if (value instanceof EnumValue) return { [name]: value.name };
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return { [name]: value };
  return Object.assign({}, ...Object.entries(value).map(([key, one]) => flattened(`${name}.${key}`, one)));
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
