/** Carrying out an export: the leads of each campaign, every one counted, then the files. */
import type { CampaignSummary } from '../../calls.ts';
import { type Collected, collect, isComplete } from '../../model/export/collect.ts';
import { baseName, type ExportFiles, filesOf } from '../../model/export/files.ts';
import type { ExportOrder, NamedLead } from '../../model/export/order.ts';
import { CallFault, faultOf, isWorthRepeating } from '../faults.ts';
import type { Ask } from '../server.ts';

type Source = Pick<CampaignSummary, 'id' | 'name'>;

/** The leads of some campaigns, as they were read at one time. */
export interface Gathered {
  readonly campaigns: readonly (Source & Collected)[];
  readonly history: boolean;
  /** Milliseconds. */
  readonly at: number;
}

export interface Going {
  readonly campaign: string;
  /** Of that campaign, so far, and as Sanity counts them; 0 before the first answer. */
  readonly leads: number;
  readonly total: number;
  /** Campaigns that are read already, and all. */
  readonly done: number;
  readonly of: number;
}

/** What a person stops it by. */
export interface Stop {
  wanted: boolean;
}

/** The person pressed *Cancel*; nothing is kept. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/** How often a page is asked for when it cannot be had, and how long is waited before, in milliseconds. */
const TRIES = 4;
const WAIT = 800;

/** Reads every lead of the campaigns. Throws what the call threw, or Cancelled; then nothing was saved. */
export async function gather(
  campaigns: readonly Source[],
  history: boolean,
  ask: Ask,
  stop: Stop,
  tell: (going: Going) => void,
): Promise<Gathered> {
  const read: (Source & Collected)[] = [];
  for (const { id, name } of campaigns) {
    const say = (leads: number, total: number) =>
      tell({ campaign: name, leads, total, done: read.length, of: campaigns.length });
    say(0, 0);
    const page = (after: string) => insist(() => ask('exportPage', { campaign: id, after, history }), stop);
    read.push({ id, name, ...(await collect(page, say)) });
  }
  return { campaigns: read, history, at: Date.now() };
}

async function insist<T>(question: () => Promise<T>, stop: Stop): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    if (stop.wanted) throw new Cancelled();
    try {
      const answer = await question();
      if (stop.wanted) throw new Cancelled();
      return answer;
    } catch (error) {
      if (error instanceof Cancelled) throw error;
      const fault = faultOf(error);
      if (attempt === TRIES || !isWorthRepeating(fault.code)) throw new CallFault(fault.code, fault.message);
      await new Promise((resolve) => setTimeout(resolve, WAIT * attempt));
    }
  }
}

export function namedLeads({ campaigns }: Gathered): readonly NamedLead[] {
  return campaigns.flatMap(({ name, leads }) => leads.map((exported) => ({ campaign: name, exported })));
}

/** The campaigns of which not as many leads came as Sanity counts. */
export function incompleteIn({ campaigns }: Gathered): Gathered['campaigns'] {
  return campaigns.filter((one) => !isComplete(one));
}

/** The files. A file that may lack leads says so in its name. */
export function makeFiles(gathered: Gathered, order: ExportOrder, at: Date): ExportFiles {
  const [first] = gathered.campaigns;
  const one = gathered.campaigns.length === 1 && first ? first.name : 'All campaigns';
  const lacking = incompleteIn(gathered).length > 0 ? ' - INCOMPLETE' : '';
  return filesOf(namedLeads(gathered), order, baseName(one, order.kinds, at) + lacking);
}
