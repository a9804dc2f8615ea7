/** The list of people who asked to be forgotten: keyed hashes of how they could be reached, which nobody can read back. */
import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { toE164 } from '../../addon/model/phone.ts';
import type { DuplicatesRequest, DuplicatesResponse } from '../../addon/model/wire.ts';
import { StoreRefused } from '../store/failure.ts';
import { suppressionAmong } from '../store/queries.ts';
import type { NewDocument } from '../store/store.ts';
import type { Ask } from './sync.ts';
import { transactionIdOf } from './transaction-id.ts';

const ENTRY_TYPE = 'leadSuppression';
const KEY_ID = 'leadsheet.suppression-key';
const KEY_TYPE = 'leadSuppressionKey';

/** What stands on the list: a phone as E.164, an e-mail in lower case, or the id of a lead that was erased. */
export type Contact = `phone:${string}` | `email:${string}` | `lead:${string}`;

const keyDocument = z.object({ _type: z.literal(KEY_TYPE), key: z.string().min(40) });

/**
 * The key of the hashes; null while nobody was ever forgotten. It is kept in the dataset, so that every replica of the
 * bridge has the same, under an id that is shown to a token only. Throws StoreRefused when it is gone or damaged while
 * the list is not: then nobody could be recognised any more, and that must not look like an empty list.
 */
async function existingKey(ask: Ask): Promise<string | null> {
  const document = (await ask.store.documents([KEY_ID], ask.deadline)).get(KEY_ID);
  const read = keyDocument.safeParse(document);
  if (read.success) return read.data.key;
  const { total } = await suppressionAmong(ask.store, [], ask.deadline);
  if (!document && total === 0) return null;
  throw new StoreRefused(
    409,
    `The key of the suppression list (${KEY_ID}) is missing or damaged, so people who asked to be forgotten cannot be recognised. Nothing was done. Restore that document from a backup or from Sanity's history.`,
  );
}

/** The key, made the first time. Two who make it at once both get the one that was first. */
async function requireKey(ask: Ask): Promise<string> {
  const before = await existingKey(ask);
  if (before !== null) return before;
  const key = randomBytes(32).toString('base64url');
  const create = { createIfNotExists: { _id: KEY_ID, _type: KEY_TYPE, key } };
  await ask.store.commit(transactionIdOf(ask.requestId, 'suppression-key'), [create], ask.deadline);
  const made = await existingKey(ask);
  if (made === null)
    throw new StoreRefused(
      502,
      'The key of the suppression list could not be kept. Nothing was erased; try again.',
    );
  return made;
}

function entryId(key: string, contact: Contact): string {
  return `suppression.${createHmac('sha256', key).update(contact).digest('base64url')}`;
}

function entryOf(key: string, contact: Contact, at: string): NewDocument {
  return { _id: entryId(key, contact), _type: ENTRY_TYPE, of: contact.slice(0, contact.indexOf(':')), at };
}

/** Puts contacts on the list and reads them back; they are put there once however often that is asked. */
export async function suppress(contacts: readonly Contact[], ask: Ask): Promise<void> {
  const key = await requireKey(ask);
  const at = new Date().toISOString();
  const entries = contacts.map((contact) => entryOf(key, contact, at));
  const ids = entries.map(({ _id }) => _id);
  const missing = async () => {
    const found = await ask.store.documents(ids, ask.deadline);
    return entries.filter(({ _id }) => found.get(_id)?._type !== ENTRY_TYPE);
  };
  for (let part = 0; part < TRIES; part++) {
    const left = await missing();
    if (left.length === 0) return;
    const creates = left.map((entry) => ({ createIfNotExists: entry }));
    await ask.store.commit(transactionIdOf(ask.requestId, 'suppress', part), creates, ask.deadline);
  }
  if ((await missing()).length === 0) return;
  throw new StoreRefused(
    502,
    'The suppression list could not be proven to hold this person. Nothing was erased; try again.',
  );
}

const TRIES = 4;

/** Whether all of these are on the list, each read by its id. */
export async function areSuppressed(contacts: readonly Contact[], ask: Ask): Promise<boolean> {
  const key = await existingKey(ask);
  if (key === null || contacts.length === 0) return false;
  const ids = contacts.map((contact) => entryId(key, contact));
  const found = await ask.store.documents(ids, ask.deadline);
  return ids.every((id) => found.get(id)?._type === ENTRY_TYPE);
}

/** Those of the phones and e-mails, as they were asked for, whose people want no more contact. */
export async function suppressedAmong(
  { phones, emails }: DuplicatesRequest,
  ask: Ask,
): Promise<DuplicatesResponse['suppressed']> {
  const key = await existingKey(ask);
  if (key === null) return { phones: [], emails: [] };
  const phoneId = (phone: string) => entryId(key, phoneContact(phone));
  const emailId = (email: string) => entryId(key, emailContact(email));
  const ids = [...phones.map(phoneId), ...emails.map(emailId)];
  const { ids: found } = await suppressionAmong(ask.store, ids, ask.deadline);
  const listed = new Set(found);
  return {
    phones: phones.filter((phone) => listed.has(phoneId(phone))),
    emails: emails.filter((email) => listed.has(emailId(email))),
  };
}

export function phoneContact(phone: string): Contact {
  return `phone:${toE164(phone) ?? phone}`;
}

export function emailContact(email: string): Contact {
  return `email:${email.trim().toLowerCase()}`;
}

export function leadContact(id: string): Contact {
  return `lead:${id}`;
}
