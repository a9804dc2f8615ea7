/** The host's copy of the workbook: the engine's model with what services need from it, in one vocabulary. */
import { BATCH } from '../engine/batch.ts';
import type {
  BatchFailure,
  Command,
  EngineGetters,
  EngineModel,
  PlacedAttachment,
  Zone,
} from '../engine/types.ts';
import { instantOf } from './dates.ts';
import { checkProtected } from './protected.ts';
import type { TypingRules } from './typed.ts';

/** What `getValues` gives for a cell. */
export type CellValue = string | number | boolean | Date;

/** The engine's error texts that Google has other names for. */
const ERRORS: { readonly [error: string]: string } = {
  '#BAD_EXPR': '#ERROR!',
  '#CYCLE': '#REF!',
  '#SPILL!': '#REF!',
};

const DATE_FORMAT = /[ymdhs]/i;

export class Book {
  readonly model: EngineModel;
  readonly timeZone: string;
  readonly localeCode: string;

  constructor(model: EngineModel, timeZone: string, localeCode: string) {
    this.model = model;
    this.timeZone = timeZone;
    this.localeCode = localeCode;
  }

  get get(): EngineGetters {
    return this.model.getters;
  }

  typingRules(): TypingRules {
    const { timeZone } = this;
    return { locale: this.get.getLocale(), timeZone, year: new Date().getFullYear() };
  }

  /** Applies commands as one revision. Throws what Google would say of the first that the engine refused. */
  apply(commands: readonly Command[]): void {
    if (commands.length === 0) return;
    checkProtected(this.get, commands);
    const { isSuccessful, reasons } = this.model.dispatch(BATCH, { commands });
    const failure = isSuccessful ? this.get.getBatchFailures()[0] : { command: { type: BATCH }, reasons };
    if (failure) throw new Error(refusal(failure));
  }

  value(sheetId: string, row: number, col: number): CellValue {
    const position = { sheetId, row, col };
    const cell = this.get.getEvaluatedCell(position);
    switch (cell.type) {
      case 'empty':
        return '';
      case 'error':
        return ERRORS[String(cell.value)] ?? String(cell.value);
      case 'number':
        return isDateFormat(cell.format)
          ? new Date(instantOf(Number(cell.value), this.timeZone))
          : Number(cell.value);
      case 'boolean':
        return cell.value === true;
      case 'text':
        return this.text(position, String(cell.value));
    }
  }

  /** The engine shows `[label](address)` as its label; Google does not know such links. */
  private text(position: { sheetId: string; row: number; col: number }, shown: string): string {
    const content = this.get.getCell(position)?.content;
    if (content === undefined || content === shown || !content.endsWith(')')) return shown;
    return content.startsWith('[') ? content : shown;
  }

  display(sheetId: string, row: number, col: number): string {
    const position = { sheetId, row, col };
    const cell = this.get.getEvaluatedCell(position);
    if (cell.type === 'text') return this.text(position, cell.formattedValue);
    return ERRORS[cell.formattedValue] ?? cell.formattedValue;
  }

  /** The formula with its `=`, or `''`. */
  formula(sheetId: string, row: number, col: number): string {
    const cell = this.get.getCell({ sheetId, row, col });
    return cell?.isFormula ? (cell.compiledFormula?.toFormulaString(this.get) ?? '') : '';
  }

  format(sheetId: string, row: number, col: number): string | undefined {
    return this.get.getCell({ sheetId, row, col })?.format || undefined;
  }

  /** How many rows and columns hold content, counted from the first. */
  extent(sheetId: string): { readonly rows: number; readonly columns: number } {
    let rows = 0;
    let columns = 0;
    for (const cell of this.get.getCells(sheetId)) {
      if (!cell.isFormula && (cell.content ?? '') === '') continue;
      const { row, col } = this.get.getCellPosition(cell.id);
      rows = Math.max(rows, row + 1);
      columns = Math.max(columns, col + 1);
    }
    // Formulas may spill over cells that hold nothing themselves.
    for (const position of this.get.getEvaluatedCellsPositions(sheetId)) {
      if (position.row < rows && position.col < columns) continue;
      if (this.get.getEvaluatedCell(position).type === 'empty') continue;
      rows = Math.max(rows, position.row + 1);
      columns = Math.max(columns, position.col + 1);
    }
    return { rows, columns };
  }

  attachments(kind: PlacedAttachment['kind'], sheetId?: string): readonly PlacedAttachment[] {
    return this.get
      .getAttachments()
      .filter((one) => one.kind === kind && (sheetId === undefined || one.sheetId === sheetId));
  }

  cellCount(): number {
    return this.get
      .getSheetIds()
      .reduce((sum, id) => sum + this.get.getNumberRows(id) * this.get.getNumberCols(id), 0);
  }

  wholeSheet(sheetId: string): Zone {
    return {
      top: 0,
      left: 0,
      bottom: this.get.getNumberRows(sheetId) - 1,
      right: this.get.getNumberCols(sheetId) - 1,
    };
  }
}

export function isDateFormat(format: string | undefined): boolean {
  if (!format || format === '@') return false;
  return DATE_FORMAT.test(format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''));
}

const REFUSALS: { readonly [reason: string]: string } = {
  DuplicatedSheetName: 'A sheet with that name already exists. Please enter another name.',
  NotEnoughSheets: "You can't remove all the sheets in a document.",
  NotEnoughElements: 'Sorry, it is not possible to delete all the rows or columns.',
  TooManyHiddenElements: 'Sorry, it is not possible to hide all the rows or columns.',
  TableOverlap: "You can't create a filter in a sheet that already has a filter.",
  TargetOutOfSheet: 'Those columns or rows are out of bounds.',
};

function refusal({ command, reasons }: BatchFailure): string {
  const known = reasons.map((reason) => REFUSALS[reason]).find((text) => text !== undefined);
  return known ?? `Service error: Spreadsheets (${command.type}: ${reasons.join(', ')})`;
}
