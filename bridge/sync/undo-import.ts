/** Taking an import back: leads that it made go, as long as they say what it wrote and nothing else; others are spelled as before. */
import { keyOfValue, readCell, textKey } from '../../addon/model/cell.ts';
import { FIELDS, type Field } from '../../addon/model/fields.ts';
import type { Job, JobRow } from '../../addon/model/import/job.ts';
import { type CampaignRef, importedLeadId, isLeadId, type LeadId } from '../../addon/model/lead.ts';
import { own } from '../../addon/model/merge.ts';
import type { CountryCode } from '../../addon/model/phone.ts';
import { unixLines } from '../../addon/model/text.ts';
import type { UndoCreatedRequest, UndoCreatedResponse, UndoneLead } from '../../addon/model/wire.ts';
import { isLeadOf, toLead } from '../store/documents.ts';
import { StoreRefused, StoreUnreachable } from '../store/failure.ts';
import { documentsAbout } from '../store/queries.ts';
import type { StoredDocument } from '../store/store.ts';
import { requirePart } from './import-parts.ts';
import { respell, spellingsIn, type Updated } from './import-was.ts';
import { requireJob } from './imports.ts';
import type { Ask } from './sync.ts';
import { transactionIdOf } from './transaction-id.ts';

export type CheckedUndo = UndoCreatedRequest & { readonly country: CountryCode };

type Created = Extract<JobRow, { is: 'create' }>;

/** A lead that the import made. */
interface Made {
  readonly row: Created;
  readonly id: LeadId;
}

/** How often leads that changed meanwhile, or are there after "deleted", are looked at again. */
const TRIES = 4;
/** Below Sanity's 100 documents a transaction: each delete is two mutations. */
const DELETES = 40;
/** Documents of other tools that are looked through for the ids of the leads. */
const MOST_OTHERS = 500;

/** Each line gets an answer: gone, proven by asking again; kept because something changed since; or not proven. */
export async function undoCreated(request: CheckedUndo, ask: Ask): Promise<UndoCreatedResponse> {
  const job = await requireJob(request.importId, request.spreadsheetId, ask);
  if (job.state !== 'undoing') {
    throw new StoreRefused(409, `This import is "${job.state}" and not being taken back. Nothing was done.`);
  }
  const { rows, document } = await requirePart(request.importId, request.part, ask);
  const wanted = new Set(request.lines);
  const made = rows.flatMap((row): Made[] =>
    row.is === 'create' && wanted.has(row.line) ? [{ row, id: importedLeadId(job.importId, row.line) }] : [],
  );
  const updated = rows.filter((row): row is Updated => row.is === 'update' && wanted.has(row.line));
  const leads = [
    ...(await takeBack(made, job, request, ask)),
    ...(await respell(updated, spellingsIn(document), request.country, ask)),
  ];
  const count = (state: UndoneLead['state']) => leads.filter((one) => one.state === state).length;
  ask.note({ leads: leads.length, removed: count('removed'), changed: count('changed') });
  return { leads };
}

async function takeBack(
  made: readonly Made[],
  job: Job,
  request: CheckedUndo,
  ask: Ask,
): Promise<readonly UndoneLead[]> {
  const answers = new Map<LeadId, UndoneLead>();
  const answer = ({ row, id }: Made, state: UndoneLead['state'], message: string) =>
    void answers.set(id, { line: row.line, id, state, message });
  const campaign: CampaignRef = { id: job.campaign, kind: 'own' };
  let open = made;
  try {
    const others = await idsNamed(made, ask);
    for (let tries = 0; tries <= TRIES && open.length > 0; tries++) {
      const found = await ask.store.documents(
        open.flatMap(({ id }) => [id, `drafts.${id}`]),
        ask.deadline,
      );
      const going: (Made & { readonly document: StoredDocument })[] = [];
      for (const one of open) {
        const document = found.get(one.id);
        const why = found.has(`drafts.${one.id}`)
          ? 'An editor of Sanity’s Studio has an unpublished change of it.'
          : document && (others.get(one.id) ?? whyChanged(one.row, document, job, campaign, request.country));
        if (why) answer(one, 'changed', why);
        else if (document) going.push({ ...one, document });
        else answer(one, 'removed', '');
      }
      open = going;
      if (tries < TRIES) await deleteAll(going, tries, ask);
    }
    for (const one of open) answer(one, 'changed', REFUSED);
  } catch (thrown) {
    if (!(thrown instanceof StoreUnreachable)) throw thrown;
    for (const one of made)
      if (!answers.has(one.id)) answer(one, 'unverified', `${thrown.message} ${NOT_PROVEN}`);
  }
  return made.flatMap(({ id }) => answers.get(id) ?? []);
}

const NOT_PROVEN = 'Whether this lead is gone is not proven. Go on with taking the import back.';
const REFUSED =
  'Sanity refused to delete it, or it kept changing; most likely a document of another tool refers to it.';

/** Later tries go in smaller groups, then one by one: a lead that Sanity keeps must not hold the others. */
async function deleteAll(
  leads: readonly (Made & { readonly document: StoredDocument })[],
  tries: number,
  ask: Ask,
): Promise<void> {
  const size = tries === 0 ? DELETES : tries === 1 ? 5 : 1;
  for (let from = 0; from < leads.length; from += size) {
    const deletes = leads.slice(from, from + size).map(({ document }) => ({
      delete: { id: document._id, ifRevisionID: document._rev, withHistory: false },
    }));
    const outcome = await ask.store.commit(
      transactionIdOf(ask.requestId, 'undo', tries, from),
      deletes,
      ask.deadline,
    );
    if (outcome.is === 'busy') throw new StoreUnreachable('Sanity could not take it in time.');
  }
}

/** Conflicts, and documents of other tools, that name one of the leads: what they know of it would be lost with it. */
async function idsNamed(made: readonly Made[], ask: Ask): Promise<ReadonlyMap<LeadId, string>> {
  const ids = made.map(({ id }) => id);
  const documents = await documentsAbout(ask.store, ids, MOST_OTHERS, ask.deadline);
  const wanted = new Set<string>(ids);
  const named = new Map<LeadId, string>();
  for (const document of documents) {
    const type = typeof document === 'object' && document !== null ? Reflect.get(document, '_type') : '';
    const why =
      type === 'leadConflict'
        ? 'A value of it lost to another one and is kept in the list of conflicts.'
        : `Another tool has a document about it (${String(type)}).`;
    for (const text of textsIn(document)) if (wanted.has(text) && isLeadId(text)) named.set(text, why);
  }
  return named;
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Attributes that the bridge gives a new lead beside its fields. Those that begin with `_` are Sanity's own. */
const OWN = new Set<string>(['campaignId', 'extra', ...FIELDS.map(({ key }) => key)]);
const OWN_IN_ITEM = new Set(['_key', '_type', 'key', 'value']);

/** What about the document is not as the import wrote it, in a sentence; null when nothing is. */
function whyChanged(
  row: Created,
  document: StoredDocument,
  job: Job,
  campaign: CampaignRef,
  country: CountryCode,
): string | null {
  if (!isLeadOf(campaign, document)) return 'It was moved to another campaign.';
  const foreign = Object.keys(document).find((name) => !name.startsWith('_') && !OWN.has(name));
  if (foreign !== undefined) return `Another tool added "${foreign}" to it.`;
  const { snapshot, unwritable, items } = toLead(document);
  const added =
    Array.isArray(items) && items.some((item) => Object.keys(item).some((k) => !OWN_IN_ITEM.has(k)));
  if (unwritable.size > 0 || items === 'foreign' || added) return 'Another tool wrote something to it.';
  const field = FIELDS.find(
    (one, n) => keyOfValue(one, snapshot.fields[one.key], country) !== writtenKey(one, row.cells[n], country),
  );
  if (field) return `${field.label} was changed since.`;
  const names = new Set([...job.extras, ...Object.keys(snapshot.extra)]);
  const column = [...names].find((name) => {
    const place = job.extras.indexOf(name);
    const written = place < 0 ? '' : (row.cells[FIELDS.length + place] ?? '');
    return textKey(unixLines(own(snapshot.extra, name) ?? '')) !== textKey(unixLines(written));
  });
  return column === undefined ? null : `"${column}" was changed since.`;
}

/** The key under which a document's value is what the import's text became. */
function writtenKey(field: Field, text: string | undefined, country: CountryCode): string {
  const reading = readCell(field, text ?? '', { country, apostrophe: 'hidden' });
  const key = reading.state === 'value' ? reading.key : '';
  // A new lead says always whether it is archived.
  return key === '' && field.key === 'archived' ? String(false) : key;
}
