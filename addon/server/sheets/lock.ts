/** One writer at a time in the whole document, and one who changes what there is. */

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

/**
 * Runs `work` while nobody else changes what campaigns there are or moves leads between them; null when somebody does
 * for longer than `patience` milliseconds. Google lets go of it when a run ends, however it ends. The document's own lock
 * may be taken within.
 */
export function withStepLock<T>(patience: number, work: () => T): { readonly value: T } | null {
  const lock = LockService.getScriptLock();
  if (!lock.tryLock(patience)) return null;
  try {
    return { value: work() };
  } finally {
    SpreadsheetApp.flush();
    lock.releaseLock();
  }
}
