/** Which column of a file goes where: worked out from headings and values, then corrected by a person. */
import { type FieldKey, fieldByHeader, fieldOf } from '../fields.ts';
import type { CountryCode } from '../phone.ts';
import type { ImportFile } from './file.ts';
import { type Shapes, shapesOf } from './shapes.ts';
import { type Meaning, meaningOf } from './synonyms.ts';

/** Where one column of the file goes. `fullName` is split into the first and the last name. */
export type Target =
  | { readonly to: 'field'; readonly key: FieldKey }
  | { readonly to: 'fullName' }
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
export function mapColumns(file: ImportFile, country: CountryCode): readonly ColumnChoice[] {
  const columns = file.headers.map((header, index) => {
    const cells = file.rows.map((row) => row[index] ?? '');
    return { header, shapes: shapesOf(cells, country), samples: samplesOf(cells) };
  });
  const candidates = columns.flatMap(({ header, shapes }, column) => candidatesOf(column, header, shapes));
  const won = assign(candidates);
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
  if (exact) return [{ column, meaning: exact.key, confidence: 'sure', score: 100 }];
  const named = meaningOf(header);
  if (named) {
    const { meaning, rank } = named.match;
    const fits = shapeFit(meaning, shapes);
    if (fits !== null && fits < 0.2 && shapes.filled > 0) return byShape(column, header, shapes);
    const resolved = meaning === 'fullName' && isFirstNameOnly(header, shapes) ? 'firstName' : meaning;
    const sure = named.exact && rank < 6 && (fits === null || fits >= 0.6) && resolved === meaning;
    const score = 60 - rank + (named.exact ? 20 : 0) + (fits ?? 0.5) * 10;
    return [{ column, meaning: resolved, confidence: sure ? 'sure' : 'likely', score }];
  }
  return byShape(column, header, shapes);
}

/** What the values alone speak for, where they speak clearly. */
function byShape(column: number, header: string, shapes: Shapes): readonly Candidate[] {
  const found: [Meaning, number][] = [];
  if (!/\b(?:id|ref|reference|account|mpan|mprn)\b/i.test(header)) found.push(['phoneNumber', shapes.phone]);
  found.push(['emailAddress', shapes.email], ['postcode', shapes.postcode]);
  found.push(['contactStatus', shapes.status], ['leadSentiment', shapes.sentiment]);
  if (/date|created|enquir|received|submitted/i.test(header) && !/birth|dob|install|expir|due/i.test(header))
    found.push(['enquiryDate', shapes.date]);
  return found
    .filter(([, share]) => share >= 0.8)
    .map(([meaning, share]) => ({ column, meaning, confidence: 'likely', score: 20 + share * 10 }));
}

/** How well the values fit a meaning, 0–1; null where values of any shape do. */
function shapeFit(meaning: Meaning, shapes: Shapes): number | null {
  switch (meaning) {
    case 'phoneNumber':
      return shapes.phone;
    case 'emailAddress':
      return shapes.email;
    case 'postcode':
      return Math.max(shapes.postcode, 0.5);
    case 'contactStatus':
      return Math.max(shapes.status, 0.5);
    case 'leadSentiment':
      return Math.max(shapes.sentiment, 0.5);
    case 'finalStatus':
      return Math.max(shapes.outcome, 0.5);
    default:
      return null;
  }
}

/** A column headed just "Name" that holds single words beside nothing else is a first name. */
function isFirstNameOnly(header: string, shapes: Shapes): boolean {
  return /^\s*(?:name|contact|customer)\s*$/i.test(header) && shapes.filled > 0 && shapes.twoWords < 0.2;
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
    used.add(candidate.meaning);
    won.set(candidate.column, candidate);
  }
  return won;
}

function targetOf(meaning: Meaning): Target {
  return meaning === 'fullName' ? { to: 'fullName' } : { to: 'field', key: fieldOf(meaning).key };
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
