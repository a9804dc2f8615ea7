/** Names for a file's columns: none blank, none twice, none that a campaign tab keeps for itself. */
import { FIELDS } from '../fields.ts';

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

export interface NamedHeaders {
  readonly headers: readonly string[];
  readonly notes: readonly string[];
}

/** Gives every column a name of its own, telling what was renamed. Case does not tell two names apart. */
export function nameHeaders(raw: readonly string[]): NamedHeaders {
  const taken = new Set<string>();
  const doubled = new Map<string, number>();
  const unnamed: number[] = [];
  const headers = raw.map((text, index) => {
    const wanted = oneLine(text);
    if (wanted === '') unnamed.push(index + 1);
    const base = wanted || `Column ${index + 1}`;
    const name = freeName(base, taken);
    if (name !== base) doubled.set(base, (doubled.get(base) ?? 1) + 1);
    taken.add(name.toLowerCase());
    return name;
  });
  const notes = [...doubled].map(
    ([name, count]) =>
      `${count} columns are named “${name}”. The later ones are called ${listed(laterNames(name, headers))} here.`,
  );
  if (unnamed.length > 0) {
    notes.push(
      unnamed.length === 1
        ? `Column ${unnamed[0]} has no heading. It is called “Column ${unnamed[0]}” here.`
        : `${unnamed.length} columns have no heading. They are called “Column ${unnamed[0]}” and so on here.`,
    );
  }
  return { headers, notes };
}

/** Signs that a header must not begin with: `_` hides a column, the others may make a formula of it. */
const LEADING = /^[\s_=+\-@']+/;

/** A heading longer than this is a sentence out of a file without headings. */
const MOST = 100;

/** Names for the columns that the tab gets beyond its 26 fields: no field's header, no two alike, no leading sign, none too long. */
export function extraNames(headers: readonly string[]): readonly string[] {
  const taken = new Set(FIELDS.map((field) => field.header.toLowerCase()));
  return headers.map((header) => {
    const name = freeName(clipped(oneLine(header).replace(LEADING, '')) || 'Column', taken);
    taken.add(name.toLowerCase());
    return name;
  });
}

function clipped(name: string): string {
  return name.length > MOST ? `${name.slice(0, MOST - 1).trim()}…` : name;
}

function freeName(base: string, taken: ReadonlySet<string>): string {
  if (!taken.has(base.toLowerCase())) return base;
  for (let n = 2; ; n += 1) {
    const name = `${base} (${n})`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

function laterNames(name: string, headers: readonly string[]): readonly string[] {
  const prefix = `${name.toLowerCase()} (`;
  return headers.filter((header) => header.toLowerCase().startsWith(prefix)).map((header) => `“${header}”`);
}

function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}
