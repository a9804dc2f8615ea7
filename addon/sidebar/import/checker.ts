/** The check of a whole file, in slices: rows read, people searched for, every row decided. What did not change is kept. */
import type { Decisions, DoubleAction } from '../../model/import/check.ts';
import { type CheckedRow, countRows, decider } from '../../model/import/check.ts';
import { type Double, doubleFinder } from '../../model/import/doubles.ts';
import type { ImportFile } from '../../model/import/file.ts';
import type { JobCounts, MatchedLead } from '../../model/import/job.ts';
import type { Layout } from '../../model/import/layout.ts';
import { givenText, type ReadRow, readRow } from '../../model/import/row.ts';
import type { RowRules } from '../../model/import/rules.ts';
import type { CampaignId, LeadId } from '../../model/lead.ts';
import type { DuplicateMatch } from '../../model/wire.ts';
import { faultOf } from '../faults.ts';
import type { Ask } from '../server.ts';
import { CalledOff, type Pace } from './file/pace.ts';

export interface CheckInput {
  readonly file: ImportFile;
  readonly layout: Layout;
  readonly rules: RowRules;
  readonly decisions: Decisions;
}

export type Stage = 'rows' | 'people' | 'doubles' | 'leads' | 'verdicts';

/** What kept the search from being whole. `people`: other campaigns; a person may go on without. `leads`: the rows to change. */
export interface SearchFailure {
  readonly what: 'people' | 'leads';
  readonly message: string;
}

export interface Checked {
  readonly input: CheckInput;
  readonly rows: readonly CheckedRow[];
  readonly counts: JobCounts;
  /** Rows with anything wrong, invalid ones among them. */
  readonly withProblems: number;
  /** Rows that double another, whatever becomes of them. */
  readonly doubled: number;
  readonly known: ReadonlyMap<LeadId, MatchedLead>;
  readonly failure: SearchFailure | null;
}

export interface Checker {
  /** Rejects with `CalledOff` when the pace says so; what was found until then is kept for the next time. */
  readonly check: (input: CheckInput, paceFor: (stage: Stage) => Pace) => Promise<Checked>;
  /** The row of a lead that is there, for looking at; null where it has none. */
  readonly lead: (campaign: CampaignId, lead: LeadId) => Promise<MatchedLead | null>;
  /** Searches again what could not be searched. */
  readonly forgetFailure: () => void;
}

/** At most this many phones, e-mails or leads in one question. */
const ASKED_AT_ONCE = 2_000;
/** Rows between two looks at the clock. */
const STRIDE = 32;

interface Kept {
  readonly input: CheckInput;
  readonly read: readonly ReadRow[];
}

/** A check that remembers what it found, for one dialog. */
export function checker(ask: Ask): Checker {
  let kept: Kept | null = null;
  let doubles: { readonly read: readonly ReadRow[]; readonly found: ReadonlyMap<number, Double> } | null =
    null;
  let last: { readonly read: readonly ReadRow[]; readonly checked: Checked } | null = null;
  let failure: SearchFailure | null = null;
  const people = peopleSearch(ask);
  const leads = leadSearch(ask);

  return {
    check: async (input, paceFor) => {
      const before = kept;
      const read = await readRows(before, input, paceFor('rows'));
      kept = { input, read };
      if (!failure) failure = await people.search(read, paceFor('people')).catch(failed('people'));
      const sameKeys = doubles !== null && !people.isNews() && haveSameKeys(doubles.read, read);
      const found = sameKeys && doubles ? doubles.found : await findAll(read, people, paceFor('doubles'));
      people.used();
      doubles = { read, found };
      if (failure?.what !== 'leads') {
        const failing = await leads.search(found, input.decisions, paceFor('leads')).catch(failed('leads'));
        failure = failing ?? failure;
      }
      const known = leads.known();
      const rows =
        (last && sameKeys ? patched(last.checked, last.read, read, input, found, known) : null) ??
        (await decideAll(read, input, found, known, paceFor('verdicts')));
      const checked: Checked = {
        input,
        rows,
        counts: countRows(rows),
        withProblems: read.reduce((sum, row) => sum + (row.problems.length > 0 ? 1 : 0), 0),
        doubled: found.size,
        known,
        failure,
      };
      last = { read, checked };
      return checked;
    },
    lead: leads.lead,
    forgetFailure: () => {
      failure = null;
    },
  };
}

/** Rows as they would stand; after a small change only those that it concerns are read again. */
async function readRows(before: Kept | null, input: CheckInput, pace: Pace): Promise<readonly ReadRow[]> {
  const { file, layout, rules } = input;
  const one = (line: number): ReadRow =>
    readRow(line, file.rows[line - 1] ?? [], layout, rules, file.oddRows.get(line));
  const concerned = before ? await concernedLines(before.input, input, pace) : null;
  if (before && concerned) {
    if (concerned.size === 0) return before.read;
    return before.read.map((row) => (concerned.has(row.line) ? one(row.line) : row));
  }
  const rows: ReadRow[] = [];
  for (let line = 1; line <= file.rows.length; line += 1) {
    rows.push(one(line));
    if (line % STRIDE === 0) await pace.breathe(line, file.rows.length);
  }
  return rows;
}

/** The lines that read otherwise now; null: any may. */
async function concernedLines(
  { file, layout, rules }: CheckInput,
  now: CheckInput,
  pace: Pace,
): Promise<ReadonlySet<number> | null> {
  const { rules: next } = now;
  const same =
    file === now.file &&
    layout === now.layout &&
    rules.country === next.country &&
    rules.dates === next.dates &&
    rules.required === next.required;
  if (!same) return null;
  const lines = new Set<number>();
  for (const line of new Set([...rules.edits.keys(), ...next.edits.keys()])) {
    if (rules.edits.get(line) !== next.edits.get(line)) lines.add(line);
  }
  for (const column of new Set([...rules.replacements.keys(), ...next.replacements.keys()])) {
    const [old, fresh] = [rules.replacements.get(column), next.replacements.get(column)];
    if (old === fresh) continue;
    const texts = new Set([...(old?.keys() ?? []), ...(fresh?.keys() ?? [])]);
    const changed = new Set([...texts].filter((text) => old?.get(text) !== fresh?.get(text)));
    for (const [index, raw] of file.rows.entries()) {
      if (changed.has(givenText(raw, layout, column))) lines.add(index + 1);
      if (index % STRIDE === 0) await pace.breathe(index, file.rows.length);
    }
  }
  return lines;
}

function haveSameKeys(before: readonly ReadRow[], now: readonly ReadRow[]): boolean {
  return (
    before.length === now.length &&
    now.every((row, index) => {
      const old = before[index];
      return (
        row === old ||
        (old !== undefined && row.phone === old.phone && row.email === old.email && row.state === old.state)
      );
    })
  );
}

async function findAll(
  read: readonly ReadRow[],
  people: PeopleSearch,
  pace: Pace,
): Promise<ReadonlyMap<number, Double>> {
  const find = doubleFinder(people.found());
  const doubles = new Map<number, Double>();
  for (const [index, row] of read.entries()) {
    const double = find(row);
    if (double) doubles.set(row.line, double);
    if (index % STRIDE === 0) await pace.breathe(index, read.length);
  }
  return doubles;
}

async function decideAll(
  read: readonly ReadRow[],
  { file, layout, decisions }: CheckInput,
  doubles: ReadonlyMap<number, Double>,
  known: ReadonlyMap<LeadId, MatchedLead>,
  pace: Pace,
): Promise<readonly CheckedRow[]> {
  const { take, result } = decider({ file, layout, doubles, known }, decisions);
  for (const [index, row] of read.entries()) {
    take(row);
    if (index % STRIDE === 0) await pace.breathe(index, read.length);
  }
  return result();
}

/** The verdicts after a change of single rows that nothing else depends on; null where something may. */
function patched(
  last: Checked,
  before: readonly ReadRow[],
  read: readonly ReadRow[],
  { file, layout, decisions }: CheckInput,
  doubles: ReadonlyMap<number, Double>,
  known: ReadonlyMap<LeadId, MatchedLead>,
): readonly CheckedRow[] | null {
  const same = last.input.layout === layout && last.input.decisions === decisions && last.known === known;
  if (!same || last.rows.length !== read.length) return null;
  const rows = [...last.rows];
  for (const [index, row] of read.entries()) {
    const old = before[index];
    if (row === old) continue;
    // What was merged into it, or what it is merged into, would have to be decided with it.
    if (doubles.has(row.line) || rows[index]?.row !== old) return null;
    const { take, result } = decider({ file, layout, doubles, known }, decisions);
    take(row);
    const [one] = result();
    if (one) rows[index] = one;
  }
  return rows;
}

function failed(what: SearchFailure['what']): (error: unknown) => SearchFailure {
  return (error) => {
    if (error instanceof CalledOff) throw error;
    return { what, message: faultOf(error).message };
  };
}

interface PeopleSearch {
  readonly search: (read: readonly ReadRow[], pace: Pace) => Promise<null>;
  readonly found: () => {
    readonly matches: readonly DuplicateMatch[];
    readonly suppressed: { readonly phones: readonly string[]; readonly emails: readonly string[] };
  };
  /** Whether something was found since the last `used`. */
  readonly isNews: () => boolean;
  readonly used: () => void;
}

/** Asks for each phone and e-mail once. */
function peopleSearch(ask: Ask): PeopleSearch {
  const asked = new Set<string>();
  const matches: DuplicateMatch[] = [];
  const suppressed: { phones: string[]; emails: string[] } = { phones: [], emails: [] };
  let news = false;
  return {
    search: async (read, pace) => {
      const wanted: { phones: Set<string>; emails: Set<string> } = { phones: new Set(), emails: new Set() };
      for (const { state, phone, email } of read) {
        if (state !== 'ok') continue;
        if (phone !== null && !asked.has(phone)) wanted.phones.add(phone);
        if (email !== null && !asked.has(email)) wanted.emails.add(email);
      }
      const [phones, emails] = [[...wanted.phones], [...wanted.emails]];
      const total = Math.max(phones.length, emails.length);
      for (let from = 0; from < total; from += ASKED_AT_ONCE) {
        await pace.breathe(from, total);
        const question = {
          phones: phones.slice(from, from + ASKED_AT_ONCE),
          emails: emails.slice(from, from + ASKED_AT_ONCE),
        };
        const answer = await ask('duplicates', question);
        matches.push(...answer.matches);
        suppressed.phones.push(...answer.suppressed.phones);
        suppressed.emails.push(...answer.suppressed.emails);
        for (const text of [...question.phones, ...question.emails]) asked.add(text);
        news = true;
      }
      return null;
    },
    found: () => ({ matches, suppressed }),
    isNews: () => news,
    used: () => {
      news = false;
    },
  };
}

interface LeadSearch {
  readonly search: (doubles: ReadonlyMap<number, Double>, decisions: Decisions, pace: Pace) => Promise<null>;
  readonly lead: Checker['lead'];
  readonly known: () => ReadonlyMap<LeadId, MatchedLead>;
}

/** Fetches the rows of the leads that are to be changed, each once. */
function leadSearch(ask: Ask): LeadSearch {
  const asked = new Set<LeadId>();
  let known: ReadonlyMap<LeadId, MatchedLead> = new Map();
  const fetchThem = async (campaign: CampaignId, leads: readonly LeadId[]) => {
    const answer = await ask('matchedLeads', { campaign, leads });
    for (const lead of leads) asked.add(lead);
    known = new Map([...known, ...answer.leads.map((one) => [one.lead, one] as const)]);
  };
  return {
    search: async (doubles, decisions, pace) => {
      const wanted = new Map<CampaignId, Set<LeadId>>();
      for (const [line, double] of doubles) {
        if (double.in !== 'campaign' || double.match.campaign === null) continue;
        if (asked.has(double.match.lead) || !changes(decisions.rows.get(line) ?? decisions.doubles)) continue;
        const { campaign, lead } = double.match;
        wanted.set(campaign, (wanted.get(campaign) ?? new Set()).add(lead));
      }
      for (const [campaign, all] of wanted) {
        const leads = [...all];
        for (let from = 0; from < leads.length; from += ASKED_AT_ONCE) {
          await pace.breathe(from, leads.length);
          await fetchThem(campaign, leads.slice(from, from + ASKED_AT_ONCE));
        }
      }
      return null;
    },
    lead: async (campaign, lead) => {
      if (!asked.has(lead)) await fetchThem(campaign, [lead]);
      return known.get(lead) ?? null;
    },
    known: () => known,
  };
}

function changes(action: DoubleAction | 'leaveOut'): boolean {
  return action === 'merge' || action === 'replace';
}
