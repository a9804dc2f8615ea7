/** A transaction's mutations applied, all or none, to a view of the documents: what would change, and what each answers. */
import { randomBytes } from 'node:crypto';
import { LakeError, mutationError } from './errors.ts';
import { applyPatch } from './patch.ts';
import { type DocumentStub, isRecord, type Mutation, type Patch, type StoredDocument } from './schema.ts';

/** What one transaction did to one document, from before its first mutation to after its last. */
export interface Change {
  readonly id: string;
  readonly before: StoredDocument | undefined;
  readonly after: StoredDocument | undefined;
}

export interface MutationResult {
  readonly id: string;
  readonly operation: 'create' | 'update' | 'delete' | 'none';
  /** The document after the mutation; for a delete, as it was before. */
  readonly document: StoredDocument | undefined;
}

/** What a transaction reads, and the marks it leaves. */
export interface MutationContext {
  readonly get: (id: string) => StoredDocument | undefined;
  /** The ids that a query selects, over all documents, newest state. Throws LakeError for a bad query. */
  readonly select: (query: string, params: Record<string, unknown>) => string[];
  readonly revision: string;
  readonly timestamp: string;
  readonly autoGenerateArrayKeys: boolean;
}

export interface Applied {
  readonly changes: readonly Change[];
  readonly results: readonly MutationResult[];
}

const DOCUMENT_ID = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const MOST_SELECTED = 10_000;

/** Applies the mutations in order. Throws LakeError (nothing is changed then, this function has no effects). */
export function applyMutations(mutations: readonly Mutation[], context: MutationContext): Applied {
  const work = new Map<string, StoredDocument | undefined>();
  const overlay = {
    get: (id: string) => (work.has(id) ? work.get(id) : context.get(id)),
    put: (id: string, document: StoredDocument | undefined) => void work.set(id, document),
  };
  const results = mutations.flatMap((mutation, index) => {
    try {
      return applyOne(mutation, overlay, context, index);
    } catch (error) {
      if (error instanceof LakeError) throw error;
      const description = error instanceof Error ? error.message : String(error);
      throw mutationError(400, { type: 'validationError', description }, index);
    }
  });
  const changes = [...work]
    .map(([id, after]) => ({ id, before: context.get(id), after }))
    .filter(({ before, after }) => before !== after);
  return { changes, results };
}

interface Overlay {
  get(id: string): StoredDocument | undefined;
  put(id: string, document: StoredDocument | undefined): void;
}

function applyOne(mutation: Mutation, documents: Overlay, context: MutationContext, index: number) {
  if ('create' in mutation) return [create(mutation.create, documents, context, index)];
  if ('createOrReplace' in mutation) return [replace(mutation.createOrReplace, documents, context, index)];
  if ('createIfNotExists' in mutation) {
    const existing = documents.get(mutation.createIfNotExists._id);
    if (!existing) return [replace(mutation.createIfNotExists, documents, context, index)];
    return [{ id: existing._id, operation: 'none', document: existing } satisfies MutationResult];
  }
  if ('patch' in mutation) {
    const { patch } = mutation;
    return selected(patch, context, index).map((id) => patchOne(id, patch, documents, context, index));
  }
  return selected(mutation.delete, context, index).map((id) => remove(id, documents));
}

function create(stub: DocumentStub, documents: Overlay, context: MutationContext, index: number) {
  const given = stub._id ?? '';
  // An id that ends with a dot is a prefix for a generated one (Sanity's rule).
  const id = given === '' || given.endsWith('.') ? given + randomKey(11) : given;
  if (documents.get(id)) {
    const description = `Document by ID ${JSON.stringify(id)} already exists`;
    throw mutationError(409, { type: 'documentAlreadyExistsError', description, id }, index);
  }
  return replace({ ...stub, _id: id }, documents, context, index);
}

/** A document that is replaced starts a new age unless it brings its own `_createdAt`: the harsher reading. */
function replace(
  stub: DocumentStub & { _id: string },
  documents: Overlay,
  context: MutationContext,
  index: number,
) {
  const id = stub._id;
  requireDocumentId(id, index);
  const operation = documents.get(id) ? 'update' : 'create';
  const createdAt = typeof stub._createdAt === 'string' ? stub._createdAt : context.timestamp;
  const document = stamp({ ...stub, _createdAt: createdAt }, id, stub._type, createdAt, context);
  documents.put(id, document);
  return { id, operation, document } satisfies MutationResult;
}

function patchOne(id: string, patch: Patch, documents: Overlay, context: MutationContext, index: number) {
  const current = documents.get(id);
  if (!current) {
    const description = `The document with the ID ${JSON.stringify(id)} was not found`;
    throw mutationError(409, { type: 'documentNotFoundError', description, id }, index);
  }
  if (patch.ifRevisionID !== undefined && patch.ifRevisionID !== current._rev) {
    throw mutationError(409, revisionProblem(current, patch.ifRevisionID), index);
  }
  const patched = applyPatch(current, patch);
  for (const attribute of ['_id', '_type']) {
    if (patched[attribute] !== current[attribute]) {
      const description = `Cannot modify immutable attribute ${JSON.stringify(attribute)}`;
      throw mutationError(400, { type: 'validationError', description, id }, index);
    }
  }
  const document = stamp(patched, id, current._type, current._createdAt, context);
  documents.put(id, document);
  return { id, operation: 'update', document } satisfies MutationResult;
}

function revisionProblem(current: StoredDocument, expected: string) {
  const id = current._id;
  const description = `Document ${JSON.stringify(id)} has unexpected revision ID (${JSON.stringify(current._rev)}), expected ${JSON.stringify(expected)}`;
  return {
    type: 'documentRevisionIDDoesNotMatchError',
    description,
    id,
    currentRevisionID: current._rev,
    expectedRevisionID: expected,
  };
}

function remove(id: string, documents: Overlay): MutationResult {
  const existing = documents.get(id);
  if (!existing) return { id, operation: 'none', document: undefined };
  documents.put(id, undefined);
  return { id, operation: 'delete', document: existing };
}

type Selection = Pick<Patch, 'id' | 'query' | 'params'>;

function selected(selection: Selection, context: MutationContext, index: number): string[] {
  if (selection.id !== undefined) {
    const ids = typeof selection.id === 'string' ? [selection.id] : selection.id;
    for (const id of ids) requireDocumentId(id, index);
    return ids;
  }
  if (selection.query === undefined) {
    throw mutationError(
      400,
      { type: 'validationError', description: 'Either "id" or "query" is required' },
      index,
    );
  }
  const ids = context.select(selection.query, selection.params ?? {});
  if (ids.length <= MOST_SELECTED) return ids;
  const description = `The query selects ${ids.length} documents; at most ${MOST_SELECTED} can be changed by query`;
  throw mutationError(400, { type: 'validationError', description }, index);
}

function requireDocumentId(id: string, index: number): void {
  if (DOCUMENT_ID.test(id) && !id.includes('..')) return;
  const description = `Malformed document ID: ${JSON.stringify(id)}`;
  throw mutationError(400, { type: 'validationError', description, id }, index);
}

function stamp(
  attributes: Record<string, unknown>,
  _id: string,
  _type: string,
  _createdAt: string,
  context: MutationContext,
): StoredDocument {
  const keyed = context.autoGenerateArrayKeys ? withKeys(attributes) : attributes;
  return { ...keyed, _id, _type, _rev: context.revision, _createdAt, _updatedAt: context.timestamp };
}

function withKeys(attributes: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, keysWithin(value)]));
}

function keysWithin(value: unknown): unknown {
  if (isRecord(value)) return withKeys(value);
  if (!Array.isArray(value)) return value;
  return value.map((item: unknown) => {
    if (!isRecord(item)) return keysWithin(item);
    return typeof item._key === 'string' ? withKeys(item) : { ...withKeys(item), _key: randomKey(6) };
  });
}

/** Random lower-case hexadecimal, two characters a byte: array keys, document ids, transaction ids. */
export function randomKey(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
