/** `SpreadsheetApp` and `Charts`: where a script begins. */
import { Service } from '../realm.ts';
import { ConditionalFormatRuleBuilder } from './conditional_format.ts';
import {
  BOOLEAN_CRITERIA,
  BORDER,
  CHART_TYPE,
  COPY_PASTE,
  CURVE,
  DIMENSION,
  HIDDEN_DATA,
  LEGEND,
  LOCATION,
  MERGE_STRATEGY,
  POINT,
  PROTECTION,
  SHEET_TYPE,
  TOGGLE_POSITION,
  VALIDATION,
  VISIBILITY,
  WRAP,
} from './enums.ts';
import { FilterCriteriaBuilder } from './filter.ts';
import { Spreadsheet } from './spreadsheet.ts';
import { uiOf } from './ui.ts';
import { DataValidationBuilder } from './validation.ts';

const SCOPES = ['spreadsheets.currentonly', 'spreadsheets'];

export class SpreadsheetApp extends Service {
  readonly className = 'SpreadsheetApp';

  get BooleanCriteria() {
    return BOOLEAN_CRITERIA;
  }
  get BorderStyle() {
    return BORDER;
  }
  get CopyPasteType() {
    return COPY_PASTE;
  }
  get DataValidationCriteria() {
    return VALIDATION;
  }
  get DeveloperMetadataLocationType() {
    return LOCATION;
  }
  get DeveloperMetadataVisibility() {
    return VISIBILITY;
  }
  get Dimension() {
    return DIMENSION;
  }
  get GroupControlTogglePosition() {
    return TOGGLE_POSITION;
  }
  get ProtectionType() {
    return PROTECTION;
  }
  get SheetType() {
    return SHEET_TYPE;
  }
  get WrapStrategy() {
    return WRAP;
  }

  getActive() {
    this.run.need('SpreadsheetApp.getActive', SCOPES, 'NONE');
    return new Spreadsheet(this.run);
  }

  getActiveSpreadsheet() {
    this.run.need('SpreadsheetApp.getActiveSpreadsheet', SCOPES, 'NONE');
    return new Spreadsheet(this.run);
  }

  getActiveSheet() {
    return new Spreadsheet(this.run).getActiveSheet();
  }

  getActiveRange() {
    return new Spreadsheet(this.run).getActiveRange();
  }

  getCurrentCell() {
    return new Spreadsheet(this.run).getActiveCell();
  }

  setActiveSheet(sheet: unknown) {
    return new Spreadsheet(this.run).setActiveSheet(sheet);
  }

  setActiveRange(range: unknown) {
    return new Spreadsheet(this.run).setActiveRange(range);
  }

  getUi() {
    return uiOf(this.run);
  }

  /** Every write reached the workbook when it was made; other people's edits come in here. */
  flush() {
    this.run.around.drain();
  }

  newDataValidation() {
    return new DataValidationBuilder(this.run);
  }

  newConditionalFormatRule() {
    return new ConditionalFormatRuleBuilder(this.run);
  }

  newFilterCriteria() {
    return new FilterCriteriaBuilder(this.run);
  }

  openById(): never {
    return beyondScope('openById');
  }

  openByUrl(): never {
    return beyondScope('openByUrl');
  }

  create(): never {
    return beyondScope('create');
  }
}

/** The local host has this one spreadsheet; at Google the add-on's scope says the same. */
function beyondScope(method: string): never {
  throw new Error(
    `Specified permissions are not sufficient to call SpreadsheetApp.${method}. Required permissions: https://www.googleapis.com/auth/spreadsheets`,
  );
}

export class Charts extends Service {
  readonly className = 'Charts';

  get ChartType() {
    return CHART_TYPE;
  }
  get ChartHiddenDimensionStrategy() {
    return HIDDEN_DATA;
  }
  get ChartMergeStrategy() {
    return MERGE_STRATEGY;
  }
  get Position() {
    return LEGEND;
  }
  get CurveStyle() {
    return CURVE;
  }
  get PointStyle() {
    return POINT;
  }
}
