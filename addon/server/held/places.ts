/** Where rows stand now that were read before: by their ids, or between neighbours that stand as they did. */
import type { CellBlock } from '../sheets/cells.ts';

/** For every row that was read (from 0 below the header) where it is now; null where that cannot be told. */
export function placesOf(before: CellBlock, now: CellBlock, lead: number | null): readonly (number | null)[] {
  const was = idsIn(before, lead);
  const is = idsIn(now, lead);
  const placeOf = onlyOnes(is);
  const onlyBefore = onlyOnes(was);
  const byId = was.map((id, index) => (onlyBefore.get(id) === index ? (placeOf.get(id) ?? null) : null));
  return was.map((id, index) => {
    if (onlyBefore.get(id) === index) return byId[index] ?? null;
    return betweenNeighbours(index, byId, was.length, is.length);
  });
}

function idsIn(block: CellBlock, lead: number | null): readonly string[] {
  return block.slice(1).map((line) => (lead === null ? '' : String(line[lead] ?? '').trim()));
}

/** Ids that stand once, with their places. */
function onlyOnes(ids: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number | null>();
  ids.forEach((id, index) => {
    if (id !== '') places.set(id, places.has(id) ? null : index);
  });
  return new Map([...places].flatMap(([id, index]) => (index === null ? [] : [[id, index] as const])));
}

/** A row without an id of its own is where it was if the nearest rows that have one are as far apart as they were. */
function betweenNeighbours(
  index: number,
  byId: readonly (number | null)[],
  rows: number,
  rowsNow: number,
): number | null {
  let above = index - 1;
  while (above >= 0 && byId[above] === null) above -= 1;
  let below = index + 1;
  while (below < rows && byId[below] === null) below += 1;
  const aboveNow = above < 0 ? -1 : (byId[above] ?? null);
  const belowNow = below >= rows ? rowsNow : (byId[below] ?? null);
  if (aboveNow === null || belowNow === null || belowNow - aboveNow !== below - above) return null;
  return aboveNow + index - above;
}
