/** The shapes that cross the lake's border, checked by zod: documents, mutations, patches, and the body of a mutate request. */
import { z } from 'zod';

/** A document as the lake keeps it. Never changed in place: every patch makes a new object that shares what it did not touch. */
export interface StoredDocument {
  readonly _id: string;
  readonly _type: string;
  readonly _rev: string;
  /** ISO time, whole seconds (as Sanity gives it: two edits within a second cannot be told apart by time). */
  readonly _createdAt: string;
  readonly _updatedAt: string;
  readonly [attribute: string]: unknown;
}

const stub = z.looseObject({ _id: z.string().optional(), _type: z.string().min(1) });
const identified = z.looseObject({ _id: z.string().min(1), _type: z.string().min(1) });
const values = z.record(z.string(), z.unknown());
const numbers = z.record(z.string(), z.number());

const selection = {
  id: z.union([z.string(), z.array(z.string())]).exactOptional(),
  query: z.string().exactOptional(),
  params: values.exactOptional(),
};

const insert = z.union([
  z.strictObject({ before: z.string(), items: z.array(z.unknown()) }),
  z.strictObject({ after: z.string(), items: z.array(z.unknown()) }),
  z.strictObject({ replace: z.string(), items: z.array(z.unknown()) }),
]);

const patch = z.strictObject({
  ...selection,
  ifRevisionID: z.string().exactOptional(),
  set: values.exactOptional(),
  setIfMissing: values.exactOptional(),
  unset: z.array(z.string()).exactOptional(),
  inc: numbers.exactOptional(),
  dec: numbers.exactOptional(),
  insert: insert.exactOptional(),
  diffMatchPatch: z.record(z.string(), z.string()).exactOptional(),
});

const mutation = z.union([
  z.strictObject({ create: stub }),
  z.strictObject({ createOrReplace: identified }),
  z.strictObject({ createIfNotExists: identified }),
  z.strictObject({ patch }),
  z.strictObject({ delete: z.strictObject({ ...selection, purge: z.boolean().optional() }) }),
]);

/** The body of `POST /data/mutate`. Further keys are ignored, as Sanity does. */
export const mutateBody = z.object({
  mutations: z.array(mutation),
  transactionId: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,128}$/)
    .optional(),
});

/** The body of `POST /data/query`. */
export const queryBody = z.object({ query: z.string(), params: values.optional() });

export type Mutation = z.infer<typeof mutation>;
export type Patch = z.infer<typeof patch>;
export type Insert = z.infer<typeof insert>;
export type DocumentStub = z.infer<typeof stub>;

/** True for a plain JSON object (not null, not an array). */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
