/** GROQ: parsing with Sanity's complaints, and evaluating over the documents that the caller may see. */
import { type ExprNode, evaluate, evaluateSync, GroqSyntaxError, parse } from 'groq-js';
import { LakeError, plainError, queryParseError } from './errors.ts';
import { isRecord, type StoredDocument } from './schema.ts';

/** Functions that groq-js lacks (its own list): asking for them must not look like a mistake in the query. */
const NOT_IMITATED = /\b(geo::\w+|text::query|text::semanticSimilarity)\s*\(/;

/** Parses a query and checks that every parameter it names was given. Throws LakeError (400, or 501 naming the function). */
export function parseQuery(query: string, params: Record<string, unknown>): ExprNode {
  const missing = NOT_IMITATED.exec(query)?.[1];
  if (missing) throw plainError(501, `The local content lake does not imitate ${missing}()`);
  const tree = parseTree(query, params);
  const unknown = parametersOf(tree).find((name) => !Object.hasOwn(params, name));
  if (unknown !== undefined) throw queryParseError(`param $${unknown} referenced, but not provided`, query);
  return tree;
}

function parseTree(query: string, params: Record<string, unknown>): ExprNode {
  try {
    return parse(query, { params });
  } catch (error) {
    const start = error instanceof GroqSyntaxError ? error.position : 0;
    throw queryParseError(error instanceof Error ? error.message : String(error), query, start);
  }
}

function parametersOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(parametersOf);
  if (!isRecord(node)) return [];
  if (node.type === 'Parameter' && typeof node.name === 'string') return [node.name];
  return Object.values(node).flatMap(parametersOf);
}

export interface Evaluation {
  readonly documents: readonly unknown[];
  readonly params: Record<string, unknown>;
  readonly byId?: (id: string) => StoredDocument | undefined;
  readonly now: Date;
  readonly projectId: string;
  readonly dataset: string;
}

/** Evaluates a query; the answer is ready for JSON. Synchronous wherever groq-js can (several times faster). */
export async function evaluateQuery(tree: ExprNode, evaluation: Evaluation): Promise<unknown> {
  const { documents, params, byId, now, projectId, dataset } = evaluation;
  const options = {
    dataset: documents,
    params,
    timestamp: now,
    identity: 'local',
    sanity: { projectId, dataset },
    ...(byId ? { dereference: ({ _ref }: { _ref: string }) => byId(_ref) } : {}),
  };
  try {
    return evaluateSync(tree, options).data;
  } catch (error) {
    if (!isAsyncOnly(error)) throw queryFailed(error);
  }
  const value = await evaluate(tree, options);
  return await value.get();
}

function isAsyncOnly(error: unknown): boolean {
  return (
    error instanceof Error &&
    /not supported|not possible in eval|in evaluateSync|synchronous mode/.test(error.message)
  );
}

function queryFailed(error: unknown): LakeError {
  const description = error instanceof Error ? error.message : String(error);
  return new LakeError(400, { error: { type: 'queryError', description } }, description);
}

/** The ids of the documents that a mutation's query selects (`*[…]`, or that with a projection that keeps `_id`). */
export function selectIds(
  query: string,
  params: Record<string, unknown>,
  documents: readonly StoredDocument[],
): string[] {
  const selected: unknown = evaluateSync(parseQuery(query, params), { dataset: documents, params }).data;
  const items = Array.isArray(selected) ? selected : [selected];
  return items.flatMap((item: unknown) => (isRecord(item) && typeof item._id === 'string' ? [item._id] : []));
}

/** The part of a listener's query that decides which documents it hears of: order, slice and projection are ignored. */
export function filterOf(tree: ExprNode): ExprNode {
  if (tree.type === 'Filter' || tree.type === 'Everything') return tree;
  if ('base' in tree && tree.base) return filterOf(tree.base);
  return tree;
}

/** Whether a listener's filter lets the document through, looked at by itself (listeners know no joins). */
export function matches(
  filter: ExprNode,
  params: Record<string, unknown>,
  document: StoredDocument,
): boolean {
  const found: unknown = evaluateSync(filter, { dataset: [document], params }).data;
  return Array.isArray(found) && found.length > 0;
}
