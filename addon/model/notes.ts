/** What a person should know of a tab and need not act on. */
import { clip } from './cell.ts';
import { codesOf, type Tab } from './tab.ts';

/** The notes, in sentences. */
export function notesOn(tab: Tab): readonly string[] {
  return [...renamed(tab), ...orphaned(tab)];
}

function renamed({ columns }: Tab): readonly string[] {
  return columns.renamed.map(
    ({ field, header }) =>
      `The column "${clip(header)}" holds what "${field.header}" held, so it is synced as ${field.label}. Other tools that look for "${field.header}" will not find it.`,
  );
}

/** Only the hash of a further column's name is kept in a row, so it cannot be named. */
function orphaned({ columns, rows }: Tab): readonly string[] {
  const present = new Set(codesOf(columns));
  const gone = new Set(
    rows.flatMap(({ base }) =>
      [...(base?.hashes.keys() ?? [])].filter((code) => code.startsWith('~') && !present.has(code)),
    ),
  );
  if (gone.size === 0) return [];
  const what =
    gone.size === 1 ? 'A further column of this tab is' : `${gone.size} further columns of this tab are`;
  return [
    `${what} gone. What ${gone.size === 1 ? 'it' : 'they'} held is safe in Sanity and comes back with the heading, typed as it was.`,
  ];
}
