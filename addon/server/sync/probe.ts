/** Finds out, once for a workbook, what the spreadsheet does with a leading apostrophe that a script writes. */
import type { ApostropheRule } from '../../model/text.ts';
import { statsSheet } from '../dashboard/stats-tab.ts';
import { Failure } from '../failure.ts';
import { apostropheEntry, apostropheIn } from '../settings.ts';
import { keepAsText, readBlock, writeBlock } from '../sheets/cells.ts';
import { type Stored, writeDocument } from '../sheets/properties.ts';

/** A cell of `_stats` that holds nothing else. */
const PROBE = { row: 1, column: 1, rows: 1, columns: 1 };
const WRITTEN = "'=1";

/** The rule of this workbook. Throws a Failure when text cannot be kept from becoming a formula at all. */
export function apostropheRule(stored: Stored): ApostropheRule {
  const known = apostropheIn(stored);
  if (known) return known;
  const sheet = statsSheet();
  keepAsText(sheet, PROBE);
  writeBlock(sheet, PROBE.row, PROBE.column, [[WRITTEN]]);
  const read = readBlock(sheet, PROBE)[0]?.[0];
  const rule = read === WRITTEN ? 'stored' : read === WRITTEN.slice(1) ? 'hidden' : null;
  if (rule === null) {
    throw new Failure(
      'sheet-refused',
      'Google Sheets took a text for a formula in a test cell, so Leadsheet wrote nothing else. Tell whoever looks after Leadsheet.',
    );
  }
  writeDocument(apostropheEntry(rule));
  return rule;
}
