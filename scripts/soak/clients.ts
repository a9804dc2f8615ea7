/** What other clients of the dataset do: agent, dashboard, and the older sync that replaces whole documents. */
import { FIELDS, type FieldKey, fieldOf, isFieldKey } from '../../addon/model/fields.ts';
import { LEAD_TYPE } from '../../addon/model/lead.ts';
import { toE164 } from '../../addon/model/phone.ts';
import { parseWallTime, wallToIso } from '../../addon/model/time.ts';
import type { Mutation, StoredDocument } from '../local/lake/server.ts';
import type { StepOf } from './people.ts';
import { leadsOf, type Run, tabOf, tagForDocument } from './run.ts';
import type { Camp } from './schedule.ts';
import { nth } from './sheet.ts';
import { mint, mintText, tagOf, tokensIn } from './values.ts';

async function commit(run: Run, who: 'agent' | 'older', mutations: readonly Mutation[]): Promise<void> {
  run.written += 1;
  if (mutations.length > 0)
    await run.world.lake.commit(mutations, { transactionId: `${who}-${run.written}` });
}

/** Longer than a cell holds. */
const LONG = 50_500;

function patchedValue(key: FieldKey, tag: string, { v, as }: Pick<StepOf<'patch'>, 'v' | 'as'>): unknown {
  const field = fieldOf(key);
  switch (field.kind.is) {
    case 'phone':
      return toE164(mint(field, tag, v, 3).text);
    case 'dateTime': {
      const wall = parseWallTime(mint(field, tag, v, 8).text);
      return wall && wallToIso(wall);
    }
    case 'yesNo':
      return v % 2 === 0;
    case 'number':
      return v;
    case 'date':
      return `2031-03-${String(1 + (v % 28)).padStart(2, '0')}`;
    case 'text': {
      if (as === 'long' && field.long) return `${mintText(tag, v, 8).text} ${'long '.repeat(LONG / 5)}`;
      const shapes = ["'", '=1+', '+', '-', '@', '007', '\t', ' ', "'="];
      return mintText(tag, v, 8, as === 'risky' ? shapes[v % shapes.length] : '').text;
    }
    default:
      return mint(field, tag, v, 8).text;
  }
}

/** One field of one lead, as an agent or the dashboard patches it. */
export async function patchLead(
  run: Run,
  camp: Camp,
  lead: number,
  field: string,
  step: Pick<StepOf<'patch'>, 'v' | 'as'>,
): Promise<void> {
  const document = nth(leadsOf(run, camp), lead);
  if (!document || !isFieldKey(field)) return;
  const id = document._id;
  if (step.as === 'unset') return await commit(run, 'agent', [{ patch: { id, unset: [field] } }]);
  const value = patchedValue(field, tagForDocument(run, camp, document), step);
  await commit(run, 'agent', [{ patch: { id, set: { [field]: value } } }]);
}

async function patch(run: Run, step: StepOf<'patch'>): Promise<void> {
  await patchLead(run, step.camp, step.lead, step.field, step);
}

async function race(run: Run, step: StepOf<'race'>): Promise<void> {
  run.world.races.push(() => patchLead(run, step.camp, step.lead, step.field, { v: step.v, as: 'value' }));
}

async function messages(run: Run, step: StepOf<'messages'>): Promise<void> {
  const document = nth(leadsOf(run, step.camp), step.lead);
  if (!document) return;
  const before = Array.isArray(document.messages) ? document.messages : [];
  const added = { _key: `v${step.v}`, sender: 'customer', content: 'Yes please' };
  await commit(run, 'agent', [{ patch: { id: document._id, set: { messages: [...before, added] } } }]);
}

async function create(run: Run, step: StepOf<'create'>): Promise<void> {
  const campaign = run.campaigns.get(step.camp);
  if (!campaign) return;
  const tag = `${step.camp}${5_000 + step.v}`;
  const own = campaign.kind === 'own';
  await commit(run, 'agent', [
    {
      create: {
        _id: own ? `lead.agent-${step.v}` : `dbr-agent-${step.v}`,
        _type: LEAD_TYPE[campaign.kind],
        ...(own ? { campaignId: campaign.id } : {}),
        firstName: mintText(tag, step.v, 0).text,
        notes: mintText(tag, step.v, 1).text,
        archived: false,
        messages: [],
      },
    },
  ]);
}

async function remove(run: Run, step: StepOf<'delete'>): Promise<void> {
  const document = nth(leadsOf(run, step.camp), step.lead);
  if (document) await commit(run, 'agent', [{ delete: { id: document._id } }]);
}

async function elsewhere(run: Run, step: StepOf<'elsewhere'>): Promise<void> {
  await commit(run, 'agent', [{ patch: { id: 'sophie-analysis-1', set: { qualityScore: step.v } } }]);
}

const OLDER_SYNCED_AT = '2026-01-01T00:00:00.000Z';

/** The older sync reads columns by their position, and knows nothing of two of them. */
async function olderReads(run: Run): Promise<void> {
  const tab = tabOf(run, 'O');
  const { world } = run;
  if (!tab) return;
  const lead = (tab.grid[0] ?? []).indexOf('_lead');
  world.older = tab.grid.slice(1).flatMap((line) => {
    // It finds a lead by the phone number in column D: the id that it once made of it.
    const phone = toE164(String(line[3] ?? ''));
    const document = phone === null ? undefined : world.ledger.store.get(`dbr-${phone.slice(1)}`);
    if (!document) return [];
    // What a sort has brought into the wrong row, it brings into the wrong document.
    const owner = String(line[lead] ?? '') === document._id ? tagForDocument(run, 'O', document) : null;
    world.ledger.loosen(line.flatMap(tokensIn).filter((token) => tagOf(token) !== owner));
    const fields = FIELDS.map(({ key }, n) => [key, olderValue(key, String(line[n] ?? ''))] as const);
    const said = fields.filter(([, value]) => value !== null);
    return [{ ...Object.fromEntries(said), ...identityOf(document), lastSyncedAt: OLDER_SYNCED_AT }];
  });
}

function identityOf({ _id, _rev, _createdAt, _updatedAt }: StoredDocument) {
  return { _id, _type: 'dbrLead', _rev, _createdAt, _updatedAt };
}

function olderValue(key: FieldKey, text: string): unknown {
  const field = fieldOf(key);
  if (text === '' || key === 'assignedTo' || key === 'calBookingUrl') return null;
  switch (field.kind.is) {
    case 'phone':
      return toE164(text) ?? text;
    case 'yesNo':
      return text.toLowerCase() === 'yes';
    case 'number':
      return Number.isFinite(Number(text)) ? Number(text) : text;
    case 'dateTime': {
      const wall = parseWallTime(text);
      return wall ? wallToIso(wall) : text;
    }
    default:
      return text;
  }
}

/** Replaces every document by what it read, perhaps long ago, with all that it has no column for. */
async function olderWrites(run: Run): Promise<void> {
  if (!run.world.older) await olderReads(run);
  const documents = run.world.older ?? [];
  run.world.older = null;
  await commit(
    run,
    'older',
    documents
      .filter(({ _id }) => run.world.ledger.store.has(_id))
      .map(({ _rev, _createdAt, _updatedAt, ...document }) => ({ createOrReplace: document })),
  );
}

export const CLIENTS = { patch, race, messages, create, delete: remove, elsewhere, olderReads, olderWrites };
