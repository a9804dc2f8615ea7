/** One writer at a time in the whole document. */

/**
 * Runs `work` while nobody else holds the document's lock; null when it is held for longer than `patience`
 * milliseconds. Pending cell writes are flushed before the lock is let go.
 */
export function withDocumentLock<T>(patience: number, work: () => T): { readonly value: T } | null {
  const lock = LockService.getDocumentLock();
  if (!lock.tryLock(patience)) return null;
  try {
    return { value: work() };
  } finally {
    SpreadsheetApp.flush();
    lock.releaseLock();
  }
}
