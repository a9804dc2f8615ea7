/**
 * The part of `@odoo/o-spreadsheet` that this project stands on, typed by hand: the package's own declarations
 * import without file extensions, so under `nodenext` resolution all of them read as `any`.
 */
import type { RevisionMessage } from '../protocol.ts';

export interface Zone {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** A zone whose last row or column may be open, as in `A:C` or `2:2`. */
export interface OpenZone {
  readonly top: number;
  readonly left: number;
  readonly bottom: number | undefined;
  readonly right: number | undefined;
}

export interface RangeData {
  readonly _sheetId: string;
  readonly _zone: OpenZone;
}

export interface EngineRange {
  readonly sheetId: string;
  readonly zone: Zone;
  readonly unboundedZone: OpenZone;
  readonly invalidXc?: string;
}

export interface Position {
  readonly sheetId: string;
  readonly col: number;
  readonly row: number;
}

export interface Style {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly strikethrough?: boolean;
  readonly underline?: boolean;
  readonly align?: 'left' | 'right' | 'center' | undefined;
  readonly wrapping?: 'overflow' | 'wrap' | 'clip';
  readonly verticalAlign?: 'top' | 'middle' | 'bottom';
  readonly fillColor?: string;
  readonly textColor?: string;
  readonly fontSize?: number;
}

/** What a cell holds, before evaluation. */
export interface Cell {
  readonly isFormula: boolean;
  /** What was typed; absent on a formula. */
  readonly content?: string;
  readonly format?: string;
  readonly style?: Style;
  readonly compiledFormula?: { toFormulaString(getters: EngineGetters): string };
}

export interface EvaluatedCell {
  readonly type: 'number' | 'text' | 'boolean' | 'error' | 'empty';
  readonly value: string | number | boolean | null;
  readonly formattedValue: string;
  readonly format?: string;
}

export interface FilterValues {
  readonly filterType: 'values';
  readonly hiddenValues: readonly string[];
}

export interface FilterCriterion {
  readonly filterType: 'criterion';
  readonly type: string;
  readonly values: readonly string[];
  readonly dateValue?: string;
}

export type FilterValue = FilterValues | FilterCriterion;

export interface TableFilter {
  readonly id: string;
  readonly col: number;
  readonly rangeWithHeaders: EngineRange;
}

export interface Table {
  readonly id: string;
  readonly range: EngineRange;
  readonly filters: readonly TableFilter[];
  readonly config: { readonly hasFilters: boolean };
}

export interface ValidationRule {
  readonly id: string;
  readonly criterion: {
    readonly type: string;
    readonly values: readonly string[];
    readonly displayStyle?: string;
    readonly dateValue?: string;
  };
  readonly isBlocking?: boolean;
  readonly ranges: readonly EngineRange[];
}

export interface ConditionalFormat {
  readonly id: string;
  readonly rule: {
    readonly type: string;
    readonly operator?: string;
    readonly values?: readonly string[];
    readonly style?: Style;
  };
  readonly ranges: readonly string[];
}

export interface HeaderGroup {
  readonly start: number;
  readonly end: number;
  readonly isFolded?: boolean;
}

export interface Figure {
  readonly id: string;
  readonly tag: string;
  readonly col: number;
  readonly row: number;
  readonly offset: { readonly x: number; readonly y: number };
  readonly width: number;
  readonly height: number;
}

export interface ChartDefinition {
  readonly type: string;
  readonly title?: { readonly text?: string };
  readonly dataSource?: {
    readonly labelRange?: string;
    readonly dataSets?: readonly { readonly dataRange: string }[];
  };
}

/** Something that hangs on a place in the workbook and for which the engine has no home: see `attachments.ts`. */
export interface Attachment {
  readonly id: string;
  readonly kind: 'metadata' | 'note' | 'protection' | 'filter' | 'chart';
  readonly payload: { readonly [key: string]: unknown };
}

/** Where an attachment hangs: the whole workbook, a tab, or some of its cells, rows or columns. */
export interface PlacedAttachment extends Attachment {
  readonly sheetId: string | null;
  readonly range: EngineRange | null;
}

export type Dimension = 'ROW' | 'COL';

export interface EngineGetters {
  getSheetIds(): string[];
  getVisibleSheetIds(): string[];
  getSheetIdByName(name: string): string | undefined;
  getSheetName(sheetId: string): string;
  tryGetSheet(
    sheetId: string,
  ): { readonly color?: string; readonly areGridLinesVisible: boolean } | undefined;
  isSheetVisible(sheetId: string): boolean;
  getNumberRows(sheetId: string): number;
  getNumberCols(sheetId: string): number;
  getPaneDivisions(sheetId: string): { readonly xSplit: number; readonly ySplit: number };
  getCell(position: Position): Cell | undefined;
  getCells(sheetId: string): readonly (Cell & { readonly id: number })[];
  getCellPosition(cellId: number): Position;
  getEvaluatedCell(position: Position): EvaluatedCell;
  getEvaluatedCellsPositions(sheetId: string): readonly Position[];
  getRangeFromSheetXC(sheetId: string, xc: string): EngineRange;
  getRangeString(range: EngineRange, forSheetId: string): string;
  getRangeDataFromZone(sheetId: string, zone: Zone | OpenZone): RangeData;
  getRangeFromRangeData(data: RangeData): EngineRange;
  getTables(sheetId: string): readonly Table[];
  getFilterValue(position: Position): FilterValue | undefined;
  isFilterActive(position: Position): boolean;
  isRowFiltered(sheetId: string, row: number): boolean;
  isRowHidden(sheetId: string, row: number): boolean;
  isColHidden(sheetId: string, col: number): boolean;
  isRowHiddenByUser(sheetId: string, row: number): boolean;
  isColHiddenByUser(sheetId: string, col: number): boolean;
  getRowSize(sheetId: string, row: number): number;
  getColSize(sheetId: string, col: number): number;
  getHeaderGroups(sheetId: string, dimension: Dimension): readonly HeaderGroup[];
  getDataValidationRules(sheetId: string): readonly ValidationRule[];
  getValidationRuleForCell(position: Position): ValidationRule | undefined;
  getConditionalFormats(sheetId: string): readonly ConditionalFormat[];
  getTranslatedCellFormula(
    sheetId: string,
    right: number,
    down: number,
    formula: NonNullable<Cell['compiledFormula']>,
  ): string;
  getMerges(sheetId: string): readonly Zone[];
  getMerge(position: Position): Zone | undefined;
  getBordersColors(sheetId: string): readonly string[];
  getFigures(sheetId: string): readonly Figure[];
  getFigure(sheetId: string, figureId: string): Figure | undefined;
  getChartIds(sheetId: string): readonly string[];
  getChartDefinition(chartId: string): ChartDefinition;
  getFigureIdFromChartId(chartId: string): string;
  getNamedRange(name: string): { readonly name: string; readonly range: EngineRange } | undefined;
  getLocale(): Locale;
  getAttachments(): readonly PlacedAttachment[];
  getBatchFailures(): readonly BatchFailure[];
}

export interface Locale {
  readonly name: string;
  readonly code: string;
  readonly thousandsSeparator: string;
  readonly decimalSeparator: string;
  readonly weekStart: number;
  readonly dateFormat: string;
  readonly timeFormat: string;
  readonly formulaArgSeparator: string;
}

/** A command of the engine; each type's fields are the engine's own (`types/commands.d.ts` in the package). */
export interface Command {
  readonly type: string;
  readonly [key: string]: unknown;
}

export interface BatchFailure {
  readonly command: Command;
  readonly reasons: readonly string[];
}

export interface DispatchResult {
  readonly isSuccessful: boolean;
  readonly reasons: readonly string[];
}

export interface Transport {
  sendMessage(message: RevisionMessage): Promise<void>;
  onNewMessage(id: string, callback: (message: RevisionMessage) => void): void;
  leave(id: string): void;
}

export interface EngineModel {
  readonly getters: EngineGetters;
  readonly session: {
    isFullySynchronized(): boolean;
    getRevisionId(): string;
    /** `new-local-state-update`: this copy made a revision of its own. */
    on(event: 'new-local-state-update', owner: object, callback: () => void): void;
  };
  dispatch(type: string, payload?: { readonly [key: string]: unknown }): DispatchResult;
  exportData(): { readonly [key: string]: unknown };
  exportXLSX(): Promise<{
    readonly files: readonly {
      readonly path: string;
      readonly content?: string;
      readonly imageSrc?: string;
    }[];
  }>;
  joinSession(): void;
  leaveSession(): Promise<void>;
}
