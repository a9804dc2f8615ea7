/** The hidden tab `_stats`: made when first needed, never shown. */
import { addSheet, findSheetNamed, hideSheet, type Sheet } from '../sheets/workbook.ts';

export const STATS_TAB = '_stats';

/** The tab, made and hidden when it is not there. Making it takes the person's view for a moment: see the callers. */
export function statsSheet(): Sheet {
  const present = findSheetNamed(STATS_TAB);
  if (present) return present;
  const sheet = addSheet(STATS_TAB);
  hideSheet(sheet);
  return sheet;
}
