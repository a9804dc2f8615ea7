/** A campaign's dashboard: its formulas in `_stats` and the charts that stand on them, made once and kept up. */
import type { CampaignId } from '../../model/lead.ts';
import { codesOf, type TabColumns } from '../../model/tab.ts';
import { type CampaignRecord, campaignsIn, keepCampaign } from '../campaigns/campaigns.ts';
import { ensureColumns, ensureRows, lastRow, writeBlock } from '../sheets/cells.ts';
import { addChart, removeCharts } from '../sheets/charts.ts';
import { forgetDocument, readDocument, type Stored, writeDocument } from '../sheets/properties.ts';
import { nameOf, type Sheet, sheetIdOf, writeOut } from '../sheets/workbook.ts';
import { BLOCK_TABLES, titleOf } from './block.ts';
import { chartsOf } from './campaign-charts.ts';
import { refreshOverview } from './overview-tab.ts';
import { freeRow, hasRoom, LAYOUT, rowsFor, STATS_WIDTH, type StatsRecord } from './places.ts';
import { placesBeside, statsEntry, statsKey, statsOf } from './records.ts';
import { referenceWritings, statsWritings, type Writing } from './stats.ts';
import { findStats, statsSheet } from './stats-tab.ts';

/** What the dashboard of a campaign stands on. */
export interface DashboardOrder {
  readonly campaign: CampaignRecord;
  readonly sheet: Sheet;
  readonly columns: TabColumns;
  /** Rows with a lead. */
  readonly leads: number;
}

/** Makes formulas and charts, or makes them anew where they are not what they should be now. */
export function ensureDashboard(campaign: CampaignRecord, sheet: Sheet, columns: TabColumns): CampaignRecord {
  return make({ campaign, sheet, columns, leads: lastRow(sheet) });
}

function make(order: DashboardOrder): CampaignRecord {
  const stored = readDocument();
  if (isUpToDate(stored, order)) return order.campaign;
  const { campaign, sheet, columns, leads } = order;
  const had = statsOf(stored, campaign.id);
  const stats = statsSheet();
  ensureColumns(stats, STATS_WIDTH);
  writeReference(stored, stats);
  const kept = had && had.layout === LAYOUT && hasRoom(had, leads) ? had : null;
  const rows = kept?.rows ?? rowsFor(leads);
  const place = { row: kept?.row ?? freeRow(placesBeside(stored, campaign.id), rows), rows };
  ensureRows(stats, place.row + rows);
  const writings = statsWritings({
    campaignName: campaign.name,
    tabName: nameOf(sheet),
    columns,
    period: campaign.period,
    place,
  });
  for (const writing of writings) write(stats, writing);
  if (!kept || kept.sheetId !== campaign.sheetId) makeCharts(order, stats, place.row);
  const record: StatsRecord = {
    layout: LAYOUT,
    sheetId: campaign.sheetId,
    columns: marksOf(columns),
    charts: firstFreeColumn(columns),
    ...place,
  };
  writeDocument(statsEntry(campaign.id, record));
  forgetDocument(making(campaign));
  refreshOverview(readDocument());
  return campaign.statsBlock === null ? campaign : keepCampaign({ ...campaign, statsBlock: null });
}

/** Keeps a dashboard that there is in step with its tab, and makes one that is wanted. */
export function keepDashboard(stored: Stored, order: DashboardOrder): void {
  const { campaign, columns } = order;
  const due = hasDashboard(stored, campaign) || isDashboardWanted(stored, campaign.id);
  if (columns.lead === null || !due || isUpToDate(stored, order)) return;
  make(order);
  if (isDashboardWanted(stored, campaign.id)) forgetDocument(WANTED + campaign.id);
}

/** Leaves the making of a campaign's dashboard to its next pass: nobody who waits for their leads waits for charts. */
export function wantDashboard(campaign: CampaignRecord): void {
  if (!hasDashboard(readDocument(), campaign)) writeDocument({ [WANTED + campaign.id]: 'yes' });
}

/** True while a dashboard is to be made by the next pass. */
export function isDashboardWanted(stored: Stored, id: CampaignId): boolean {
  return stored[WANTED + id] !== undefined;
}

const WANTED = 'dashboardWanted:';

/** Puts a campaign's name over its numbers. */
export function nameDashboard(stored: Stored, campaign: Pick<CampaignRecord, 'id' | 'name'>): void {
  const record = statsOf(stored, campaign.id);
  const stats = record && findStats();
  if (stats) write(stats, { row: record.row, column: 1, cells: [[titleOf(campaign.name)]] });
  refreshOverview(stored);
}

/** Takes a campaign's numbers away, as when it is deleted; its charts went with its tab. */
export function removeDashboard(stored: Stored, campaign: Pick<CampaignRecord, 'id'>): void {
  const record = statsOf(stored, campaign.id);
  if (!record) return;
  const stats = findStats();
  // What fills the cells below is written in the first two rows and goes with it.
  if (stats) clear(stats, { row: record.row, rows: BLOCK_TABLES }, STATS_WIDTH);
  forgetDocument(statsKey(campaign.id));
}

function hasDashboard(stored: Stored, campaign: CampaignRecord): boolean {
  return campaign.statsBlock !== null || statsOf(stored, campaign.id) !== null;
}

function isUpToDate(stored: Stored, { campaign, columns, leads }: DashboardOrder): boolean {
  const record = statsOf(stored, campaign.id);
  return (
    record !== null &&
    record.layout === LAYOUT &&
    record.sheetId === campaign.sheetId &&
    record.columns === marksOf(columns) &&
    hasRoom(record, leads)
  );
}

/** Which columns the tab has; where they stand is nothing that formulas would lose. */
function marksOf(columns: TabColumns): string {
  return [...codesOf({ ...columns, extras: new Map() })].sort().join(' ');
}

/** Under which it is remembered which layout the reference tables have. */
const REFERENCE_KEY = 'statsReference';

function writeReference(stored: Stored, stats: Sheet): void {
  if (stored[REFERENCE_KEY] === String(LAYOUT)) return;
  const writings = referenceWritings();
  ensureRows(stats, Math.max(...writings.map(({ row, cells }) => row + cells.length)));
  clearFirstLayout(stored, stats);
  for (const writing of writings) write(stats, writing);
  writeDocument({ [REFERENCE_KEY]: String(LAYOUT) });
}

/** In the first layout each campaign had a block of 40 rows, 18 columns wide, from row 3. */
function clearFirstLayout(stored: Stored, stats: Sheet): void {
  const blocks = campaignsIn(stored).map(({ statsBlock }) => (statsBlock ?? -1) + 1);
  const rows = Math.max(0, ...blocks) * 40;
  if (rows > 0) clear(stats, { row: 3, rows }, 18);
}

function clear(stats: Sheet, { row, rows }: Pick<StatsRecord, 'row' | 'rows'>, columns: number): void {
  ensureRows(stats, row + rows);
  const blank = new Array<string>(columns).fill('');
  writeBlock(
    stats,
    row,
    1,
    Array.from({ length: rows }, () => blank),
  );
}

function write(stats: Sheet, { row, column, cells }: Writing): void {
  writeBlock(stats, row, column, cells);
}

function makeCharts({ campaign, sheet, columns }: DashboardOrder, stats: Sheet, top: number): void {
  // Their making may have been cut off before, and those of an earlier layout stand on cells that are not theirs any more.
  const stored = readDocument();
  if (hasDashboard(stored, campaign) || stored[making(campaign)] !== undefined) removeCharts(sheet, stats);
  writeDocument({ [making(campaign)]: String(sheetIdOf(sheet)) });
  for (const plan of chartsOf(top, firstFreeColumn(columns))) addChart(sheet, stats, plan);
  writeOut();
}

/** Under which it is remembered that a campaign's charts are being made. */
function making({ id }: Pick<CampaignRecord, 'id'>): string {
  return `charts:${id}`;
}

/** The first column to the right of the table, from 1. */
function firstFreeColumn({ fields, extras, lead, sync }: TabColumns): number {
  return Math.max(...fields.values(), ...extras.values(), lead ?? 0, sync ?? 0) + 2;
}
