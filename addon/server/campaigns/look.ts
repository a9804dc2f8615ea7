/** Colours. The brand's own in headers and charts; light tints in cells. */
import { SENTIMENTS, STATUSES } from '../../model/fields.ts';
import { hueOf } from '../../model/hues.ts';
import type { Tint } from '../sheets/layout.ts';

export const NAVY = '#1a1a4a';
export const WHITE = '#ffffff';
export const CYAN = '#02bbd4';
export const PURPLE = '#8a2be2';
export const PINK = '#ff44cc';
export const GREEN = '#8cc63f';
const SLATE = '#64748b';

/** Of the tab of the original leads. */
export const ORIGINAL_COLOUR = PURPLE;

/** How status and sentiment cells are tinted. */
export const TINTS: readonly Tint[] = [...new Set<string>([...STATUSES, ...SENTIMENTS])].map((text) => {
  return { text, ...hueOf(text) };
});

/** Of the sentiment chart: none, then the sentiments in their order, then any other. */
export const SLICES: readonly string[] = [
  '#d5dae3',
  GREEN,
  '#e11d48',
  SLATE,
  '#9f1239',
  CYAN,
  '#f9a825',
  '#b9a1d6',
];

/** Of weekdays, Monday first: light to deep, the weekend apart. */
export const HOURS_OF_WEEK: readonly string[] = [
  '#c7e9f4',
  '#93d5ea',
  '#4bbbdb',
  '#2a8fc7',
  '#3b5fb4',
  '#5b2fa8',
  '#8a2be2',
];
