/** Documents as leads, and changes of leads as mutations. */
import { FIELDS } from '../../addon/model/fields.ts';
import { shortHash } from '../../addon/model/hash.ts';
import {
  type CampaignRef,
  type FieldValue,
  type FieldValues,
  isLeadId,
  isRevision,
  LEAD_TYPE,
  type LeadId,
  type LeadSnapshot,
} from '../../addon/model/lead.ts';
import type { GuardedPatch, NewDocument, StoredDocument } from './store.ts';

/** A lead as read from its document, with what is needed to patch it. */
export interface StoredLead {
  readonly snapshot: LeadSnapshot;
  /** ISO 8601, by Sanity's clock. */
  readonly updatedAt: string;
  /** Fields and columns that hold what no cell can (a list, an object): shown as empty, never written. */
  readonly unwritable: ReadonlySet<string>;
  readonly items: ExtraItems;
}

/** What the document holds under `extra`. `foreign`: something other than a list, which is left alone. */
type ExtraItems = readonly unknown[] | 'absent' | 'foreign';

/** True when the document is a lead of this campaign. Nothing else may be read or written under its name. */
export function isLeadOf(campaign: CampaignRef, document: StoredDocument): boolean {
  if (document._type !== LEAD_TYPE[campaign.kind] || !isLeadId(document._id)) return false;
  return campaign.kind === 'original' || document.campaignId === campaign.id;
}

/** Reads a lead's document. Throws when Sanity's own attributes are not what they always are. */
export function toLead(document: StoredDocument): StoredLead {
  const { _id: id, _rev: rev, _createdAt: createdAt, _updatedAt: updatedAt } = document;
  if (!isLeadId(id) || !isRevision(rev))
    throw new Error('A document has an id or a revision that cannot be one.');
  const unwritable = new Set<string>();
  const take = (name: string, value: unknown): FieldValue => {
    if (isFieldValue(value)) return value;
    unwritable.add(name);
    return null;
  };
  const fields = fieldsOf(document, take);
  const items = itemsOf(document.extra);
  const extra = extraOf(items, take);
  return { snapshot: { id, rev, createdAt, fields, extra }, updatedAt, unwritable, items };
}

function fieldsOf(document: StoredDocument, take: (name: string, value: unknown) => FieldValue): FieldValues {
  const given = FIELDS.map((field) => [field.key, take(field.key, document[field.key] ?? null)] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== null));
}

function itemsOf(extra: unknown): ExtraItems {
  if (extra === undefined || extra === null) return 'absent';
  return Array.isArray(extra) ? extra : 'foreign';
}

/** Without a prototype: a column may be called `constructor`. */
function extraOf(items: ExtraItems, take: (name: string, value: unknown) => FieldValue) {
  const extra: Record<string, string | null> = Object.create(null);
  for (const item of Array.isArray(items) ? items : []) {
    const column = attribute(item, 'key');
    if (typeof column !== 'string' || column in extra) continue;
    const value = take(column, attribute(item, 'value') ?? null);
    extra[column] = value === null ? null : String(value);
  }
  return extra;
}

function attribute(item: unknown, name: string): unknown {
  return typeof item === 'object' && item !== null ? Reflect.get(item, name) : undefined;
}

function isFieldValue(value: unknown): value is FieldValue {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** What to write, by field key and by column; null clears. */
export interface LeadChange {
  readonly set: ReadonlyMap<string, FieldValue>;
  readonly setExtra: ReadonlyMap<string, FieldValue>;
}

/** The document of a new lead. It carries `archived` always: old queries differ on leads without it. */
export function newLead(id: LeadId, campaign: CampaignRef, change: LeadChange): NewDocument {
  const fields = [...change.set].filter(([, value]) => value !== null);
  const columns = [...change.setExtra].filter(([, value]) => value !== null);
  return {
    archived: false,
    ...Object.fromEntries(fields),
    ...(columns.length > 0 ? { extra: newItems(columns, []) } : {}),
    _id: id,
    _type: LEAD_TYPE[campaign.kind],
    // Original leads are of no campaign: their type says what they are.
    ...(campaign.kind === 'own' ? { campaignId: campaign.id } : {}),
  };
}

/**
 * The patch of a lead's document: only the attributes named, guarded by the revision that was read. One patch holds one
 * `unset` and one `insert`: the client's patch builder would keep only the last of several.
 */
export function patchLead(lead: StoredLead, change: LeadChange): GuardedPatch {
  const set: Record<string, unknown> = {};
  const unset: string[] = [];
  for (const [key, value] of change.set) {
    if (value === null) unset.push(key);
    else set[key] = value;
  }
  const items = Array.isArray(lead.items) ? lead.items : [];
  const added: (readonly [string, FieldValue])[] = [];
  for (const [column, value] of change.setExtra) {
    const path = itemPath(items, column);
    if (path === null) {
      if (value !== null) added.push([column, value]);
    } else if (value === null) unset.push(`${path}.value`);
    else set[`${path}.value`] = value;
  }
  return {
    id: lead.snapshot.id,
    ifRevisionID: lead.snapshot.rev,
    ...(added.length > 0 && lead.items === 'absent' ? { setIfMissing: { extra: [] } } : {}),
    ...(Object.keys(set).length > 0 ? { set } : {}),
    ...(unset.length > 0 ? { unset } : {}),
    ...(added.length > 0 ? { insert: { after: 'extra[-1]', items: newItems(added, items) } } : {}),
  };
}

/** Where a column's item stands: by its `_key`, or by its place (safe under the revision guard) where it has none. */
function itemPath(items: readonly unknown[], column: string): string | null {
  const place = items.findIndex((item) => attribute(item, 'key') === column);
  if (place < 0) return null;
  const key = attribute(items[place], '_key');
  const unique =
    typeof key === 'string' && items.filter((item) => attribute(item, '_key') === key).length === 1;
  return unique ? `extra[_key==${JSON.stringify(key)}]` : `extra[${place}]`;
}

function newItems(columns: readonly (readonly [string, FieldValue])[], present: readonly unknown[]) {
  const taken = new Set(present.map((item) => attribute(item, '_key')));
  return columns.map(([key, value]) => {
    let _key: string = shortHash(key);
    while (taken.has(_key)) _key = `${_key}_`;
    taken.add(_key);
    return { _key, key, value };
  });
}
