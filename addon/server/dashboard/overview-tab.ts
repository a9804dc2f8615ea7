/** The tab `Overview` and what stands on it. */
import { guardText } from '../../model/text.ts';
import { type CampaignRecord, campaignsIn } from '../campaigns/campaigns.ts';
import { CYAN, GREEN, NAVY, PINK, PURPLE, WHITE } from '../campaigns/look.ts';
import { apostropheIn } from '../settings.ts';
import { ensureColumns, ensureRows, lastRow, type Place, writeBlock } from '../sheets/cells.ts';
import { addChart, type ChartPlan, removeCharts } from '../sheets/charts.ts';
import { alignRight, freezeRows, setFormat, setTabColour, setWidths, styleHeader } from '../sheets/layout.ts';
import { readDocument, type Stored, writeDocument } from '../sheets/properties.ts';
import {
  addSheet,
  findSheet,
  freeSheetName,
  removeSheet,
  type Sheet,
  sheetIdOf,
} from '../sheets/workbook.ts';
import {
  OVERVIEW_COLUMNS,
  OVERVIEW_FORMATS,
  OVERVIEW_HEADER,
  type OverviewLine,
  overviewCells,
  overviewColumn,
} from './overview-cells.ts';
import { statsOf } from './records.ts';
import { quoted } from './sheet-words.ts';
import { STATS_TAB } from './stats-tab.ts';

const NAME = 'Overview';
/** Google's id of the tab, once there is one. */
const TAB_KEY = 'overview';
/** How many campaigns its charts show. */
const CHARTED_KEY = 'overviewCharts';

/** Brings the table up to date with the campaigns that there are now; does nothing while nobody has asked for the tab. */
export function refreshOverview(stored: Stored): void {
  const sheet = findOverview(stored);
  if (sheet) fill(stored, sheet);
}

/** The tab, made where there is none, up to date. */
export function overviewSheet(): Sheet {
  const sheet = findOverview(readDocument()) ?? makeOverview();
  fill(readDocument(), sheet);
  return sheet;
}

function findOverview(stored: Stored): Sheet | null {
  const id = Number(stored[TAB_KEY] ?? Number.NaN);
  return Number.isInteger(id) ? findSheet(id) : null;
}

function makeOverview(): Sheet {
  const sheet = addSheet(freeSheetName(NAME));
  try {
    ensureColumns(sheet, OVERVIEW_COLUMNS + 1);
    setTabColour(sheet, PURPLE);
    setWidths(sheet, 1, 1, 180);
    setWidths(sheet, 2, 2, 80);
    setWidths(sheet, 4, OVERVIEW_COLUMNS - 3, 82);
    freezeRows(sheet, OVERVIEW_HEADER);
  } catch (thrown) {
    removeSheet(sheet);
    throw thrown;
  }
  writeDocument({ [TAB_KEY]: String(sheetIdOf(sheet)), [CHARTED_KEY]: '' });
  return sheet;
}

/** Campaigns in use first, then the archived ones; deleted ones are gone. */
function linesOf(stored: Stored): readonly OverviewLine[] {
  const rule = apostropheIn(stored) ?? 'hidden';
  const line = (campaign: CampaignRecord): OverviewLine => ({
    name: guardText(campaign.name, rule),
    state: campaign.state,
    top: statsOf(stored, campaign.id)?.row ?? null,
  });
  const shown = campaignsIn(stored).filter(({ state }) => state !== 'deleted');
  const rests = ({ state }: CampaignRecord) => state === 'archived';
  return [...shown.filter((one) => !rests(one)), ...shown.filter(rests)].map(line);
}

function fill(stored: Stored, sheet: Sheet): void {
  const lines = linesOf(stored);
  const cells = overviewCells(lines, quoted(STATS_TAB));
  const before = lastRow(sheet);
  const blank = new Array<string>(OVERVIEW_COLUMNS).fill('');
  const gone = Array.from({ length: Math.max(0, before - cells.length) }, () => blank);
  ensureRows(sheet, cells.length + CHART_ROWS);
  writeBlock(sheet, 1, 1, [...cells, ...gone]);
  style(sheet, lines, before);
  if (stored[CHARTED_KEY] === String(lines.length)) return;
  removeCharts(sheet, sheet);
  for (const plan of chartsOf(lines.length)) addChart(sheet, sheet, plan);
  writeDocument({ [CHARTED_KEY]: String(lines.length) });
}

/** Rows below the table for the charts to float over. */
const CHART_ROWS = 40;
const SOFT = '#eef0fb';
const MUTED = '#64748b';

function style(sheet: Sheet, lines: readonly OverviewLine[], before: number): void {
  const rows = (row: number, count: number): Place => ({
    row,
    column: 1,
    rows: count,
    columns: OVERVIEW_COLUMNS,
  });
  const first = OVERVIEW_HEADER + 1;
  styleHeader(sheet, rows(first, Math.max(lines.length, before - OVERVIEW_HEADER) + 1), WHITE, NAVY, false);
  styleHeader(sheet, rows(1, 1), NAVY, WHITE);
  styleHeader(sheet, rows(2, 1), WHITE, MUTED, false);
  styleHeader(sheet, rows(OVERVIEW_HEADER, 1), PURPLE, WHITE);
  styleHeader(sheet, rows(first + lines.length, 1), SOFT, NAVY);
  alignRight(sheet, { ...rows(OVERVIEW_HEADER, 1), column: 4, columns: OVERVIEW_COLUMNS - 3 });
  const resting = lines.filter(({ state }) => state === 'archived').length;
  if (resting > 0) styleHeader(sheet, rows(first + lines.length - resting, resting), WHITE, MUTED, false);
  for (const { column, format } of OVERVIEW_FORMATS) {
    setFormat(sheet, { row: first, column, rows: lines.length + 1, columns: 1 }, format);
  }
}

const WIDTH = 520;
const HEIGHT = 320;
const GAP = 12;

function chartsOf(campaigns: number): readonly ChartPlan[] {
  if (campaigns === 0) return [];
  const column = (from: number, columns = 1): Place => ({
    row: OVERVIEW_HEADER,
    column: from,
    rows: campaigns + 1,
    columns,
  });
  const at = (place: number) => ({
    row: OVERVIEW_HEADER + campaigns + 3,
    column: 1,
    x: GAP + (place % 2) * (WIDTH + GAP),
    y: Math.floor(place / 2) * (HEIGHT + GAP),
  });
  const look = { width: WIDTH, height: HEIGHT, legend: 'bottom', data: column(1) } as const;
  return [
    {
      ...look,
      kind: 'column',
      title: 'From message to conversion',
      more: [column(overviewColumn('Leads messaged'), 6)],
      colours: ['#c7d0ee', CYAN, '#f97316', '#f9a825', PURPLE, GREEN],
      at: at(0),
    },
    {
      ...look,
      kind: 'column',
      title: 'Reply rate, % of the leads messaged',
      more: [column(overviewColumn('Reply rate, %'))],
      colours: [PURPLE],
      legend: 'none',
      at: at(1),
    },
    {
      ...look,
      kind: 'column',
      stacked: true,
      title: 'Messages sent, by the AI and by hand',
      more: [column(overviewColumn('… by the AI'), 2)],
      colours: [CYAN, PINK],
      at: at(2),
    },
  ];
}
