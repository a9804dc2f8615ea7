/** A number of a workbook as its cell shows it. */
import { format, isDateFormat } from 'numfmt';

/** Number formats that a workbook names by number alone (ECMA-376 part 1, 18.8.30). */
const BUILT_IN: Readonly<Record<number, string>> = {
  0: 'General',
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  // Excel shows these in the order of the country that it is set to.
  14: 'dd/mm/yyyy',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'dd/mm/yyyy hh:mm',
  37: '#,##0 ;(#,##0)',
  38: '#,##0 ;[Red](#,##0)',
  39: '#,##0.00;(#,##0.00)',
  40: '#,##0.00;[Red](#,##0.00)',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  48: '##0.0E+0',
  49: '@',
};

/** The pattern of a format's number; what is not known shows as `General`. */
export function patternOf(id: number, own: ReadonlyMap<number, string>): string {
  return own.get(id) ?? BUILT_IN[id] ?? 'General';
}

/** Days from 1 January 1900 to 1 January 1904, where a workbook of old Macs begins to count. */
const FROM_1904 = 1_462;

/**
 * The text of a number under a pattern. A whole day is written `DD/MM/YYYY`, with its time where it has one, whatever
 * order it is shown in: no reader has to guess it again. Long whole numbers keep their digits.
 */
export function shownNumber(value: number, pattern: string, is1904: boolean): string {
  const dated = isDateFormat(pattern);
  const serial = dated && is1904 ? value + FROM_1904 : value;
  if (dated && hasWholeDay(pattern)) {
    return format(Number.isInteger(serial) ? 'dd/mm/yyyy' : 'dd/mm/yyyy hh:mm', serial);
  }
  if (!dated && Number.isInteger(value) && /^(?:general|@|0\.00e\+00|##0\.0e\+0)$/i.test(pattern)) {
    return value.toLocaleString('en-GB', { useGrouping: false, maximumFractionDigits: 0 });
  }
  return format(pattern, serial, { throws: false }).trim();
}

/** True where day, month and year are shown. */
function hasWholeDay(pattern: string): boolean {
  const letters = pattern.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '').toLowerCase();
  return letters.includes('d') && letters.includes('m') && letters.includes('y');
}
