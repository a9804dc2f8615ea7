/** What the kept rows of imports say about a person: found row by row, and erased but for the line's number. */
import { isDeepStrictEqual } from 'node:util';
import type { JobRow } from '../../addon/model/import/job.ts';
import { type CountryCode, toE164 } from '../../addon/model/phone.ts';
import { importPartsAfter } from '../store/queries.ts';
import type { StoredDocument } from '../store/store.ts';
import { rowsIn } from './import-parts.ts';
import { spellingsIn } from './import-was.ts';
import type { Ask } from './sync.ts';
import { transactionIdOf } from './transaction-id.ts';

/** Who is looked for: the leads that are theirs, and how they can be reached (`phone:` E.164, `email:` lower case). */
export interface Wanted {
  readonly leads: readonly string[];
  readonly contacts: readonly string[];
  readonly country: CountryCode;
}

/** Rows of one part that are about the person. */
export interface ImportedRows {
  readonly part: string;
  readonly rows: readonly JobRow[];
}

const PAGE = 500;
/** A part may have megabytes. */
const PARTS_AT_ONCE = 3;
const TRIES = 4;
/** Digits at the end of a number that are alike in all its spellings. */
const LAST_DIGITS = 6;

/** Looks through every kept row of every import: a file spells a phone in any way, and may leave its row out. */
export async function importedRowsAbout(wanted: Wanted, ask: Ask): Promise<readonly ImportedRows[]> {
  const found: ImportedRows[] = [];
  await eachPart(ask, async (document, rows) => {
    const about = rows.filter((row) => isAbout(row, document, wanted));
    if (about.length > 0) found.push({ part: document._id, rows: about });
  });
  return found;
}

/**
 * Replaces the person's rows by their lines' numbers, guarded by the revision that was read, and reads them again.
 * Answers how many rows are still there: 0 when it is proven that none is.
 */
export async function eraseImportedRows(wanted: Wanted, ask: Ask): Promise<number> {
  let left = 0;
  await eachPart(ask, async (first) => {
    for (let tries = 0; ; tries++) {
      const { store, deadline } = ask;
      const document = tries === 0 ? first : (await store.documents([first._id], deadline)).get(first._id);
      const rows = document ? rowsIn(document) : null;
      if (!document || !rows) return;
      const erased = rows.map((row) =>
        isAbout(row, document, wanted) ? ({ is: 'erased', line: row.line } as const) : row,
      );
      if (isDeepStrictEqual(erased, rows)) return;
      if (tries === TRIES) {
        left += erased.filter((row, n) => row !== rows[n]).length;
        return;
      }
      const leads = erased.flatMap((row) => (row.is === 'update' ? [row.lead] : []));
      const was = Object.entries(spellingsIn(document)).filter(([lead]) => leads.some((id) => id === lead));
      const set = { rows: JSON.stringify(erased), leads, was: JSON.stringify(Object.fromEntries(was)) };
      const patch = { id: document._id, ifRevisionID: document._rev, set };
      await store.commit(transactionIdOf(ask.requestId, 'erase', document._id, tries), [{ patch }], deadline);
    }
  });
  return left;
}

async function eachPart(
  ask: Ask,
  look: (document: StoredDocument, rows: readonly JobRow[]) => Promise<void>,
): Promise<void> {
  for (let after: string | null = ''; after !== null; ) {
    const ids: readonly string[] = await importPartsAfter(ask.store, after, PAGE, ask.deadline);
    for (let from = 0; from < ids.length; from += PARTS_AT_ONCE) {
      const documents = await ask.store.documents(ids.slice(from, from + PARTS_AT_ONCE), ask.deadline);
      for (const document of documents.values()) await look(document, rowsIn(document) ?? []);
    }
    after = ids.length < PAGE ? null : (ids.at(-1) ?? null);
  }
}

function isAbout(row: JobRow, document: StoredDocument, { leads, contacts, country }: Wanted): boolean {
  switch (row.is) {
    case 'erased':
      return false;
    case 'update':
      return leads.includes(row.lead);
    case 'create':
      if (leads.some((id) => id === madeId(document, row.line))) return true;
  }
  return row.cells.some((text) => contacts.some((contact) => reaches(text, contact, country)));
}

function madeId(document: StoredDocument, line: number): string | null {
  const { importId } = document;
  // The id is checked where it is made; a document that has none of ours is no reason to stop looking.
  return typeof importId === 'string' ? `lead.${importId}.${line.toString(36)}` : null;
}

/** Whether a cell of a file holds that phone or e-mail. */
function reaches(text: string, contact: string, country: CountryCode): boolean {
  const at = contact.indexOf(':');
  const [kind, value] = [contact.slice(0, at), contact.slice(at + 1)];
  if (value === '') return false;
  if (kind === 'email') return text.toLowerCase().includes(value);
  if (kind !== 'phone' || text.length > 200) return false;
  const digits = text.replace(/\D/g, '');
  return (
    digits.includes(value.slice(-LAST_DIGITS)) &&
    (toE164(text, country) === value || digits.endsWith(value.slice(-9)))
  );
}
