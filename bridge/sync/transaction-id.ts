/** Names of transactions: Sanity applies each once. */
import { createHash } from 'node:crypto';

/** Follows from the request and the work alone, so that the same request repeated anywhere cannot be applied twice. */
export function transactionIdOf(requestId: string, ...work: readonly (string | number)[]): string {
  const name = JSON.stringify([requestId, ...work]);
  return `leadsheet-${createHash('sha256').update(name).digest('base64url').slice(0, 32)}`;
}
