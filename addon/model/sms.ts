/** How many characters an SMS has and how many parts a network makes of it (3GPP TS 23.038): a person pays for each. */

export interface SmsLength {
  /** As a person counts them: an emoji is one. */
  readonly characters: number;
  readonly parts: number;
  /** False: a sign outside the GSM alphabet makes every sign take two bytes, and a part hold 70 instead of 160. */
  readonly gsm: boolean;
  /** The signs that are to blame, each once, at most five. */
  readonly foreign: readonly string[];
}

/** One septet each; the extension's take two, the escape sign before them. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENSION = new Set('\f^{}\\[~]|€');

interface Alphabet {
  /** What a lone message holds, and what each part of a longer one does: a header tells the parts' order. */
  readonly alone: number;
  readonly each: number;
  readonly width: (sign: string) => number;
}

const GSM: Alphabet = { alone: 160, each: 153, width: (sign) => (EXTENSION.has(sign) ? 2 : 1) };
const UCS2: Alphabet = { alone: 70, each: 67, width: (sign) => sign.length };

/** Most foreign signs that are worth naming. */
const MOST_FOREIGN = 5;

export function smsLength(text: string): SmsLength {
  const signs = [...text];
  const foreign = [...new Set(signs.filter((sign) => !BASIC.has(sign) && !EXTENSION.has(sign)))];
  const gsm = foreign.length === 0;
  const parts = partsOf(signs, gsm ? GSM : UCS2);
  return { characters: signs.length, parts, gsm, foreign: foreign.slice(0, MOST_FOREIGN) };
}

/** A sign of two units never stands across two parts. */
function partsOf(signs: readonly string[], { alone, each, width }: Alphabet): number {
  const units = signs.reduce((sum, sign) => sum + width(sign), 0);
  if (units === 0) return 0;
  if (units <= alone) return 1;
  let parts = 1;
  let used = 0;
  for (const sign of signs) {
    const wide = width(sign);
    if (used + wide > each) {
      parts += 1;
      used = 0;
    }
    used += wide;
  }
  return parts;
}
