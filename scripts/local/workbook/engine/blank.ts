/** The workbook that a new folder starts with: one tab of Google's size, in the spreadsheet's locale. */
import { FIRST_SHEET_ID } from './gid.ts';
import type { Locale } from './types.ts';

/** What Google gives a new tab. */
export const NEW_TAB = { rows: 1_000, columns: 26 };

const LOCALES: { readonly [code: string]: Locale } = {
  en_GB: {
    name: 'English (UK)',
    code: 'en_GB',
    thousandsSeparator: ',',
    decimalSeparator: '.',
    weekStart: 1,
    dateFormat: 'dd/mm/yyyy',
    timeFormat: 'hh:mm:ss',
    formulaArgSeparator: ',',
  },
  en_US: {
    name: 'English (US)',
    code: 'en_US',
    thousandsSeparator: ',',
    decimalSeparator: '.',
    weekStart: 7,
    dateFormat: 'm/d/yyyy',
    timeFormat: 'hh:mm:ss a',
    formulaArgSeparator: ',',
  },
};

/** Throws for a locale that the cell imitation does not know. */
export function localeOf(code: string): Locale {
  const locale = LOCALES[code];
  if (!locale)
    throw new Error(`The locale ${code} is not imitated: choose ${Object.keys(LOCALES).join(' or ')}.`);
  return locale;
}

/** The engine's data for a new workbook. */
export function blankWorkbook(locale: string): { readonly [key: string]: unknown } {
  return {
    sheets: [{ id: FIRST_SHEET_ID, name: 'Sheet1', colNumber: NEW_TAB.columns, rowNumber: NEW_TAB.rows }],
    settings: { locale: localeOf(locale) },
  };
}
