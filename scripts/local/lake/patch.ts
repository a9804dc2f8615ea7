/** What a patch does to a document: pure functions from the old value to the new one. */
import { Mutation as ReferenceMutation } from '@sanity/mutator';
import { findPlaces, indicesOf, type Place, parsePath } from './path.ts';
import { type Insert, isRecord, type Patch } from './schema.ts';

/**
 * Applies a patch's operations in the order in which Sanity's own mutator does: setIfMissing, set, unset,
 * diffMatchPatch, inc, dec, insert. What a path does not find is left alone in silence (a lost write that only
 * reading back shows). Throws SyntaxError for a malformed path, TypeError for an insert into something that is no array.
 */
export function applyPatch(document: Record<string, unknown>, patch: Patch): Record<string, unknown> {
  let next: unknown = document;
  for (const [path, value] of entries(patch.setIfMissing)) {
    next = change(next, path, true, (old) => (old === undefined ? value : old));
  }
  for (const [path, value] of entries(patch.set)) next = change(next, path, true, () => value);
  for (const path of patch.unset ?? []) next = unset(next, path);
  for (const [path, diff] of entries(patch.diffMatchPatch)) {
    next = change(next, path, false, (old) => (typeof old === 'string' ? patchText(old, diff) : old));
  }
  for (const [path, by] of entries(patch.inc)) next = change(next, path, false, (old) => add(old, by));
  for (const [path, by] of entries(patch.dec)) next = change(next, path, false, (old) => add(old, -by));
  if (patch.insert) next = insert(next, patch.insert);
  if (!isRecord(next)) throw new TypeError('The patch would replace the whole document by a plain value');
  return next;
}

function entries<T>(operations: Record<string, T> | undefined): [string, T][] {
  return operations ? Object.entries(operations) : [];
}

function change(root: unknown, path: string, create: boolean, to: (old: unknown) => unknown): unknown {
  return findPlaces(parsePath(path), root, create).reduce(
    (value, place) => update(value, place, 0, to),
    root,
  );
}

/** The value with one place changed; everything off the way to that place is shared with the old value. */
function update(value: unknown, place: Place, depth: number, to: (old: unknown) => unknown): unknown {
  const key = place[depth];
  if (key === undefined) return to(value);
  if (typeof key === 'number') {
    return Array.isArray(value) ? value.with(key, update(value[key], place, depth + 1, to)) : value;
  }
  const holder = isRecord(value) ? value : {};
  const old = Object.hasOwn(holder, key) ? holder[key] : undefined;
  const next = update(old, place, depth + 1, to);
  return next === old && isRecord(value) ? value : { ...holder, [key]: next };
}

function add(old: unknown, by: number): unknown {
  return typeof old === 'number' && Number.isFinite(old) ? old + by : old;
}

function unset(root: unknown, path: string): unknown {
  const places = findPlaces(parsePath(path), root, false).sort(lastFirst);
  return places.reduce((value, place) => {
    const key = place.at(-1);
    if (key === undefined) return value;
    return update(value, place.slice(0, -1), 0, (holder) => without(holder, key));
  }, root);
}

function without(holder: unknown, key: string | number): unknown {
  if (Array.isArray(holder) && typeof key === 'number') return holder.toSpliced(key, 1);
  if (!isRecord(holder)) return holder;
  const { [key]: _removed, ...rest } = holder;
  return rest;
}

/** Later positions and deeper places first, so that removing one does not move another. */
function lastFirst(a: Place, b: Place): number {
  for (let depth = 0; depth < Math.min(a.length, b.length); depth++) {
    const [left, right] = [a[depth], b[depth]];
    if (typeof left === 'number' && typeof right === 'number' && left !== right) return right - left;
  }
  return b.length - a.length;
}

function insert(root: unknown, spec: Insert): unknown {
  const path = 'before' in spec ? spec.before : 'after' in spec ? spec.after : spec.replace;
  const steps = parsePath(path);
  const target = steps.at(-1);
  return findPlaces(steps.slice(0, -1), root, false).reduce<unknown>(
    (value, place) =>
      update(value, place, 0, (items) => {
        if (!Array.isArray(items) || !target) {
          throw new TypeError(`Cannot insert at ${JSON.stringify(path)}: the value there is not an array`);
        }
        const indices = indicesOf(target, items);
        return indices.length === 0 ? items : insertAt(items, spec, indices);
      }),
    root,
  );
}

function insertAt(items: readonly unknown[], spec: Insert, indices: readonly number[]): unknown[] {
  const first = Math.min(...indices);
  const last = Math.max(...indices);
  if ('before' in spec) return items.toSpliced(Math.max(0, first), 0, ...spec.items);
  if ('after' in spec) return items.toSpliced(Math.max(0, last + 1), 0, ...spec.items);
  const kept = items.filter((_, index) => !indices.includes(index));
  return kept.toSpliced(Math.max(0, first), 0, ...spec.items);
}

/** diffMatchPatch on one text, by the library that the Studio uses. Throws for a malformed diff. */
function patchText(old: string, diff: string): string {
  const patch = { id: 'text', diffMatchPatch: { text: diff } };
  const patched = new ReferenceMutation({ mutations: [{ patch }] }).apply({
    _id: 'text',
    _type: 'text',
    text: old,
  });
  return typeof patched?.text === 'string' ? patched.text : old;
}
