/** The hidden tab `_stats`: made when first needed, never shown. */
import { addSheet, findSheetNamed, hideSheet, type Sheet } from '../sheets/workbook.ts';

export const STATS_TAB = '_stats';

/** The tab; null while there is none. */
export function findStats(): Sheet | null {
  return findSheetNamed(STATS_TAB);
}

/** The tab, made and hidden when it is not there. Making it takes the person's view for a moment: see the callers. */
export function statsSheet(): Sheet {
  const present = findStats();
  if (present) return present;
  const sheet = addSheet(STATS_TAB);
  hideSheet(sheet);
  return sheet;
}
