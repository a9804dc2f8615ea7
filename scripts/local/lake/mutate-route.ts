/** `POST /data/mutate`: reads the transaction, lets faults strike around the commit, and answers as Sanity does. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { mutationError, plainError } from './errors.ts';
import { type Call, leaveUnanswered } from './gate.ts';
import type { Dataset } from './lake.ts';
import { type Mutation, mutateBody } from './schema.ts';
import { type CommitOptions, type CommitReceipt, newTransactionId } from './store.ts';

/** Commits the request's transaction. Throws LakeError; nothing was committed then unless a fault says so. */
export async function handleMutate(
  call: Call,
  request: Request,
  response: Response,
  lake: Dataset,
): Promise<void> {
  requirePermission(call);
  const done = lake.rates.begin();
  try {
    const { mutations, transactionId } = readTransaction(parseJson(request.body));
    const options = { ...readOptions(request), transactionId: transactionId ?? newTransactionId() };
    await commitUnderFaults(mutations, options, request, response, lake);
  } finally {
    done();
  }
}

async function commitUnderFaults(
  mutations: readonly Mutation[],
  options: CommitOptions,
  request: Request,
  response: Response,
  lake: Dataset,
): Promise<void> {
  const failure = lake.faults.take(['5xx'], 'mutate');
  if (failure && !failure.committed) throw plainError(failure.status, 'The service failed (a fault)');
  const drop = options.dryRun ? undefined : lake.faults.take(['ack-and-drop'], 'mutate');
  const receipt = drop
    ? await pretend(mutations, options, drop.keep, lake)
    : await lake.store.commit(mutations, options);
  if (failure) throw plainError(failure.status, 'The service failed after committing (a fault)');
  const silence = lake.faults.take(['timeout-after-commit'], 'mutate');
  if (silence) leaveUnanswered(response, silence.ms);
  else response.json(answer(receipt, request));
}

/** Says that all was committed, and commits only the first `keep` mutations. */
async function pretend(mutations: readonly Mutation[], options: CommitOptions, keep: number, lake: Dataset) {
  const receipt = await lake.store.commit(mutations, { ...options, dryRun: true });
  if (keep > 0) await lake.store.commit(mutations.slice(0, keep), options);
  return receipt;
}

function requirePermission(call: Call): void {
  if (call.withToken) return;
  const description = 'Insufficient permissions; permission "create" required';
  throw mutationError(403, { type: 'insufficientPermissionsError', description, permission: 'create' });
}

/** Checks a transaction's shape. Throws LakeError 400 that names the mutation. */
export function readTransaction(body: unknown): z.infer<typeof mutateBody> {
  const parsed = mutateBody.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const at = issue?.path[1];
  throw mutationError(
    400,
    { type: 'validationError', description: z.prettifyError(parsed.error).replaceAll(/\s+/g, ' ') },
    typeof at === 'number' ? at : 0,
  );
}

/** The JSON of a raw request body. Throws LakeError 400. */
export function parseJson(body: unknown): unknown {
  try {
    return JSON.parse(Buffer.isBuffer(body) ? body.toString('utf8') : '');
  } catch (error) {
    throw plainError(
      400,
      `Invalid JSON in request body: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

const flag = z.enum(['true', 'false']).optional();
const queryString = z.object({
  dryRun: flag,
  returnIds: flag,
  returnDocuments: flag,
  autoGenerateArrayKeys: flag,
  visibility: z.enum(['sync', 'async', 'deferred']).default('sync'),
});

function readQuery(request: Request) {
  const parsed = queryString.safeParse(request.query);
  if (parsed.success) return parsed.data;
  throw plainError(400, z.prettifyError(parsed.error).replaceAll(/\s+/g, ' '));
}

function readOptions(request: Request): CommitOptions {
  const { dryRun, autoGenerateArrayKeys, visibility } = readQuery(request);
  return { dryRun: dryRun === 'true', autoGenerateArrayKeys: autoGenerateArrayKeys === 'true', visibility };
}

function answer({ transactionId, results }: CommitReceipt, request: Request): Record<string, unknown> {
  const { returnIds, returnDocuments } = readQuery(request);
  const told = results.map(({ id, operation, document }) => ({
    ...(returnIds === 'true' || returnDocuments === 'true' ? { id } : {}),
    ...(returnDocuments === 'true' ? { document } : {}),
    operation,
  }));
  return { transactionId, results: told };
}
