/** Which column of a file goes where: worked out from headings and values, then corrected by a person. */
import { type FieldKey, fieldByHeader } from '../fields.ts';
import type { CountryCode } from '../phone.ts';
import type { ImportFile } from './file.ts';
import { type HeadingMeaning, isVague, type Meaning, meaningsOf, speaksAgainst } from './meanings.ts';
import { type Shapes, shapesOf } from './shapes.ts';

/**
 * Where one column of the file goes. `fullName` is split into the first and the last name; the columns that are each an
 * `addressPart` are joined, in the file's order.
 */
export type Target =
  | { readonly to: 'field'; readonly key: FieldKey }
  | { readonly to: 'fullName' }
  | { readonly to: 'addressPart' }
  | { readonly to: 'extra' }
  | { readonly to: 'leaveOut' };

/** How much speaks for the target: heading and values (`sure`), one of them (`likely`), neither (`none`), or a person. */
export type Confidence = 'sure' | 'likely' | 'none' | 'chosen';

/** One column of the file and its target. Choices stand in the file's order. */
export interface ColumnChoice {
  readonly header: string;
  /** Up to three filled values, from the top. */
  readonly samples: readonly string[];
  readonly filled: number;
  readonly target: Target;
  readonly confidence: Confidence;
}

interface Candidate {
  readonly column: number;
  readonly meaning: Meaning;
  readonly confidence: 'sure' | 'likely';
  readonly score: number;
}

/**
 * Maps a file's columns by themselves. Each field is used at most once; a column that no field wants becomes a
 * further column, and one without any value is left out.
 */
export function mapColumns(
  file: Pick<ImportFile, 'headers' | 'rows'>,
  country: CountryCode,
): readonly ColumnChoice[] {
  const columns = file.headers.map((header, index) => {
    const cells = file.rows.map((row) => row[index] ?? '');
    return { header, shapes: shapesOf(cells, country), samples: samplesOf(cells) };
  });
  const candidates = columns.flatMap(({ header, shapes }, column) => candidatesOf(column, header, shapes));
  const won = withAddress(
    assign(candidates),
    columns.map(({ header }) => header),
  );
  return columns.map(({ header, shapes, samples }, column): ColumnChoice => {
    const best = won.get(column);
    const target: Target = best
      ? targetOf(best.meaning)
      : shapes.filled === 0
        ? { to: 'leaveOut' }
        : { to: 'extra' };
    return { header, samples, filled: shapes.filled, target, confidence: best?.confidence ?? 'none' };
  });
}

/** Puts a column on another target. A field that another column had is taken from it, which becomes a further column. */
export function chooseTarget(
  choices: readonly ColumnChoice[],
  column: number,
  target: Target,
): readonly ColumnChoice[] {
  return choices.map((choice, index): ColumnChoice => {
    if (index === column) return { ...choice, target, confidence: 'chosen' };
    return collides(choice.target, target)
      ? { ...choice, target: { to: 'extra' }, confidence: 'chosen' }
      : choice;
  });
}

/** What a mapping lacks. `blocks`: without it there is nothing to reach a lead by, so the import cannot go on. */
export interface MappingGap {
  readonly blocks: boolean;
  /** What is missing and what to do. */
  readonly message: string;
}

/** What is missing for a new campaign: a phone or an e-mail column, and a first name. */
export function mappingGaps(choices: readonly ColumnChoice[]): readonly MappingGap[] {
  const has = (key: FieldKey): boolean => choices.some(({ target: t }) => t.to === 'field' && t.key === key);
  const gaps: MappingGap[] = [];
  if (!has('phoneNumber') && !has('emailAddress')) {
    gaps.push({
      blocks: true,
      message:
        'No column is set to Phone or E-mail, so no lead could be reached. Choose “Phone” or “E-mail” beside the column that holds it.',
    });
  }
  if (!has('firstName') && !choices.some(({ target }) => target.to === 'fullName')) {
    gaps.push({
      blocks: false,
      message:
        'No column is set to First name or Full name, so messages cannot greet people by name. Choose one, or go on without.',
    });
  }
  return gaps;
}

/** A target as one text, for a select's value. */
export function targetCode(target: Target): string {
  return target.to === 'field' ? `field:${target.key}` : target.to;
}

/** What a column is worth for each meaning that its heading or its values speak for. */
function candidatesOf(column: number, header: string, shapes: Shapes): readonly Candidate[] {
  const exact = fieldByHeader(header);
  if (exact && !isMisplaced(exact.key, header, shapes))
    return [{ column, meaning: exact.key, confidence: 'sure', score: 120 }];
  // Columns of an add-on's own, ours among them.
  if (header.startsWith('_')) return [];
  const said = meaningsOf(header).flatMap((one) => weighed(column, header, one, shapes) ?? []);
  const shown = byShape(column, header, shapes).filter(
    ({ meaning }) => !said.some((one) => one.meaning === meaning),
  );
  const named = said.length === 0 ? nameless(column, header, shapes) : [];
  return [...said, ...shown, ...named].filter(({ score }) => score >= LEAST);
}

/** Below this, too little speaks for a target. */
const LEAST = 40;
/** A heading that says no more than "date" or "when" says too little to be sure of. */
const SURE = 65;

/** A heading's meaning beside what its values look like; null where they contradict it. */
function weighed(
  column: number,
  header: string,
  { meaning, score, plain, alone }: HeadingMeaning,
  shapes: Shapes,
): Candidate | null {
  const fits = shapes.filled === 0 ? null : shapeFit(meaning, shapes);
  if (fits !== null && fits < CONTRADICTED) return null;
  const single = meaning === 'fullName' && isFirstNameOnly(shapes);
  if (single && !/name/i.test(header)) return null;
  const resolved = single ? 'firstName' : meaning;
  // Many things have a status; one that is not plainly the lead's shows it in its values.
  if (meaning === 'contactStatus' && !alone && shapes.status < CONTRADICTED) return null;
  const sure =
    plain && score >= SURE && resolved === meaning && shapes.filled > 0 && (fits === null || fits >= AGREED);
  return {
    column,
    meaning: resolved,
    confidence: sure ? 'sure' : 'likely',
    score: score + (fits ?? 0.5) * 15 + reachedBy(header, meaning, shapes) + fullness(shapes),
  };
}

/** What speaks for one of several phone columns: mobiles get messages, whatever the column is called. */
function reachedBy(header: string, meaning: Meaning, { mobile, filled }: Shapes): number {
  if (meaning !== 'phoneNumber' || filled === 0) return 0;
  return mobile < 0.1 && /mob|cell/i.test(header) ? -40 : mobile * 12;
}

/** Of two columns alike, the one that more rows fill. */
function fullness({ filled }: Shapes): number {
  return Math.min(1, filled / 50) + Math.min(5, filled);
}

/** Shares of a column's values: fewer contradict its heading, more agree with it. */
const CONTRADICTED = 0.34;
const AGREED = 0.6;

/** What the values alone speak for, where they speak clearly and the heading does not speak against it. */
function byShape(column: number, header: string, shapes: Shapes): readonly Candidate[] {
  const found: readonly [Meaning, number][] = [
    ['phoneNumber', shapes.phone],
    ['emailAddress', shapes.email],
    ['postcode', shapes.postcode],
    ['contactStatus', shapes.status],
    ['leadSentiment', shapes.sentiment],
  ];
  return found
    .filter(([meaning, share]) => share >= 0.8 && !speaksAgainst(header, meaning))
    .map(([meaning, share]) => ({ column, meaning, confidence: 'likely', score: 35 + share * 10 }));
}

/** Names under a heading that says nothing, or says what its values are not. */
function nameless(column: number, header: string, shapes: Shapes): readonly Candidate[] {
  const { name, givenName, twoWords, filled } = shapes;
  const [best] = meaningsOf(header);
  const silent = isVague(header) || (best?.plain === true && best.score >= 80);
  if (filled === 0 || name < 0.8 || givenName < 0.4 || !silent) return [];
  const meaning = twoWords >= 0.6 ? 'fullName' : 'firstName';
  return [{ column, meaning, confidence: 'likely', score: 35 + name * 10 }];
}

/** Fewer values than these say nothing of a column. */
const FEW = 3;

/** True where a column of our own name holds what only another one does, as when a table slipped by a column. */
function isMisplaced(key: FieldKey, header: string, shapes: Shapes): boolean {
  const others = byShape(0, header, shapes).filter(({ meaning }) => meaning !== key);
  return shapes.filled >= FEW && shapeFit(key, shapes) === 0 && others.length > 0;
}

/** How well the values fit a meaning, 0–1; null where values of any shape do. */
function shapeFit(meaning: Meaning, shapes: Shapes): number | null {
  switch (meaning) {
    case 'phoneNumber':
      return shapes.phone;
    case 'emailAddress':
      return shapes.email;
    case 'firstName':
    case 'secondName':
    case 'fullName':
      return Math.max(shapes.name, isOddText(shapes) ? HALF : 0);
    case 'assignedTo':
      return 1 - Math.max(shapes.phone, shapes.date, shapes.answer, shapes.number);
    case 'notes':
    case 'conversationHistory':
    case 'address':
    case 'addressPart':
      return 1 - Math.max(shapes.phone, shapes.email, shapes.postcode, shapes.date);
    case 'rowNumber':
      return shapes.number;
    case 'postcode':
      return Math.max(shapes.postcode, shapes.short > 0.8 && shapes.email < 0.2 ? 0.5 : 0);
    case 'enquiryDate':
    case 'installDate':
    case 'callBookedTime':
    case 'replyReceived':
      return shapes.date;
    case 'contactStatus':
      return Math.max(shapes.status, shapes.number > 0.5 ? 0 : 0.5);
    case 'leadSentiment':
      return Math.max(shapes.sentiment, 0.5);
    case 'finalStatus':
      return Math.max(shapes.outcome, 0.5);
    default:
      return null;
  }
}

/** Neither for nor against. */
const HALF = 0.5;

/** True for values that are nothing else either, as names with an emoji or a number behind. */
function isOddText({ answer, number, date, email, phone, postcode }: Shapes): boolean {
  return Math.max(answer, number, date, email, phone, postcode) < 0.2;
}

/** A column for whole names that holds single words is a first name. */
function isFirstNameOnly(shapes: Shapes): boolean {
  return shapes.filled > 0 && shapes.twoWords < 0.2;
}

/** The best column for each meaning, each column at most once. A full name is split only where no name field has a column. */
function assign(candidates: readonly Candidate[]): ReadonlyMap<number, Candidate> {
  const ordered = [...candidates].sort((a, b) => b.score - a.score || a.column - b.column);
  const used = new Set<Meaning>();
  const won = new Map<number, Candidate>();
  const named = ordered.some((c) => c.meaning === 'firstName' || c.meaning === 'secondName');
  for (const candidate of ordered) {
    if (used.has(candidate.meaning) || won.has(candidate.column)) continue;
    if (candidate.meaning === 'fullName' && named) continue;
    if (candidate.meaning !== 'addressPart') used.add(candidate.meaning);
    won.set(candidate.column, candidate);
  }
  return won;
}

/** Beside parts of the address, a plain address is one of them; a full one makes them needless. */
function withAddress(
  won: ReadonlyMap<number, Candidate>,
  headers: readonly string[],
): ReadonlyMap<number, Candidate> {
  const whole = [...won.values()].find(({ meaning }) => meaning === 'address');
  const parts = [...won.values()].filter(({ meaning }) => meaning === 'addressPart');
  if (!whole || parts.length === 0) return won;
  const full = /full|whole|complete/i.test(headers[whole.column] ?? '');
  const changed = new Map(won);
  if (full) for (const { column } of parts) changed.delete(column);
  else changed.set(whole.column, { ...whole, meaning: 'addressPart' });
  return changed;
}

function targetOf(meaning: Meaning): Target {
  if (meaning === 'fullName' || meaning === 'addressPart') return { to: meaning };
  return { to: 'field', key: meaning };
}

function collides(a: Target, b: Target): boolean {
  if (a.to === 'fullName') return b.to === 'fullName' || isNameField(b);
  if (b.to === 'fullName') return isNameField(a);
  return a.to === 'field' && b.to === 'field' && a.key === b.key;
}

function isNameField(target: Target): boolean {
  return target.to === 'field' && (target.key === 'firstName' || target.key === 'secondName');
}

function samplesOf(cells: readonly string[]): readonly string[] {
  const samples: string[] = [];
  for (const cell of cells) {
    if (samples.length === 3) break;
    const text = cell.trim();
    if (text !== '' && !samples.includes(text)) samples.push(text);
  }
  return samples;
}
