/**
 * What each Apps Script call costs, in seconds: figures in line with the times that Google's own execution transcripts show
 * and developers report. They are for comparing designs, not for predicting a stopwatch.
 */

export type Kind =
  /** Makes or fills an object on the script's side: nothing travels, nothing is counted. */
  | 'free'
  /** Asks the service something. */
  | 'read'
  /** Changes something. */
  | 'write';

export interface Price {
  /** The service that the call is counted under, or null for a call that is not counted. */
  readonly service: string | null;
  readonly seconds: number;
}

const SECONDS: { readonly [service: string]: { readonly read: number; readonly write: number } } = {
  Spreadsheet: { read: 0.02, write: 0.04 },
  Properties: { read: 0.02, write: 0.03 },
  Cache: { read: 0.005, write: 0.005 },
  Lock: { read: 0.002, write: 0.02 },
  Script: { read: 0.1, write: 0.2 },
  Html: { read: 0.01, write: 0.01 },
  Ui: { read: 0.02, write: 0.05 },
  Session: { read: 0.05, write: 0.05 },
  UrlFetch: { read: 0.15, write: 0.15 },
  Utilities: { read: 0, write: 0 },
};

/** Each cell that is read or written adds this. */
export const SECONDS_PER_CELL = { read: 0.000_008, write: 0.000_06 };

/** Each kilobyte that a fetch sends or receives adds this. */
export const SECONDS_PER_KILOBYTE = 0.000_4;

const SERVICES: { readonly [className: string]: string } = {
  PropertiesService: 'Properties',
  Properties: 'Properties',
  CacheService: 'Cache',
  Cache: 'Cache',
  LockService: 'Lock',
  Lock: 'Lock',
  ScriptApp: 'Script',
  Trigger: 'Script',
  HtmlService: 'Html',
  HtmlOutput: 'Html',
  Ui: 'Ui',
  Menu: 'Ui',
  Session: 'Session',
  User: 'Session',
  UrlFetchApp: 'UrlFetch',
  HTTPResponse: 'UrlFetch',
  Utilities: 'Utilities',
  Blob: 'Utilities',
  Logger: 'Utilities',
};

/** Classes of which every method works on the script's side alone. */
const FREE_CLASSES =
  /Builder$|^(PropertiesService|CacheService|LockService|HTTPResponse|HtmlOutput|HtmlService|Menu|Utilities|Blob|Logger|User|Trigger|CardService|CardHeader|CardSection|TextParagraph|DecoratedText|TextButton|ButtonSet|Divider|Image|IconImage|FixedFooter|CardAction|Action|OpenLink|Notification|ActionResponse|Navigation|console|Blob|DataValidation|ConditionalFormatRule|FilterCriteria|BooleanCondition|ContainerInfo|ChartOptions)$/;

/** Methods that only move between objects, or ask what the object knows by itself. */
const FREE_METHODS = new Set([
  'SpreadsheetApp.getActive',
  'SpreadsheetApp.getActiveSpreadsheet',
  'SpreadsheetApp.getUi',
  'SpreadsheetApp.newDataValidation',
  'SpreadsheetApp.newConditionalFormatRule',
  'SpreadsheetApp.newFilterCriteria',
  'Spreadsheet.getId',
  'Sheet.getRange',
  'Sheet.getRangeList',
  'Sheet.getParent',
  'Sheet.getSheetId',
  'Sheet.newChart',
  'Range.getRow',
  'Range.getColumn',
  'Range.getLastRow',
  'Range.getLastColumn',
  'Range.getNumRows',
  'Range.getNumColumns',
  'Range.getHeight',
  'Range.getWidth',
  'Range.getA1Notation',
  'Range.getSheet',
  'Range.getGridId',
  'Range.offset',
  'Range.getCell',
  'Range.createTextFinder',
  'Range.createDeveloperMetadataFinder',
  'Sheet.createTextFinder',
  'Sheet.createDeveloperMetadataFinder',
  'Spreadsheet.createDeveloperMetadataFinder',
  'RangeList.getRanges',
  'Ui.createMenu',
  'Ui.createAddonMenu',
  'EmbeddedChart.modify',
  'EmbeddedChart.getChartId',
  'TextFinder.matchCase',
  'TextFinder.matchEntireCell',
  'TextFinder.matchFormulaText',
  'TextFinder.ignoreDiacritics',
  'TextFinder.useRegularExpression',
  'DeveloperMetadata.getKey',
  'DeveloperMetadata.getValue',
  'DeveloperMetadata.getId',
  'DeveloperMetadata.getVisibility',
  'ScriptApp.newTrigger',
]);

const READS = /^(get|is|has|can|find|count)/;

/** Whether a call is free, reads or writes. */
export function kindOf(className: string, method: string): Kind {
  if (FREE_CLASSES.test(className) || FREE_METHODS.has(`${className}.${method}`)) return 'free';
  if (className === 'DeveloperMetadataFinder' && method.startsWith('with')) return 'free';
  return READS.test(method) ? 'read' : 'write';
}

/** The fixed part of a call's price; cells, bytes and waiting come on top. */
export function priceOf(className: string, method: string): Price {
  const kind = kindOf(className, method);
  if (kind === 'free') return { service: null, seconds: 0 };
  const service = SERVICES[className] ?? 'Spreadsheet';
  return { service, seconds: SECONDS[service]?.[kind] ?? 0 };
}
