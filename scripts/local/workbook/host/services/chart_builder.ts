/** `EmbeddedChartBuilder`, for every type of chart. */
import { list, mismatch, oneOf, text, whole } from '../arguments.ts';
import type { Execution } from '../execution.ts';
import { EnumValue, notImitated, Service } from '../realm.ts';
import { EmbeddedChart, type Plan } from './charts.ts';
import { MERGE_STRATEGY } from './enums.ts';
import { RangePlace } from './range_place.ts';

const NEW: Plan = {
  spec: { type: 'COLUMN', options: {}, headers: null, hiddenData: 'IGNORE_BOTH' },
  ranges: [],
  anchor: { row: 0, col: 0, x: 0, y: 0 },
  chartId: null,
};

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

  asTableChart() {
    return ofType(this, 'TABLE');
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
