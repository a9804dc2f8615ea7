/** What is kept for a while and may vanish at any moment. Shared by everyone in the spreadsheet. */

/** Google keeps nothing longer. Seconds. */
export const LONGEST = 21_600;
/** Google takes 100 KB a value, counted in UTF-8; a little less, since it does not say what else it counts. */
export const CACHE_BYTES = 98_000;

/** What is still there of these keys, in one call; nothing where the cache cannot be asked. */
export function readCache(keys: readonly string[]): Readonly<Record<string, string>> {
  try {
    return keys.length === 0 ? {} : (cache()?.getAll([...keys]) ?? {});
  } catch {
    return {};
  }
}

/** Keeps values, in one call. False when they were not taken. */
export function writeCache(values: Readonly<Record<string, string>>): boolean {
  try {
    const kept = cache();
    kept?.putAll({ ...values }, LONGEST);
    return kept !== null;
  } catch {
    return false;
  }
}

export function dropCache(keys: readonly string[]): void {
  try {
    cache()?.removeAll([...keys]);
  } catch {
    // It may vanish by itself; whoever reads it looks how old it is.
  }
}

/** A script that belongs to no document has none. */
function cache(): GoogleAppsScript.Cache.Cache | null {
  return CacheService.getDocumentCache();
}
