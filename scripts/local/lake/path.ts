/** JSONMatch, the path language of patches: parsing a path, and finding the places in a value that it names. */
import { isRecord } from './schema.ts';

type Operator = '==' | '!=' | '<' | '<=' | '>' | '>=' | '?';
type Literal = string | number | boolean;

/** One step of a path. A filter's `target` is the attribute chain it looks at; empty means the item itself (`@`). */
export type Selector =
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'range'; readonly start: number | null; readonly end: number | null }
  | {
      readonly kind: 'filter';
      readonly target: readonly string[];
      readonly operator: Operator;
      readonly value: Literal | null;
    }
  | { readonly kind: 'union'; readonly selectors: readonly Selector[] }
  | { readonly kind: 'descend'; readonly rest: JsonMatch };

export type JsonMatch = readonly Selector[];

/** A place in a value: attribute names and array indices from the root. */
export type Place = readonly (string | number)[];

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const INTEGER = /-?\d+/y;
const OPERATOR = /==|!=|<=|>=|<|>|\?/y;
const LITERAL = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false/y;
const SINGLE_QUOTED = /'(?:[^'\\]|\\.)*'/y;
const SPACE = / */y;

/** Reads a path left to right. Throws a SyntaxError that names the path and the position. */
class PathReader {
  private readonly source: string;
  private at = 0;

  constructor(source: string) {
    this.source = source;
  }

  path(): JsonMatch {
    const steps: Selector[] = [this.first()];
    while (this.at < this.source.length) {
      if (this.skip('..')) steps.push({ kind: 'descend', rest: this.path() });
      else if (this.skip('.')) steps.push(this.attribute());
      else if (this.skip('[')) steps.push(this.bracket());
      else throw this.error('expected ".", ".." or "["');
    }
    return steps;
  }

  private first(): Selector {
    if (this.skip('..')) return { kind: 'descend', rest: this.path() };
    if (this.skip('[')) return this.bracket();
    return this.attribute();
  }

  private attribute(): Selector {
    const name = this.take(NAME);
    if (name === null) throw this.error('expected an attribute name');
    return { kind: 'attribute', name };
  }

  private bracket(): Selector {
    const selectors: Selector[] = [];
    do {
      this.take(SPACE);
      selectors.push(this.term());
      this.take(SPACE);
    } while (this.skip(','));
    if (!this.skip(']')) throw this.error('expected "]"');
    const [only] = selectors;
    return selectors.length === 1 && only ? only : { kind: 'union', selectors };
  }

  private term(): Selector {
    const quoted = this.take(SINGLE_QUOTED);
    if (quoted !== null) return { kind: 'attribute', name: unquote(quoted) };
    if (this.skip('@')) return this.filter([]);
    const name = this.take(NAME);
    if (name === null) return this.indexOrRange();
    const target = [name];
    while (this.skip('.')) {
      const next = this.take(NAME);
      if (next === null) throw this.error('expected an attribute name');
      target.push(next);
    }
    this.take(SPACE);
    const plain = this.source[this.at] === ']' || this.source[this.at] === ',';
    return plain && target.length === 1 ? { kind: 'attribute', name } : this.filter(target);
  }

  private filter(target: readonly string[]): Selector {
    this.take(SPACE);
    const operator = this.take(OPERATOR);
    if (!isOperator(operator)) throw this.error('expected a comparison');
    if (operator === '?') return { kind: 'filter', target, operator, value: null };
    this.take(SPACE);
    const literal = this.take(LITERAL);
    if (literal === null) throw this.error('expected a double-quoted string, a number or a boolean');
    return { kind: 'filter', target, operator, value: readLiteral(literal) };
  }

  private indexOrRange(): Selector {
    const start = this.take(INTEGER);
    if (!this.skip(':')) {
      if (start === null) throw this.error('expected an index, a range, a filter or a quoted name');
      return { kind: 'index', index: Number(start) };
    }
    const end = this.take(INTEGER);
    return {
      kind: 'range',
      start: start === null ? null : Number(start),
      end: end === null ? null : Number(end),
    };
  }

  private skip(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private take(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const [text] = pattern.exec(this.source) ?? [null];
    if (text !== null) this.at += text.length;
    return text;
  }

  private error(what: string): SyntaxError {
    return new SyntaxError(`Malformed path ${JSON.stringify(this.source)}: ${what} at position ${this.at}`);
  }
}

function isOperator(text: string | null): text is Operator {
  return text !== null && ['==', '!=', '<', '<=', '>', '>=', '?'].includes(text);
}

function unquote(quoted: string): string {
  return quoted.slice(1, -1).replaceAll(/\\(.)/g, '$1');
}

function readLiteral(text: string): Literal {
  if (text === 'true' || text === 'false') return text === 'true';
  return text.startsWith('"') ? unquote(text) : Number(text);
}

const parsed = new Map<string, JsonMatch>();
const REMEMBERED_PATHS = 5_000;

/** Parses a JSONMatch path such as `a.b[_key=="x"]`, `a[-1]`, `a[0:2]`, `['odd-name']`, `..price`. Throws SyntaxError. */
export function parsePath(source: string): JsonMatch {
  const known = parsed.get(source);
  if (known) return known;
  const path = new PathReader(source).path();
  if (parsed.size >= REMEMBERED_PATHS) parsed.clear();
  parsed.set(source, path);
  return path;
}

/**
 * The places in `root` that the path names, each once. With `create`, an attribute that does not exist yet is a
 * place too (for `set` and `setIfMissing`); array positions are only ever those that exist.
 */
export function findPlaces(path: JsonMatch, root: unknown, create: boolean): Place[] {
  const places = new Map<string, Place>();
  walk(root, path, [], create, (place) => places.set(JSON.stringify(place), place));
  return [...places.values()];
}

function walk(
  value: unknown,
  path: JsonMatch,
  at: Place,
  create: boolean,
  found: (place: Place) => void,
): void {
  const [selector, ...rest] = path;
  if (!selector) {
    found(at);
    return;
  }
  const into = (child: unknown, key: string | number) => walk(child, rest, [...at, key], create, found);
  switch (selector.kind) {
    case 'attribute':
      if (Array.isArray(value)) return;
      if (isRecord(value) && Object.hasOwn(value, selector.name)) into(value[selector.name], selector.name);
      else if (create) into(undefined, selector.name);
      return;
    case 'index':
    case 'range':
      if (!Array.isArray(value)) return;
      for (const index of indicesOf(selector, value)) if (index in value) into(value[index], index);
      return;
    case 'filter':
      if (Array.isArray(value)) for (const index of indicesOf(selector, value)) into(value[index], index);
      else if (passes(selector, value)) walk(value, rest, at, create, found);
      return;
    case 'union':
      for (const choice of selector.selectors) walk(value, [choice, ...rest], at, create, found);
      return;
    case 'descend':
      for (const [place, child] of descendants(value, at)) walk(child, selector.rest, place, false, found);
      return;
    default:
      selector satisfies never;
  }
}

/** Array positions that a selector names; an index may lie outside the array (an insert there goes to its end). */
export function indicesOf(selector: Selector, items: readonly unknown[]): number[] {
  const fromEnd = (index: number) => (index < 0 ? index + items.length : index);
  switch (selector.kind) {
    case 'index':
      return [fromEnd(selector.index)];
    case 'range': {
      const start = Math.max(0, fromEnd(selector.start ?? 0));
      const end = Math.min(items.length, fromEnd(selector.end ?? items.length));
      return Array.from({ length: Math.max(0, end - start) }, (_, offset) => start + offset);
    }
    case 'filter':
      return [...items.keys()].filter((index) => passes(selector, items[index]));
    case 'union':
      return [...new Set(selector.selectors.flatMap((choice) => indicesOf(choice, items)))];
    case 'attribute':
    case 'descend':
      return [];
    default:
      return selector satisfies never;
  }
}

function passes(filter: Extract<Selector, { kind: 'filter' }>, item: unknown): boolean {
  let value = item;
  for (const name of filter.target) {
    if (!isRecord(value) || !Object.hasOwn(value, name)) return false;
    value = value[name];
  }
  if (isRecord(value) || Array.isArray(value) || value === undefined) return false;
  const wanted = filter.value;
  switch (filter.operator) {
    case '?':
      return true;
    case '==':
      return value === wanted;
    case '!=':
      return value !== wanted;
    default:
      return ordered(value, wanted, filter.operator);
  }
}

function ordered(left: unknown, right: unknown, operator: '<' | '<=' | '>' | '>='): boolean {
  const numbers = typeof left === 'number' && typeof right === 'number';
  const strings = typeof left === 'string' && typeof right === 'string';
  if (!numbers && !strings) return false;
  if (left === right) return operator === '<=' || operator === '>=';
  return operator.startsWith('<') === left < right;
}

function* descendants(value: unknown, at: Place): Generator<[Place, unknown]> {
  if (!isRecord(value) && !Array.isArray(value)) return;
  yield [at, value];
  const entries = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [key, child] of entries) yield* descendants(child, [...at, key]);
}
