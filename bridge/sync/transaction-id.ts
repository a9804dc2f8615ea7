/** Names of transactions: Sanity applies each once. */
import { createHash } from 'node:crypto';

/** Follows from the request and the work alone, so that the same request repeated anywhere cannot be applied twice. */
export function transactionIdOf(requestId: string, ...work: readonly (string | number)[]): string {
  return `${OURS}${digestOf(requestId, ...work)}`;
}

/** 32 letters that follow from these parts alone. */
export function digestOf(...parts: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 32);
}

const OURS = 'leadsheet-';

/** True for a transaction that a bridge made. */
export function isOwnTransaction(id: string): boolean {
  return id.startsWith(OURS);
}
