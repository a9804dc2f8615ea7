/** Google's limits on a script, in one place; a test may tighten any of them. */

export interface Limits {
  /** Seconds an execution may take before it is stopped. */
  readonly executionSeconds: number;
  /** The same for a simple trigger. */
  readonly simpleTriggerSeconds: number;
  readonly triggersPerUser: number;
  /** Minutes that triggers may run in a day. */
  readonly triggerMinutesPerDay: number;
  readonly urlFetchesPerDay: number;
  readonly urlFetchBytes: number;
  readonly propertyValueBytes: number;
  readonly propertyStoreBytes: number;
  readonly cacheValueBytes: number;
  readonly cacheItems: number;
  readonly cellCharacters: number;
  readonly workbookCells: number;
  readonly columns: number;
}

/** What a consumer account gets; where sources differ, the lower figure. */
export const GOOGLE_LIMITS: Limits = {
  executionSeconds: 360,
  simpleTriggerSeconds: 30,
  triggersPerUser: 20,
  triggerMinutesPerDay: 90,
  urlFetchesPerDay: 20_000,
  urlFetchBytes: 50 * 1024 * 1024,
  propertyValueBytes: 9 * 1024,
  propertyStoreBytes: 500 * 1024,
  cacheValueBytes: 100 * 1024,
  cacheItems: 1_000,
  cellCharacters: 50_000,
  workbookCells: 10_000_000,
  columns: 18_278,
};
