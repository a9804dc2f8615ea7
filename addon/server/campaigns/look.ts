/** Colours. The brand's own in headers and charts; light tints in cells. */
import { SENTIMENTS, STATUSES } from '../../model/fields.ts';
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

interface Hue {
  readonly ground: string;
  readonly letters: string;
}

const orange: Hue = { ground: '#ffe4d6', letters: '#b03a12' };
const amber: Hue = { ground: '#fff1cc', letters: '#8a5a00' };
const violet: Hue = { ground: '#f5e2fb', letters: '#7b1fa2' };
const emerald: Hue = { ground: '#d8f3e4', letters: '#0b6b43' };
const blue: Hue = { ground: '#dfecff', letters: '#1b4fb3' };
const indigo: Hue = { ground: '#e6e6ff', letters: '#3f3bb0' };
const slate: Hue = { ground: '#eceff4', letters: '#475569' };
const rose: Hue = { ground: '#ffe1e8', letters: '#b4234f' };
const lime: Hue = { ground: '#e9f6d9', letters: '#4a7318' };

const HUES: Readonly<Record<string, Hue>> = {
  Ready: slate,
  Sent_1: blue,
  Sent_2: blue,
  Sent_3: indigo,
  COLD: blue,
  NEUTRAL: slate,
  WARM: amber,
  HOT: orange,
  POSITIVE: lime,
  NEGATIVE: rose,
  CALL_BOOKED: violet,
  SCHEDULED: violet,
  INSTALLED: emerald,
  CONVERTED: emerald,
  PAUSED: slate,
  REMOVED: rose,
  NEGATIVE_REMOVED: rose,
  UNCLEAR: slate,
  UNSURE: amber,
};

/** How status and sentiment cells are tinted. */
export const TINTS: readonly Tint[] = [...new Set<string>([...STATUSES, ...SENTIMENTS])].map((text) => {
  const { ground, letters } = HUES[text] ?? slate;
  return { text, ground, letters };
});

/** Of the sentiment chart: none, then the sentiments in their order. */
export const SLICES: readonly string[] = ['#d5dae3', GREEN, '#e11d48', SLATE, '#9f1239', CYAN, '#f9a825'];
