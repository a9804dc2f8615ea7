/** A campaign's dashboard: its block of formulas and the charts that stand on it, made once. */

import { SENTIMENTS } from '../model/fields.ts';
import type { TabColumns } from '../model/tab.ts';
import { type CampaignRecord, campaignsIn, keepCampaign } from './campaigns.ts';
import { CYAN, GREEN, NAVY, PINK, PURPLE, strongColour } from './look.ts';
import { ensureRows, writeBlock } from './sheets/cells.ts';
import { addChart, type ChartPlan } from './sheets/charts.ts';
import { readDocument } from './sheets/properties.ts';
import { nameOf, type Sheet } from './sheets/workbook.ts';
import { firstRow, statsBlock, tablePlace } from './stats.ts';
import { statsSheet } from './stats-tab.ts';

/** Makes block and charts unless the campaign has them. */
export function ensureDashboard(campaign: CampaignRecord, sheet: Sheet, columns: TabColumns): CampaignRecord {
  if (campaign.statsBlock !== null) return campaign;
  const block = freeBlock();
  const stats = statsSheet();
  const cells = statsBlock(campaign.name, nameOf(sheet), columns, block);
  if (block >= BLOCKS_FROM_START) ensureRows(stats, firstRow(block) + cells.length);
  writeBlock(stats, firstRow(block), 1, cells);
  for (const plan of chartsOf(block, firstFreeColumn(columns))) addChart(sheet, stats, plan);
  return keepCampaign({ ...campaign, statsBlock: block });
}

/** The first column to the right of the table, from 1. */
function firstFreeColumn({ fields, extras, lead, sync }: TabColumns): number {
  return Math.max(...fields.values(), ...extras.values(), lead ?? 0, sync ?? 0) + 2;
}

/** A new tab has room for these. */
const BLOCKS_FROM_START = 20;

function freeBlock(): number {
  const taken = campaignsIn(readDocument()).flatMap(({ statsBlock }) =>
    statsBlock === null ? [] : [statsBlock],
  );
  return taken.length === 0 ? 0 : Math.max(...taken) + 1;
}

/** Pixels. Two charts beside each other fit a window of 1,280 with the sidebar open. */
const WIDTH = 450;
const HEIGHT = 290;
const GAP = 16;
/** Height of a row as Google makes it, for anchors: a chart hangs on a cell. */
const ROW = 21;

/** Three lines of charts: status and funnel, a day by day chart across, sentiment and messages. */
function chartsOf(block: number, column: number): readonly ChartPlan[] {
  const at = (line: number, right: boolean): ChartPlan['at'] => {
    const top = GAP / 2 + line * (HEIGHT + GAP);
    return { row: 2 + Math.floor(top / ROW), column, x: GAP + (right ? WIDTH + GAP : 0), y: top % ROW };
  };
  const size = { width: WIDTH, height: HEIGHT };
  const data = (name: Parameters<typeof tablePlace>[1]) => tablePlace(block, name);
  return [
    {
      ...size,
      kind: 'bar',
      title: 'Leads by status',
      data: data('statuses'),
      colours: [CYAN],
      legend: 'none',
      at: at(0, false),
    },
    {
      ...size,
      kind: 'bar',
      title: 'Funnel',
      data: data('funnel'),
      colours: [PURPLE],
      legend: 'none',
      at: at(0, true),
    },
    {
      kind: 'line',
      title: 'First messages and replies a day, last 30 days',
      data: data('days'),
      colours: [NAVY, PINK],
      legend: 'bottom',
      at: at(1, false),
      width: WIDTH * 2 + GAP,
      height: HEIGHT,
    },
    {
      ...size,
      kind: 'pie',
      title: 'Sentiment',
      data: data('sentiments'),
      colours: [...SENTIMENTS.map(strongColour), '#d5dae3'],
      legend: 'right',
      at: at(2, false),
    },
    {
      ...size,
      kind: 'column',
      title: 'Messages sent by stage',
      data: data('messages'),
      colours: [GREEN],
      legend: 'none',
      at: at(2, true),
    },
  ];
}
