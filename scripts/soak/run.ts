/** What one run knows while it goes on: its world, its campaigns, and whose row is whose. */
import type { CampaignKind } from '../../addon/model/lead.ts';
import { LEAD_TYPE } from '../../addon/model/lead.ts';
import type { StoredDocument } from '../local/lake/server.ts';
import type { Camp } from './schedule.ts';
import { columnOf, type Grid, gridOf } from './sheet.ts';
import { type Tag, type Token, tagOf, tokensIn } from './values.ts';
import type { World } from './world.ts';

export interface Campaign {
  readonly camp: Camp;
  readonly id: string;
  readonly kind: CampaignKind;
  /** The engine's id of its tab; null: it has none. */
  sheetId: string | null;
}

export interface Run {
  readonly world: World;
  readonly campaigns: Map<Camp, Campaign>;
  /** Of an import that was cut off: goes on with it. */
  unfinished: (() => Promise<void>) | null;
  /** Numbers transactions of other clients. */
  written: number;
  /** A step that went wrong while a script stood still. */
  failed: unknown;
  /** What was done, in a person's words: printed with a failure. */
  readonly log: string[];
}

/** The campaign's tab, if it stands. */
export function tabOf(
  run: Run,
  camp: Camp,
): { readonly sheetId: string; readonly name: string; readonly grid: Grid } | null {
  const sheetId = run.campaigns.get(camp)?.sheetId ?? null;
  const { person } = run.world;
  if (sheetId === null || !person.get.tryGetSheet(sheetId)) return null;
  return { sheetId, name: person.get.getSheetName(sheetId), grid: gridOf(person, sheetId) };
}

/** The documents of a campaign's leads, in order of their ids. */
export function leadsOf(run: Run, camp: Camp): readonly StoredDocument[] {
  const campaign = run.campaigns.get(camp);
  if (!campaign) return [];
  return [...run.world.ledger.store.values()]
    .filter(({ _type, campaignId }) => {
      if (_type !== LEAD_TYPE[campaign.kind]) return false;
      return campaign.kind === 'original' || campaignId === campaign.id;
    })
    .sort((a, b) => (a._id < b._id ? -1 : 1));
}

/** The one lead that all of these values name, as far as they say whose they are; null for several, or for loose ones. */
export function ownerOf(run: Run, tokens: readonly Token[]): Tag | 'nobody' | null {
  const tags = new Set<Tag>();
  for (const token of tokens) {
    const tag = tagOf(token);
    if (run.world.ledger.isLoose(token)) return null;
    if (tag !== null && /\d/.test(tag)) tags.add(tag);
  }
  if (tags.size > 1) return null;
  return [...tags][0] ?? 'nobody';
}

/**
 * Whose a value is that somebody writes into a row: the lead's of which both the cells and the document speak. Where
 * they do not agree nobody can tell, and the value only names its campaign.
 */
export function tagForRow(run: Run, camp: Camp, grid: Grid, row: number, fresh: Tag): Tag {
  const line = grid[row] ?? [];
  const shown = ownerOf(run, line.flatMap(tokensIn));
  const id = String(line[columnOf(grid, '_lead')] ?? '');
  const document = run.world.ledger.store.get(id);
  if (!document)
    return shown === 'nobody' && id === '' ? fresh : shown === null || shown === 'nobody' ? camp : shown;
  const stored = ownerOf(run, tokensIn(document));
  return stored !== null && stored !== 'nobody' && stored === shown ? stored : camp;
}

/** Whose a value is that another client writes into a document. */
export function tagForDocument(run: Run, camp: Camp, document: StoredDocument): Tag {
  const stored = ownerOf(run, tokensIn(document));
  return stored === null || stored === 'nobody' ? camp : stored;
}

/** Every unique value in any cell of any tab. */
export function tokensInSheet(run: Run): ReadonlySet<Token> {
  const { person } = run.world;
  return new Set(
    person.get
      .getSheetIds()
      .flatMap((sheetId) => gridOf(person, sheetId).flatMap((line) => line.flatMap(tokensIn))),
  );
}

/** Every unique value that is anywhere: in a cell, a document, or a conflict, which is a document too. */
export function tokensAnywhere(run: Run): ReadonlySet<Token> {
  const found = new Set(tokensInSheet(run));
  for (const document of run.world.ledger.store.values())
    for (const token of tokensIn(document)) found.add(token);
  return found;
}
