/** What each right lets a person do, in plain words. */
import { RIGHTS, type Right } from '../../../model/rights.ts';

interface RightWords {
  /** “may …” */
  readonly deed: string;
  readonly label: string;
  /** What belongs to it. */
  readonly means: string;
}

export const RIGHT_WORDS: { readonly [R in Right]: RightWords } = {
  create: {
    deed: 'make or change campaigns',
    label: 'Make and change campaigns',
    means: 'New campaigns, names, settings, archiving, merging.',
  },
  import: { deed: 'import leads', label: 'Import leads', means: 'From a file, into a new campaign.' },
  export: { deed: 'export leads', label: 'Export leads', means: 'Download leads and conversations.' },
  delete: {
    deed: 'delete campaigns or erase people',
    label: 'Delete',
    means: 'Delete campaigns, and erase people who ask to be forgotten.',
  },
  people: { deed: 'decide who may do what', label: 'Decide who may do what', means: 'Change this page.' },
};

/** `import leads, or make or change campaigns` */
export function deedsOf(rights: readonly Right[]): string {
  return RIGHTS.filter((right) => rights.includes(right))
    .map((right) => RIGHT_WORDS[right].deed)
    .join(', or ');
}
