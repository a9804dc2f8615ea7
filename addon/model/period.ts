/** The periods that a dashboard can show. */

/** `all` takes also the leads that were never messaged; the others take those whose first message falls in them. */
export const PERIODS = ['today', '7days', '30days', 'all'] as const;
export type Period = (typeof PERIODS)[number];

/** Whole days that a period covers, today included, in Europe/London; null: no limit. */
export const PERIOD_DAYS: { readonly [P in Period]: number | null } = {
  today: 1,
  '7days': 7,
  '30days': 30,
  all: null,
};
