/** A row's base: id, revision and a short hash of every field as last agreed with the store, in one hidden cell. */
import { type Hash, isHash, shortHash } from './hash.ts';
import { isLeadId, isRevision, type LeadId, type Revision } from './lead.ts';

export interface Base {
  readonly id: LeadId;
  readonly rev: Revision;
  /** By field code, or by `extraCode` for a column of the campaign's own. A field without a value is left out. */
  readonly hashes: ReadonlyMap<string, Hash>;
}

const VERSION = '1';

/** The code under which a base keeps a column of the campaign's own. Longer than any field's code. */
export function extraCode(column: string): string {
  return `~${shortHash(column)}`;
}

/** `1|lead.k3x.1|rev|cs:Ab3dE6gH fn:…`: one line, no spaces but between fields, ~300 characters for a full row. */
export function encodeBase(base: Base): string {
  const hashes = [...base.hashes].map(([code, hash]) => `${code}:${hash}`).join(' ');
  return [VERSION, base.id, base.rev, hashes].join('|');
}

/** Reads a base; null for an empty or damaged cell, which means "nothing was agreed yet". */
export function decodeBase(cell: string): Base | null {
  const [version, id, rev, fields, ...rest] = cell.split('|');
  if (version !== VERSION || rest.length > 0 || id === undefined || rev === undefined || fields === undefined)
    return null;
  if (!isLeadId(id) || !isRevision(rev)) return null;
  const hashes = new Map<string, Hash>();
  for (const entry of fields === '' ? [] : fields.split(' ')) {
    const at = entry.indexOf(':');
    const hash = entry.slice(at + 1);
    if (at < 1 || !isHash(hash)) return null;
    hashes.set(entry.slice(0, at), hash);
  }
  return { id, rev, hashes };
}
