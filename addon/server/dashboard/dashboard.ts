/** A campaign's dashboard: its block of formulas and the charts that stand on it, made once. */

import type { TabColumns } from '../../model/tab.ts';
import { type CampaignRecord, campaignsIn, keepCampaign } from '../campaigns/campaigns.ts';
import { ROW_HEIGHT } from '../campaigns/create-tab.ts';
import { CYAN, GREEN, NAVY, PINK, PURPLE, SLICES } from '../campaigns/look.ts';
import { ensureRows, writeBlock } from '../sheets/cells.ts';
import { addChart, type ChartPlan, removeCharts } from '../sheets/charts.ts';
import { forgetDocument, readDocument, writeDocument } from '../sheets/properties.ts';
import { nameOf, type Sheet, writeOut } from '../sheets/workbook.ts';
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
  // Their making may have been cut off before: what is there is taken away first.
  if (readDocument()[making(campaign)] !== undefined) removeCharts(sheet, stats);
  writeDocument({ [making(campaign)]: 'yes' });
  for (const plan of chartsOf(block, firstFreeColumn(columns))) addChart(sheet, stats, plan);
  writeOut();
  const done = keepCampaign({ ...campaign, statsBlock: block });
  forgetDocument(making(campaign));
  return done;
}

/** Under which it is remembered that a campaign's charts are being made. */
function making({ id }: CampaignRecord): string {
  return `charts:${id}`;
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
  const free = taken.findIndex((_, block) => !taken.includes(block));
  return free < 0 ? taken.length : free;
}

/** Pixels. Two charts beside each other fit a window of 1,280 with the sidebar open. */
const WIDTH = 430;
const HEIGHT = 290;
const GAP = 16;
/** Two columns of charts: the status chart, which has many bars, is as tall as the two beside it. */
function chartsOf(block: number, column: number): readonly ChartPlan[] {
  const at = (line: number, right: boolean): ChartPlan['at'] => {
    const top = GAP / 2 + line * (HEIGHT + GAP);
    const x = GAP + (right ? WIDTH + GAP : 0);
    return { row: 2 + Math.floor(top / ROW_HEIGHT), column, x, y: top % ROW_HEIGHT };
  };
  const small = { width: WIDTH, height: HEIGHT, legend: 'none' } as const;
  return [
    {
      ...small,
      kind: 'bar',
      title: 'Funnel',
      data: tablePlace(block, 'funnel'),
      colours: [PURPLE],
      at: at(0, false),
    },
    {
      ...small,
      kind: 'bar',
      title: 'Leads by status',
      data: tablePlace(block, 'statuses'),
      colours: [CYAN],
      at: at(0, true),
      height: HEIGHT * 2 + GAP,
    },
    {
      ...small,
      kind: 'pie',
      title: 'Sentiment',
      data: tablePlace(block, 'sentiments'),
      colours: SLICES,
      legend: 'right',
      at: at(1, false),
    },
    {
      ...small,
      kind: 'line',
      title: 'First messages and replies a day, last 30 days',
      data: tablePlace(block, 'days'),
      colours: [NAVY, PINK],
      legend: 'bottom',
      at: at(2, false),
    },
    {
      ...small,
      kind: 'column',
      title: 'Messages sent by stage',
      data: tablePlace(block, 'messages'),
      colours: [GREEN],
      at: at(2, true),
    },
  ];
}
