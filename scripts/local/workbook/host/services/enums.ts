/** Google's enums that scripts name, by the class that they hang on. */
import { enumOf } from '../realm.ts';

export const WRAP = enumOf('WrapStrategy', 'WRAP', 'OVERFLOW', 'CLIP');
export const BORDER = enumOf(
  'BorderStyle',
  'DOTTED',
  'DASHED',
  'SOLID',
  'SOLID_MEDIUM',
  'SOLID_THICK',
  'DOUBLE',
);
export const DIMENSION = enumOf('Dimension', 'ROWS', 'COLUMNS');
export const TOGGLE_POSITION = enumOf('GroupControlTogglePosition', 'BEFORE', 'AFTER');
export const VISIBILITY = enumOf('DeveloperMetadataVisibility', 'DOCUMENT', 'PROJECT');
export const LOCATION = enumOf('DeveloperMetadataLocationType', 'SPREADSHEET', 'SHEET', 'ROW', 'COLUMN');
export const PROTECTION = enumOf('ProtectionType', 'RANGE', 'SHEET');
export const SHEET_TYPE = enumOf('SheetType', 'GRID', 'OBJECT', 'DATASOURCE');
export const COPY_PASTE = enumOf(
  'CopyPasteType',
  'PASTE_NORMAL',
  'PASTE_NO_BORDERS',
  'PASTE_FORMAT',
  'PASTE_FORMULA',
  'PASTE_DATA_VALIDATION',
  'PASTE_VALUES',
  'PASTE_CONDITIONAL_FORMATTING',
  'PASTE_COLUMN_WIDTHS',
);
export const VALIDATION = enumOf(
  'DataValidationCriteria',
  'CHECKBOX',
  'VALUE_IN_LIST',
  'VALUE_IN_RANGE',
  'NUMBER_BETWEEN',
  'NUMBER_GREATER_THAN',
  'NUMBER_GREATER_THAN_OR_EQUAL_TO',
  'NUMBER_LESS_THAN',
  'NUMBER_LESS_THAN_OR_EQUAL_TO',
  'NUMBER_EQUAL_TO',
  'TEXT_CONTAINS',
  'TEXT_EQUAL_TO',
  'TEXT_IS_VALID_EMAIL',
  'TEXT_IS_VALID_URL',
  'DATE_IS_VALID_DATE',
  'CUSTOM_FORMULA',
);
export const BOOLEAN_CRITERIA = enumOf(
  'BooleanCriteria',
  'CELL_EMPTY',
  'CELL_NOT_EMPTY',
  'NUMBER_BETWEEN',
  'NUMBER_EQUAL_TO',
  'NUMBER_GREATER_THAN',
  'NUMBER_GREATER_THAN_OR_EQUAL_TO',
  'NUMBER_LESS_THAN',
  'NUMBER_LESS_THAN_OR_EQUAL_TO',
  'NUMBER_NOT_EQUAL_TO',
  'TEXT_CONTAINS',
  'TEXT_DOES_NOT_CONTAIN',
  'TEXT_ENDS_WITH',
  'TEXT_EQUAL_TO',
  'TEXT_NOT_EQUAL_TO',
  'TEXT_STARTS_WITH',
  'CUSTOM_FORMULA',
);
export const CHART_TYPE = enumOf(
  'ChartType',
  'AREA',
  'BAR',
  'COLUMN',
  'COMBO',
  'LINE',
  'PIE',
  'SCATTER',
  'HISTOGRAM',
  'TABLE',
);
export const HIDDEN_DATA = enumOf(
  'ChartHiddenDimensionStrategy',
  'IGNORE_BOTH',
  'IGNORE_COLUMNS',
  'IGNORE_ROWS',
  'SHOW_BOTH',
);
export const MERGE_STRATEGY = enumOf('ChartMergeStrategy', 'MERGE_COLUMNS', 'MERGE_ROWS');
export const LEGEND = enumOf('Position', 'TOP', 'BOTTOM', 'LEFT', 'RIGHT', 'NONE');
export const CURVE = enumOf('CurveStyle', 'NORMAL', 'SMOOTH');
export const POINT = enumOf('PointStyle', 'NONE', 'TINY', 'MEDIUM', 'LARGE', 'HUGE');
export const BUTTON = enumOf('Button', 'CLOSE', 'OK', 'CANCEL', 'YES', 'NO');
export const BUTTON_SET = enumOf('ButtonSet', 'OK', 'OK_CANCEL', 'YES_NO', 'YES_NO_CANCEL');
export const AUTH_MODE = enumOf('AuthMode', 'NONE', 'CUSTOM_FUNCTION', 'LIMITED', 'FULL');
export const EVENT_TYPE = enumOf(
  'EventType',
  'CLOCK',
  'ON_OPEN',
  'ON_EDIT',
  'ON_FORM_SUBMIT',
  'ON_CHANGE',
  'ON_EVENT_UPDATED',
);
export const TRIGGER_SOURCE = enumOf(
  'TriggerSource',
  'SPREADSHEETS',
  'CLOCK',
  'FORMS',
  'DOCUMENTS',
  'CALENDAR',
);
export const WEEK_DAY = enumOf(
  'WeekDay',
  'SUNDAY',
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
);
export const FRAME = enumOf('XFrameOptionsMode', 'ALLOWALL', 'DEFAULT');
export const SANDBOX = enumOf('SandboxMode', 'EMULATED', 'IFRAME', 'NATIVE');
export const DIGEST = enumOf('DigestAlgorithm', 'MD2', 'MD5', 'SHA_1', 'SHA_256', 'SHA_384', 'SHA_512');
export const MAC = enumOf(
  'MacAlgorithm',
  'HMAC_MD5',
  'HMAC_SHA_1',
  'HMAC_SHA_256',
  'HMAC_SHA_384',
  'HMAC_SHA_512',
);
export const CHARSET = enumOf('Charset', 'US_ASCII', 'UTF_8');
