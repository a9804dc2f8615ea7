/** Naming a new campaign: its name becomes a tab's, so the spreadsheet's rules for tabs hold. */

/** Colours to tell campaigns apart by, the brand's own first. */
export const COLOURS: readonly { readonly name: string; readonly hex: string }[] = [
  { name: 'Cyan', hex: '#02bbd4' },
  { name: 'Purple', hex: '#8a2be2' },
  { name: 'Pink', hex: '#ff44cc' },
  { name: 'Gold', hex: '#ffd700' },
  { name: 'Green', hex: '#8cc63f' },
  { name: 'Orange', hex: '#ff7a1a' },
  { name: 'Blue', hex: '#3b6cf6' },
  { name: 'Emerald', hex: '#10a56f' },
];

/** Google's limit for a tab's name. */
export const NAME_LIMIT = 100;
const FORBIDDEN = /[\\/?*[\]:]/;
/** "History" is Google's; the others are the add-on's own tabs. */
const RESERVED = /^(?:history|overview|_.*)$/i;

/** What is wrong with a campaign's name, or null. `taken` are the names of the campaigns that there are. */
export function nameProblem(name: string, taken: readonly string[]): string | null {
  const trimmed = name.trim();
  const folded = trimmed.toLowerCase();
  if (trimmed === '') return 'Give the campaign a name.';
  if (trimmed.length > NAME_LIMIT)
    return `A tab’s name has at most ${NAME_LIMIT} characters; this has ${trimmed.length}.`;
  const sign = FORBIDDEN.exec(trimmed);
  if (sign) return `A tab’s name cannot hold “${sign[0]}”. Use another sign.`;
  if (trimmed.startsWith("'") || trimmed.endsWith("'"))
    return 'A tab’s name cannot begin or end with an apostrophe.';
  if (RESERVED.test(trimmed))
    return `“${trimmed}” is the name of a tab that the spreadsheet needs. Choose another.`;
  if (taken.some((other) => other.trim().toLowerCase() === folded))
    return `There is a campaign “${trimmed}” already. Choose another name.`;
  return null;
}

/** A name made of the file's: `solar_leads-march.csv` → `Solar leads march`; a number follows when it is taken. */
export function nameFromFile(fileName: string, taken: readonly string[]): string {
  const words = fileName
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replace(/[\\/?*[\]:_]+|(?<=\p{L})-(?=\p{L})/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^['_\s]+|'+$/g, '')
    .trim()
    .slice(0, NAME_LIMIT - 6)
    .trim();
  const base = words === '' ? 'New campaign' : words.charAt(0).toUpperCase() + words.slice(1);
  if (!nameProblem(base, taken)) return base;
  for (let n = 2; ; n += 1) {
    const name = `${base} ${n}`;
    if (!nameProblem(name, taken)) return name;
  }
}

/** The first colour that no campaign has yet, or the least used one. */
export function freeColour(used: readonly string[]): string {
  const count = (hex: string): number => used.filter((colour) => colour.toLowerCase() === hex).length;
  return [...COLOURS].sort((a, b) => count(a.hex) - count(b.hex))[0]?.hex ?? '#02bbd4';
}
