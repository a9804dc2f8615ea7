/** A campaign's tab as a person sees it: cells, headings, rows that hold a lead. */
import type { CampaignId } from '../../addon/model/lead.ts';
import { isCampaignId } from '../../addon/model/lead.ts';
import type { CellValue } from '../local/workbook/host/book.ts';
import type { Person } from './person.ts';
import type { World } from './world.ts';

export type Grid = readonly (readonly CellValue[])[];

/** Everything from A1 to the last cell that says anything, header first. */
export function gridOf({ book }: Person, sheetId: string): Grid {
  const { rows, columns } = book.extent(sheetId);
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, col) => book.value(sheetId, row, col)),
  );
}

/** The engine's id of a campaign's tab, found as the sidebar finds it; null when it has none. Looks at it. */
export async function campaignTab(world: World, campaign: string): Promise<string | null> {
  const answer = await world.serve('switchTo', { campaign: campaignId(campaign) });
  if (!answer?.ok) return null;
  await world.quiet();
  return world.activeSheet;
}

export function campaignId(text: string): CampaignId {
  if (!isCampaignId(text)) throw new Error(`"${text}" is no campaign's id.`);
  return text;
}

/** Where the headings stand, by name; of a name that stands twice, the first. */
export function columnOf(grid: Grid, header: string): number {
  return (grid[0] ?? []).findIndex((cell) => String(cell).trim() === header);
}

/** Grid indexes of rows that hold a lead, or that say anything at all. */
export function filledRows(grid: Grid): readonly number[] {
  return grid.flatMap((line, index) => (index > 0 && line.some((cell) => cell !== '') ? [index] : []));
}

/** The nth of a list, counted round; undefined for an empty one. */
export function nth<T>(list: readonly T[], n: number): T | undefined {
  return list.length === 0 ? undefined : list[n % list.length];
}

/** `A` for 0, `AA` for 26. */
export function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}
