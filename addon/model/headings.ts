/** Noticing that a heading stands over another column's values, as after typing over it or swapping two. */
import { codeOf } from './shuffle.ts';
import { isChanged, type TabRow } from './tab.ts';

/** Fewer rows than this say nothing. */
const WITNESSES = 3;
const NEARLY_ALL = 0.8;

/** Headers of columns whose cells say, nearly all, what their own row last said under another heading. */
export function wrongHeadings(rows: readonly TabRow[]): readonly string[] {
  const seen = new Map<string, { changed: number; foreign: number }>();
  for (const row of rows) {
    const { base } = row;
    if (base === null) continue;
    const agreed = new Map([...base.hashes].map(([code, hash]) => [hash, code]));
    for (const cell of [...row.fields, ...row.extras]) {
      if (!isChanged(cell) || cell.now === null || cell.base === null) continue;
      const header = 'field' in cell ? cell.field.header : cell.name;
      const count = seen.get(header) ?? { changed: 0, foreign: 0 };
      count.changed += 1;
      const whose = agreed.get(cell.now);
      if (whose !== undefined && whose !== codeOf(cell)) count.foreign += 1;
      seen.set(header, count);
    }
  }
  return [...seen]
    .filter(([, { changed, foreign }]) => changed >= WITNESSES && foreign >= NEARLY_ALL * changed)
    .map(([header]) => header);
}
