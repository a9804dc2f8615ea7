/** How far a sheet has read a campaign's feed, as a text that only the bridge looks into. */
import { createHash } from 'node:crypto';
import type { CampaignRef } from '../../addon/model/lead.ts';
import type { Cursor } from '../../addon/model/wire.ts';
import { Digest } from './digest.ts';

/**
 * `listing`: every lead is told once, in the order of ids; `after` is the last id told ('' before the first).
 * `following`: changes are told. In both, `since` (s since the epoch, Sanity's clock) is where following looks from,
 * and `told` is what the sheet knows of leads that changed at or after it.
 */
export type Position = Listing | Following;
export interface Listing {
  readonly phase: 'listing';
  /** null until Sanity's clock has been read. */
  readonly since: number | null;
  readonly told: Digest;
  readonly after: string;
}
export interface Following {
  readonly phase: 'following';
  readonly since: number;
  readonly told: Digest;
}

/** Where every sheet begins. */
export function beginning(): Listing {
  return { phase: 'listing', since: null, told: new Digest(), after: '' };
}

/** `1.f.<campaign>.<since>.<told>`, or `1.l.<campaign>.<since>.<told>.<after>`: at most some 750 characters. */
export function writeCursor(campaign: CampaignRef, position: Position): Cursor {
  const since = position.since === null ? '' : position.since.toString(36);
  const start = `${position.phase === 'listing' ? 'l' : 'f'}.${mark(campaign)}.${since}.${position.told}`;
  const text = position.phase === 'listing' ? `1.${start}.${position.after}` : `1.${start}`;
  if (!isCursor(text)) throw new Error('A cursor came out too long.');
  return text;
}

/**
 * Reads a cursor. One that is damaged, of an older version or of another campaign means "from the beginning": that
 * tells the sheet too much, never too little.
 */
export function readCursor(campaign: CampaignRef, cursor: Cursor | null): Position {
  const [version, phase, whose, sinceText = '', toldText = '', ...rest] = (cursor ?? '').split('.');
  const told = Digest.parse(toldText);
  if (version !== '1' || whose !== mark(campaign) || !told) return beginning();
  const since = /^[0-9a-z]{1,8}$/.test(sinceText) ? Number.parseInt(sinceText, 36) : null;
  if (phase === 'l') return { phase: 'listing', since, told, after: rest.join('.') };
  return phase === 'f' && since !== null ? { phase: 'following', since, told } : beginning();
}

function mark(campaign: CampaignRef): string {
  return createHash('sha256').update(`${campaign.kind} ${campaign.id}`).digest('base64url').slice(0, 8);
}

function isCursor(text: string): text is Cursor {
  return text.length <= 2_000;
}
