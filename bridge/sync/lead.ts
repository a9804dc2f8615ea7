/** One lead with what the sheet does not show of it: messages, changes, conflicts. */
import { keyOfValue } from '../../addon/model/cell.ts';
import { FIELDS, fieldOf, isFieldKey } from '../../addon/model/fields.ts';
import type { CampaignRef, FieldValue, LeadId, LeadSnapshot } from '../../addon/model/lead.ts';
import { extraHash, own } from '../../addon/model/merge.ts';
import { DEFAULT_COUNTRY } from '../../addon/model/phone.ts';
import type { LeadChange, LeadConflict, LeadRequest, LeadResponse } from '../../addon/model/wire.ts';
import { isLeadOf, toLead } from '../store/documents.ts';
import { StoreRefused, StoreUnreachable } from '../store/failure.ts';
import type { Version } from '../store/history.ts';
import { messagesOf } from '../store/messages.ts';
import { newestConflictsOf } from '../store/queries.ts';
import type { StoredDocument } from '../store/store.ts';
import { toConflict } from './conflicts.ts';
import type { Ask } from './sync.ts';
import { isOwnTransaction } from './transaction-id.ts';

const MOST = 100;
/** Characters of a value that a history shows. */
const LONGEST = 500;
/** Milliseconds for the history: a person waits for the messages, which come with the same answer. */
const HISTORY_MS = 4_000;

/**
 * Reads the lead by its id. What its history says comes beside it: when that cannot be read, `historyFailure` says so
 * and the messages are there all the same.
 */
export async function lead({ campaign, id }: LeadRequest, ask: Ask): Promise<LeadResponse> {
  const deadline = Math.min(ask.deadline, Date.now() + HISTORY_MS);
  const [document, history] = await Promise.all([
    ask.store.documents([id], ask.deadline).then((found) => found.get(id)),
    told(() => historyOf(campaign, id, { ...ask, deadline })),
  ]);
  const is = document !== undefined && isLeadOf(campaign, document);
  const messages = is ? messagesOf(document) : [];
  // A document that is another campaign's says nothing here.
  const { changes, conflicts, failure } = is || !document ? history : NOTHING;
  ask.note({ messages: messages.length, changes: changes.length, conflicts: conflicts.length });
  return {
    lead: is ? toLead(document).snapshot : null,
    messages,
    unreadMessages: is ? listLength(document.messages) - messages.length : 0,
    changes,
    conflicts,
    historyFailure: failure,
  };
}

function listLength(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

interface History {
  readonly changes: readonly LeadChange[];
  readonly conflicts: readonly LeadConflict[];
}

/** A lead's changes and conflicts. Throws when either cannot be read. */
async function historyOf(campaign: CampaignRef, id: LeadId, ask: Ask): Promise<History> {
  const [versions, conflicts] = await Promise.all([
    ask.store.versions(id, ask.deadline),
    conflictsOf(campaign, id, ask),
  ]);
  return { changes: changesIn(versions, campaign), conflicts };
}

type Told = History & { readonly failure: string | null };
const NOTHING: Told = { changes: [], conflicts: [], failure: null };

async function told(read: () => Promise<History>): Promise<Told> {
  try {
    return { ...(await read()), failure: null };
  } catch (thrown) {
    if (!(thrown instanceof StoreUnreachable) && !(thrown instanceof StoreRefused)) throw thrown;
    const failure = `${thrown.message} What was changed about this lead, and what was not taken, is not shown.`;
    return { ...NOTHING, failure };
  }
}

async function conflictsOf(campaign: CampaignRef, id: LeadId, { store, deadline }: Ask) {
  const ids = await newestConflictsOf(store, campaign, id, MOST, deadline);
  const documents = await store.documents(ids, deadline);
  return ids.flatMap((one): readonly LeadConflict[] => {
    const document = documents.get(one);
    const kept = document ? toConflict(document, campaign) : null;
    return kept && kept.conflict.lead === id ? [{ ...kept.conflict, id: kept.id, open: kept.open }] : [];
  });
}

/** What each write changed of the fields and columns, newest first. One that changed none of them is left out. */
function changesIn(versions: readonly Version[], campaign: CampaignRef): readonly LeadChange[] {
  const changes = versions.flatMap((version): readonly LeadChange[] => {
    const change = changeOf(version, campaign);
    return change ? [change] : [];
  });
  return changes.reverse().slice(0, MOST);
}

function changeOf({ transaction, at, document, before }: Version, campaign: CampaignRef): LeadChange | null {
  // Where history begins, a document that was there before is no news; one that was made then is.
  const isNew = before === null || (before === undefined && isSecondOf(document?._createdAt, at));
  if (document === undefined || (before === undefined && !isNew)) return null;
  if (!document && !before) return null;
  if ([document, before].some((one) => one && !isLeadOf(campaign, one))) return null;
  const values = differences(snapshotOf(before), snapshotOf(document));
  const kind = isNew ? 'created' : document === null ? 'deleted' : 'changed';
  if (kind === 'changed' && values.length === 0) return null;
  return { at, by: isOwnTransaction(transaction) ? 'sheet' : 'other', kind, values };
}

/** Sanity writes document times with milliseconds or without. */
function isSecondOf(created: string | undefined, at: string): boolean {
  return created?.slice(0, 19) === at.slice(0, 19);
}

function snapshotOf(document: StoredDocument | null | undefined): LeadSnapshot | null {
  return document ? toLead(document).snapshot : null;
}

function differences(before: LeadSnapshot | null, after: LeadSnapshot | null): LeadChange['values'] {
  const columns = new Set([...Object.keys(before?.extra ?? {}), ...Object.keys(after?.extra ?? {})]);
  return [...FIELDS.map(({ key }) => key), ...columns].flatMap((name) => {
    const [was, is] = [valueIn(before, name), valueIn(after, name)];
    return isSame(name, was, is) ? [] : [{ field: name, before: shortened(was), after: shortened(is) }];
  });
}

function valueIn(snapshot: LeadSnapshot | null, name: string): FieldValue {
  if (!snapshot) return null;
  return (isFieldKey(name) ? snapshot.fields[name] : own(snapshot.extra, name)) ?? null;
}

function isSame(name: string, a: FieldValue, b: FieldValue): boolean {
  if (a === b) return true;
  if (!isFieldKey(name)) return extraHash(a) === extraHash(b);
  const field = fieldOf(name);
  return keyOfValue(field, a, DEFAULT_COUNTRY) === keyOfValue(field, b, DEFAULT_COUNTRY);
}

/** What is added to a conversation stands at its end: of a long value the end is shown too. */
function shortened(value: FieldValue): FieldValue {
  if (typeof value !== 'string' || value.length <= LONGEST) return value;
  const half = LONGEST / 2;
  return `${value.slice(0, half)} … ${value.slice(-half)}`;
}
