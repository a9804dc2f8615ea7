/** The tab's one filter, its criteria, and their builder. */
import type { Command, FilterValue, Table } from '../../engine/types.ts';
import { list, mismatch, whole } from '../arguments.ts';
import { type Block, targetOf } from '../cells.ts';
import type { Execution } from '../execution.ts';
import { notImitated, Service } from '../realm.ts';
import { type Condition, conditionOf, demandsOf } from './conditions.ts';
import { Range } from './range.ts';
import { sortBlock } from './sort.ts';

const LOOKS = {
  totalRow: false,
  firstColumn: false,
  lastColumn: false,
  numberOfHeaders: 1,
  bandedRows: false,
  bandedColumns: false,
  automaticAutofill: false,
  styleId: 'None',
};

/** The table that stands for the tab's filter. */
export function filterTable(run: Execution, sheetId: string): Table | undefined {
  return run.book.get.getTables(sheetId).find((table) => table.config.hasFilters);
}

/** Throws when the tab has a filter already. */
export function createFilter(run: Execution, block: Block): Filter {
  const { sheetId, zone } = block;
  if (filterTable(run, sheetId)) {
    throw new Error("You can't create a filter in a sheet that already has a filter.");
  }
  const ranges = [run.book.get.getRangeDataFromZone(sheetId, zone)];
  const config = { ...LOOKS, hasFilters: true };
  run.book.apply([{ type: 'CREATE_TABLE', sheetId, ranges, config, tableType: 'static' }]);
  return new Filter(run, sheetId);
}

export class Filter extends Service {
  readonly className = 'Filter';
  private readonly sheetId: string;

  constructor(run: Execution, sheetId: string) {
    super(run);
    this.sheetId = sheetId;
  }

  getRange() {
    return new Range(this.run, { sheetId: this.sheetId, zone: this.#table().range.zone });
  }

  getColumnFilterCriteria(column: unknown) {
    const value = this.run.book.get.getFilterValue(this.#header(column));
    return value && isSet(value) ? new FilterCriteria(this.run, value, null) : null;
  }

  setColumnFilterCriteria(column: unknown, criteria: unknown) {
    const position = this.#header(column);
    if (criteria !== null && !(criteria instanceof FilterCriteria)) {
      throw mismatch('SpreadsheetApp.Filter.setColumnFilterCriteria', [column, criteria]);
    }
    const value = criteria === null ? NOTHING : engineValue(this.run, criteria, position, this.#table());
    this.run.book.apply([{ type: 'UPDATE_FILTER', ...position, value }]);
    return this;
  }

  removeColumnFilterCriteria(column: unknown) {
    this.run.book.apply([{ type: 'UPDATE_FILTER', ...this.#header(column), value: NOTHING }]);
    return this;
  }

  remove() {
    const { range } = this.#table();
    const target = [targetOf({ sheetId: this.sheetId, zone: range.zone })];
    const clear: Command[] = this.#table().filters.map((filter) => ({
      type: 'UPDATE_FILTER',
      sheetId: this.sheetId,
      col: filter.col,
      row: range.zone.top,
      value: NOTHING,
    }));
    this.run.book.apply([...clear, { type: 'REMOVE_TABLE', sheetId: this.sheetId, target }]);
  }

  sort(column: unknown, ascending: unknown) {
    const { zone } = this.#table().range;
    const order = { column: whole(column, 'column'), ascending: ascending === true };
    sortBlock(this.run, { sheetId: this.sheetId, zone: { ...zone, top: zone.top + 1 } }, order);
    return this;
  }

  #table(): Table {
    const table = filterTable(this.run, this.sheetId);
    if (!table) throw new Error('The filter has been deleted.');
    return table;
  }

  #header(column: unknown) {
    const { zone } = this.#table().range;
    const col = whole(column, 'column position') - 1;
    if (col < zone.left || col > zone.right)
      throw new Error('The column is outside the range of the filter.');
    return { sheetId: this.sheetId, row: zone.top, col };
  }
}

const NOTHING: FilterValue = { filterType: 'values', hiddenValues: [] };

function isSet(value: FilterValue): boolean {
  return value.filterType === 'values' ? value.hiddenValues.length > 0 : value.type !== 'none';
}

/** Google can list the values to show; the engine only those to hide. */
function engineValue(
  run: Execution,
  { value, visible }: FilterCriteria,
  { sheetId, col }: { readonly sheetId: string; readonly col: number },
  { range }: Table,
): FilterValue {
  if (visible === null) return value;
  const shown = new Set(visible);
  const hidden = new Set<string>();
  for (let row = range.zone.top + 1; row <= range.zone.bottom; row++) {
    const text = run.book.display(sheetId, row, col);
    if (!shown.has(text)) hidden.add(text);
  }
  return { filterType: 'values', hiddenValues: [...hidden] };
}

export class FilterCriteria extends Service {
  readonly className = 'FilterCriteria';
  readonly value: FilterValue;
  readonly visible: readonly string[] | null;
  private readonly condition: Condition | null;

  constructor(
    run: Execution,
    value: FilterValue,
    visible: readonly string[] | null,
    condition: Condition | null = null,
  ) {
    super(run);
    this.value = value;
    this.visible = visible;
    this.condition = condition;
  }

  getHiddenValues() {
    return this.value.filterType === 'values' ? this.value.hiddenValues : null;
  }

  getVisibleValues() {
    return this.visible ?? [];
  }

  getCriteriaType() {
    return (
      this.condition?.criteria ??
      (this.value.filterType === 'criterion' ? conditionOf(this.value)?.criteria : null)
    );
  }

  getCriteriaValues() {
    return this.condition?.values ?? (this.value.filterType === 'criterion' ? this.value.values : []);
  }

  copy(): never {
    throw notImitated('FilterCriteria.copy');
  }
}

export class FilterCriteriaBuilder extends demandsOf('FilterCriteriaBuilder') {
  private hidden: readonly string[] = [];
  private visible: readonly string[] | null = null;

  setHiddenValues(values: unknown) {
    this.hidden = list(values, 'SpreadsheetApp.FilterCriteriaBuilder.setHiddenValues').map(String);
    return this;
  }

  setVisibleValues(values: unknown) {
    this.visible = list(values, 'SpreadsheetApp.FilterCriteriaBuilder.setVisibleValues').map(String);
    return this;
  }

  build() {
    const { condition } = this;
    if (condition) {
      const { type, values } = condition.engine;
      return new FilterCriteria(this.run, { filterType: 'criterion', type, values }, null, condition);
    }
    return new FilterCriteria(this.run, { filterType: 'values', hiddenValues: this.hidden }, this.visible);
  }
}
