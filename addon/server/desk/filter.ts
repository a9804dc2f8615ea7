/** The tab’s own filter set to one of the lists. Google lets no script make or open filter views, which each see alone. */
import type { Calls } from '../../calls.ts';
import type { CellRules } from '../../model/cell.ts';
import type { ListName } from '../../model/desk/line.ts';
import { canFilterTo, columnsOfFilter, keepsRow } from '../../model/desk/list-filter.ts';
import { type FieldKey, fieldOf } from '../../model/fields.ts';
import { isSynced } from '../../model/lifecycle.ts';
import { wallKey, wallOf } from '../../model/time.ts';
import { type CampaignRecord, campaignById } from '../campaigns/campaigns.ts';
import { openTab } from '../campaigns/open-tab.ts';
import { setView } from '../campaigns/view.ts';
import { Failure } from '../failure.ts';
import { locked } from '../locked.ts';
import { type Place, readShown } from '../sheets/cells.ts';
import { type HiddenTexts, setFilter } from '../sheets/filter.ts';
import { readDocument } from '../sheets/properties.ts';
import { activeSheet, type Sheet, sheetIdOf, showRow } from '../sheets/workbook.ts';
import { sidebarState } from '../state.ts';
import { apostropheRule } from '../sync/probe.ts';
import { shapeOf, type TabShape } from './tab-shape.ts';

/** Sets the filter, or clears it. Throws a Failure for a list that no filter can show; nothing is changed then. */
export function filterTab({ campaign: id, list }: Calls['filterTab']['ask']): Calls['filterTab']['answer'] {
  const stored = readDocument();
  const campaign = campaignById(stored, id);
  if (!campaign || !isSynced(campaign.state)) {
    throw new Failure('not-found', 'That campaign is not at work here, so its tab was not filtered.');
  }
  const active = activeSheet();
  const sheet = openTab(campaign, active);
  const shape = shapeOf(sheet);
  const table: Place = { row: 1, column: 1, rows: shape.rows, columns: shape.width };
  const rules: CellRules = { country: campaign.country, apostrophe: apostropheRule(stored) };
  const found = list === null ? null : hiddenBy(list, campaign, sheet, shape, rules);
  // A pass that is writing must not have rows hidden under it.
  locked(() => setFilter(sheet, table, found?.hidden ?? []));
  if (found && campaign.view === 'dashboard') setView(id, 'leads');
  const looksAtIt = sheetIdOf(active) === campaign.sheetId;
  // Otherwise the person may be left far below the last row that is shown.
  if (looksAtIt && found) showRow(sheet, found.rows[0] ?? 1);
  return { said: saidOf(campaign, found), state: sidebarState(looksAtIt ? id : null) };
}

interface Found {
  readonly hidden: readonly HiddenTexts[];
  /** Numbers of the rows that stay. */
  readonly rows: readonly number[];
}

function hiddenBy(
  list: ListName,
  campaign: CampaignRecord,
  sheet: Sheet,
  { columns, rows }: TabShape,
  rules: CellRules,
): Found {
  if (!canFilterTo(list)) throw new Failure('bad-request', NO_FILTER);
  const now = wallKey(wallOf(new Date()));
  const read = columnsOfFilter(list).map((key) => {
    const column = columnOf(key, columns.fields, campaign);
    const place: Place = { row: 2, column, rows: Math.max(1, rows - 1), columns: 1 };
    const texts = readShown(sheet, place).map(([text = '']) => text);
    const keeps = new Map(
      [...new Set([...texts, ''])].map((text) => [text, keepsRow(list, key, text, rules, now)]),
    );
    return { column, texts, keeps };
  });
  const stays = (_: unknown, row: number) => read.every(({ texts, keeps }) => keeps.get(texts[row] ?? ''));
  return {
    hidden: read.map(({ column, keeps }) => ({
      column,
      texts: [...keeps].filter(([, kept]) => !kept).map(([text]) => text),
    })),
    rows: (read[0]?.texts ?? []).flatMap((text, row) => (stays(text, row) ? [row + 2] : [])),
  };
}

function columnOf(key: FieldKey, fields: ReadonlyMap<FieldKey, number>, { name }: CampaignRecord): number {
  const at = fields.get(key);
  if (at !== undefined) return at + 1;
  throw new Failure(
    'sheet-refused',
    `"${name}" has no column headed "${fieldOf(key).header}", so it cannot be filtered by it. Nothing was changed. Give the column its heading back, then try again.`,
  );
}

const NO_FILTER =
  'A filter compares no column with another, so this list cannot be shown by one. Nothing was changed. Work from the list in the sidebar.';

function saidOf({ name }: CampaignRecord, found: Found | null): string {
  if (!found) return `"${name}" shows every row again.`;
  const many = found.rows.length;
  const rows = `${many.toLocaleString('en-GB')} ${many === 1 ? 'row' : 'rows'}`;
  return `"${name}" shows ${rows} now, for everybody who looks at it. Values that change in hidden rows are saved, but Leadsheet writes into those rows only when they are shown again.`;
}
