/** Two campaigns become one. */
import type { Calls } from '../../calls.ts';
import { keyOfValue } from '../../model/cell.ts';
import { fieldOf } from '../../model/fields.ts';
import type { CampaignId, FieldValues, LeadId } from '../../model/lead.ts';
import { copiedRows, type Tab, type TabRow } from '../../model/tab.ts';
import { MAX_MOVED } from '../../model/wire.ts';
import { type CampaignRecord, storedObject } from '../campaigns/campaigns.ts';
import { Failure } from '../failure.ts';
import { isActionId } from '../guards.ts';
import { isSettled, requirePair } from '../lead/move.ts';
import { alone, PATIENCE } from '../locked.ts';
import { newActionId, recordBetween } from '../people/record.ts';
import { requireRight } from '../people/rights.ts';
import { type Guard, isCount, isText, shape } from '../shapes.ts';
import { newUuid } from '../sheets/fetch.ts';
import { forgetDocument, readDocument, writeDocument } from '../sheets/properties.ts';
import { userEmail } from '../sheets/session.ts';
import { fetchLeads, fetchProofs } from '../sync/fetch-leads.ts';
import { openCampaign } from '../sync/mend.ts';
import { runPass } from '../sync/pass.ts';
import { passAfter } from '../sync/pass-after.ts';
import { overviewChanged, stateNow } from './after.ts';
import { carryMove, isMovingIn } from './moving.ts';
import { endMoves } from './resume.ts';
import { archiveEmptied } from './step.ts';

type Answer = Calls['mergeCampaigns']['answer'];

const SECONDS = 60;

/** What was moved so far, over all calls. */
interface Merging {
  readonly moved: number;
  readonly action: ReturnType<typeof newActionId>;
  readonly at: string;
}

const isMerging: Guard<Merging> = shape({ moved: isCount, action: isActionId, at: isText });

/** Moves the next leads, at most a hundred. The last call archives what was emptied. May be repeated at any time. */
export function mergeCampaigns({ from, into, doubles }: Calls['mergeCampaigns']['ask']): Answer {
  requireRight('create');
  const part = alone(() => {
    endMoves();
    if (isMovingIn(readDocument(), from))
      throw new Failure(
        'busy',
        'Leads of this campaign are on their way still. Nothing else was moved; try again in a minute.',
      );
    const [source, target] = requirePair(from, into, false);
    const tab = passed(source);
    const next = nextOf(source, target, tab, doubles === 'leave');
    const before = mergingIn(from, into);
    if (next.rows.length + next.resting.length === 0) return finish(source, target, before, next.left);
    const { moved } = carryMove({
      moveId: newUuid(),
      from,
      to: into,
      copy: false,
      rows: next.rows,
      resting: next.resting,
      at: new Date().toISOString(),
      by: userEmail(),
      action: '',
    });
    writeDocument({ [keyOf(from, into)]: JSON.stringify({ ...before, moved: before.moved + moved.length }) });
    const left = Math.max(0, next.all - moved.length);
    return {
      done: false,
      moved: moved.length,
      left,
      said: `${moved.length} leads are in "${target.name}" now.`,
    };
  });
  if (part.done) {
    passAfter(into);
    overviewChanged();
  }
  return { ...part, state: stateNow() };
}

function keyOf(from: CampaignId, into: CampaignId): string {
  return `merge:${from}:${into}`;
}

function mergingIn(from: CampaignId, into: CampaignId): Merging {
  const known = storedObject(readDocument(), keyOf(from, into), isMerging);
  return known ?? { moved: 0, action: newActionId(), at: new Date().toISOString() };
}

/** The source's tab after everything that it says was sent. */
function passed(campaign: CampaignRecord): Tab {
  const { failure, tab } = runPass({ campaign, seconds: SECONDS, patience: PATIENCE });
  if (failure) throw new Failure(failure.code, `Nothing was moved. ${failure.message}`);
  return tab;
}

interface Next {
  readonly rows: readonly LeadId[];
  readonly resting: readonly LeadId[];
  /** Leads of the campaign in all. */
  readonly all: number;
  /** Leads that stay: doubles, and rows that are not saved. */
  readonly left: number;
}

/** Rows first; then leads that rest in Sanity without a row. */
function nextOf(source: CampaignRecord, target: CampaignRecord, tab: Tab, leave: boolean): Next {
  const known = leave ? contactsIn(openCampaign(target).tab) : null;
  const copies = new Set(copiedRows(tab.rows.filter(({ id }) => id !== null)));
  const movable = tab.rows.filter((row) => isSettled(row) && !copies.has(row));
  const rows = firstOf(movable, known, (row) => ({ id: row.id, contacts: contactsOf(row) }));
  const total = tab.rows.filter(({ id, filled }) => id !== null || filled).length;
  if (rows.length > 0) return { rows: rows.slice(0, MAX_MOVED), resting: [], all: total, left: 0 };
  const proofs = fetchProofs(source, tab.columns, [], Date.now() + SECONDS * 1_000);
  if (proofs === null)
    throw new Failure('busy', 'Looking for the last leads took too long. Try again in a minute.');
  const shown = new Set(tab.rows.map(({ id }) => id));
  const ids = [...proofs.keys()].filter((id) => !shown.has(id));
  const leads = [...fetchLeads(source, ids).values()];
  const resting = firstOf(leads, known, ({ id, fields }) => ({ id, contacts: contactsSaid(fields, source) }));
  const all = total + leads.length;
  return { rows: [], resting: resting.slice(0, MAX_MOVED), all, left: all };
}

/** Ids of all; or of those whom the other campaign does not have yet, each person once. */
function firstOf<T>(
  all: readonly T[],
  known: ReadonlySet<string> | null,
  read: (one: T) => { readonly id: LeadId | null; readonly contacts: readonly string[] },
): readonly LeadId[] {
  if (known === null) return all.flatMap((one) => read(one).id ?? []);
  const taken = new Set(known);
  return all.flatMap((one) => {
    const { id, contacts } = read(one);
    if (id === null || contacts.some((contact) => taken.has(contact))) return [];
    for (const contact of contacts) taken.add(contact);
    return [id];
  });
}

const PHONE = fieldOf('phoneNumber');
const EMAIL = fieldOf('emailAddress');

function contactsIn(tab: Tab): Set<string> {
  return new Set(tab.rows.flatMap(contactsOf));
}

/** A phone as E.164, an e-mail in lower case. */
function contactsOf({ fields }: TabRow): readonly string[] {
  return fields.flatMap(({ field, reading }) =>
    (field === PHONE || field === EMAIL) && reading.state === 'value' && reading.key !== ''
      ? [reading.key.toLowerCase()]
      : [],
  );
}

function contactsSaid(fields: FieldValues, { country }: CampaignRecord): readonly string[] {
  return [PHONE, EMAIL]
    .map((field) => keyOfValue(field, fields[field.key], country).toLowerCase())
    .filter((key) => key !== '');
}

function finish(
  source: CampaignRecord,
  target: CampaignRecord,
  { moved, action, at }: Merging,
  left: number,
): Omit<Answer, 'state'> {
  const leads = moved === 1 ? '1 lead' : `${moved} leads`;
  const stay = left === 0 ? '' : ` ${left} stayed in "${source.name}".`;
  const said = `"${source.name}" was merged into "${target.name}": ${leads} moved.${stay}`;
  const by = userEmail();
  recordBetween({ id: action, at, by, campaign: target.id, what: 'merged', said }, source.id);
  const archived = left === 0 && archiveEmptied(source);
  forgetDocument(keyOf(source.id, target.id));
  const end = archived ? ' It is empty now, and archived.' : '';
  return { done: true, moved: 0, left, said: `${said}${end}` };
}
