/** The light tint of each status and sentiment, in cells and on the pages. Every text meets AA on its ground. */

export interface Hue {
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

/** The hue of a status or sentiment; slate for one that is not in the lists. */
export function hueOf(text: string): Hue {
  return HUES[text] ?? slate;
}
