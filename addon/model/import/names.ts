/** Splitting a whole name into a first and a last one. */

export interface SplitName {
  readonly first: string;
  readonly last: string;
}

const TITLE = /^(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|rev|reverend)\.?$/i;
const AND = /^(?:&|\+|and)$/i;

/**
 * `Dr Ana Maria Silva` → Ana, Maria Silva. `Silva, Ana` → Ana, Silva. `Sam & Jo Field` → Sam & Jo, Field.
 * Titles are left out; a title with one name is a last name.
 */
export function splitName(whole: string): SplitName {
  const text = whole.replace(/\s+/g, ' ').trim();
  const comma = /^([^,]+),\s*([^,]+)$/.exec(text);
  if (comma?.[1] && comma[2])
    return { first: untitled(comma[2].split(' ')).join(' '), last: comma[1].trim() };
  const words = text === '' ? [] : text.split(' ');
  const names = untitled(words);
  const [first, ...rest] = names;
  if (first === undefined) return { first: '', last: '' };
  if (rest.length === 0)
    return names.length < words.length ? { first: '', last: first } : { first, last: '' };
  const [joint, partner, ...last] = rest;
  if (joint !== undefined && AND.test(joint) && partner !== undefined && last.length > 0)
    return { first: [first, joint, partner].join(' '), last: last.join(' ') };
  return { first, last: rest.join(' ') };
}

/** Without the titles in front: `Mr & Mrs Field` → `Field`. */
function untitled(words: readonly string[]): readonly string[] {
  const from = words.findIndex((word, index) => !TITLE.test(word) && !(index > 0 && AND.test(word)));
  return from < 0 ? [] : words.slice(from);
}
