/** What the lake checks in every document it is about to keep: names, depth, size, attributes, references. */
import { type LakeError, mutationError } from './errors.ts';
import type { Limits } from './limits.ts';
import type { Change } from './mutations.ts';
import { isRecord, type StoredDocument } from './schema.ts';

/** Sanity refuses other attribute names, a space included: a CSV header can never be one as it stands. */
const ATTRIBUTE_NAME = /^\$?[A-Za-z0-9_-]+$/;

interface Facts {
  /** Each attribute's path and type once, such as `campaign._ref string`; array positions count as one `[]`. */
  readonly attributes: ReadonlySet<string>;
  /** Ids that the document refers to strongly (without `_weak: true`). */
  readonly references: ReadonlySet<string>;
  readonly badNames: readonly string[];
  readonly depth: number;
}

function factsOf(document: StoredDocument): Facts {
  const facts = {
    attributes: new Set<string>(),
    references: new Set<string>(),
    badNames: [] as string[],
    depth: 0,
  };
  const visit = (value: unknown, path: string, depth: number): void => {
    facts.depth = Math.max(facts.depth, depth);
    if (Array.isArray(value)) {
      facts.attributes.add(`${path} array`);
      for (const item of value) visit(item, `${path}[]`, depth + 1);
    } else if (isRecord(value)) {
      if (depth > 0) facts.attributes.add(`${path} object`);
      const target = value._ref;
      if (typeof target === 'string' && value._weak !== true) facts.references.add(target);
      for (const [name, child] of Object.entries(value)) {
        if (!ATTRIBUTE_NAME.test(name) || name === '__proto__') facts.badNames.push(name);
        visit(child, depth === 0 ? name : `${path}.${name}`, depth + 1);
      }
    } else if (value !== null && value !== undefined) {
      facts.attributes.add(`${path} ${typeof value}`);
    }
  };
  visit(document, '', 0);
  return facts;
}

/** What a transaction that passed every check adds to the census, to be given back to `Census.apply`. */
export interface CensusChange {
  readonly attributes: ReadonlyMap<string, number>;
  readonly references: readonly { readonly from: string; readonly to: string; readonly add: boolean }[];
}

/** Counts the dataset's attributes and knows who refers to whom, so that each transaction costs only its own size. */
export class Census {
  private readonly limits: Limits;
  private readonly attributes = new Map<string, number>();
  private readonly referrers = new Map<string, Set<string>>();

  constructor(limits: Limits) {
    this.limits = limits;
  }

  /** Distinct attribute and type pairs in the dataset now. */
  get attributeCount(): number {
    return this.attributes.size;
  }

  /** Checks a transaction's outcome. Throws LakeError when a document or the dataset would break a rule. */
  check(changes: readonly Change[], exists: (id: string) => boolean): CensusChange {
    const change = this.count(changes, (id, facts) => this.checkDocument(id, facts));
    this.checkDataset(change.attributes);
    this.checkReferences(changes, change.references, exists);
    return change;
  }

  /** What the changes add and take away, unchecked (they were checked when first committed). */
  count(
    changes: readonly Change[],
    look: (id: string, facts: Facts) => void = () => undefined,
  ): CensusChange {
    const attributes = new Map<string, number>();
    const references: { from: string; to: string; add: boolean }[] = [];
    for (const { id, before, after } of changes) {
      const old = before && factsOf(before);
      const next = after && factsOf(after);
      if (next) look(id, next);
      for (const name of old?.attributes ?? []) attributes.set(name, (attributes.get(name) ?? 0) - 1);
      for (const name of next?.attributes ?? []) attributes.set(name, (attributes.get(name) ?? 0) + 1);
      for (const to of old?.references ?? [])
        if (!next?.references.has(to)) references.push({ from: id, to, add: false });
      for (const to of next?.references ?? [])
        if (!old?.references.has(to)) references.push({ from: id, to, add: true });
    }
    return { attributes, references };
  }

  /** Takes over what `check` returned, once the transaction is committed. */
  apply(change: CensusChange): void {
    for (const [name, by] of change.attributes) {
      const count = (this.attributes.get(name) ?? 0) + by;
      if (count > 0) this.attributes.set(name, count);
      else this.attributes.delete(name);
    }
    for (const { from, to, add } of change.references) {
      const referrers = this.referrers.get(to) ?? new Set();
      if (add) referrers.add(from);
      else referrers.delete(from);
      if (referrers.size > 0) this.referrers.set(to, referrers);
      else this.referrers.delete(to);
    }
  }

  private checkDocument(id: string, facts: Facts): void {
    if (facts.badNames.length > 0) {
      const names = facts.badNames.map((name) => `'${name}'`).join(', ');
      throw invalid(id, `Invalid property names (must match "${ATTRIBUTE_NAME.source}"): ${names}`);
    }
    if (facts.depth > this.limits.depth)
      throw invalid(id, `Document nests deeper than ${this.limits.depth} levels`);
    if (facts.attributes.size > this.limits.documentAttributes) {
      const { size } = facts.attributes;
      throw invalid(
        id,
        `Document has ${size} attributes, which exceeds the limit of ${this.limits.documentAttributes}`,
      );
    }
  }

  private checkDataset(change: ReadonlyMap<string, number>): void {
    let total = this.attributes.size;
    let added = false;
    for (const [name, by] of change) {
      const count = this.attributes.get(name) ?? 0;
      if (count === 0 && by > 0) {
        total++;
        added = true;
      } else if (count > 0 && count + by <= 0) total--;
    }
    if (!added || total <= this.limits.datasetAttributes) return;
    const description = `Total attribute count ${total} exceeds limit of ${this.limits.datasetAttributes}`;
    throw mutationError(400, { type: 'attributeLimitExceededError', description });
  }

  private checkReferences(
    changes: readonly Change[],
    references: CensusChange['references'],
    exists: (id: string) => boolean,
  ): void {
    for (const { from, to, add } of references) {
      if (!add || exists(to)) continue;
      const description = `Document "${from}" references nonexistent document "${to}"`;
      const type = 'documentReferenceDoesNotExistError';
      throw mutationError(409, { type, description, id: from, referenceID: to });
    }
    for (const { id, after } of changes) {
      if (after) continue;
      const dropped = new Set(references.filter(({ to, add }) => to === id && !add).map(({ from }) => from));
      const referencingIDs = [...(this.referrers.get(id) ?? [])].filter((from) => !dropped.has(from));
      if (referencingIDs.length === 0) continue;
      const by = referencingIDs.slice(0, 10).map((from) => `"${from}"`);
      const description = `Document "${id}" cannot be deleted as there are references to it from ${by.join(', ')}`;
      const type = 'documentHasExistingReferencesError';
      throw mutationError(409, {
        type,
        description,
        id,
        referencingIDs: referencingIDs.slice(0, 10),
        totalCount: referencingIDs.length,
      });
    }
  }
}

function invalid(id: string, description: string): LakeError {
  return mutationError(400, { type: 'validationError', description, id });
}
