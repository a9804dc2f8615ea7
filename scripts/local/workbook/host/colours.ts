/** Colours as scripts write them (`#abc`, `#aabbcc`, CSS names) and as the engine wants them. */
import { helpers } from '@odoo/o-spreadsheet';

const NAMES: { readonly [name: string]: string } = {
  black: '#000000',
  white: '#ffffff',
  red: '#ff0000',
  green: '#008000',
  lime: '#00ff00',
  blue: '#0000ff',
  yellow: '#ffff00',
  orange: '#ffa500',
  purple: '#800080',
  pink: '#ffc0cb',
  cyan: '#00ffff',
  magenta: '#ff00ff',
  gray: '#808080',
  grey: '#808080',
  silver: '#c0c0c0',
  navy: '#000080',
  teal: '#008080',
  gold: '#ffd700',
};

/** The engine's colour for a script's; null clears. Throws for what Google would not take. */
export function engineColour(colour: unknown): string | null {
  if (colour === null || colour === undefined || colour === '') return null;
  const text = String(colour).trim().toLowerCase();
  if (/^#([0-9a-f]{3}|[0-9a-f]{6})$/.test(text)) return text;
  const named = NAMES[text];
  if (named) return named;
  const rgb = /^rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)$/.exec(text);
  if (rgb)
    return `#${rgb
      .slice(1)
      .map((part) => Number(part).toString(16).padStart(2, '0'))
      .join('')}`;
  throw new Error(`Invalid color: ${String(colour)}`);
}

/** `#rrggbb` in lower case, as Google gives it back. */
export function googleColour(colour: string | undefined, otherwise: string): string {
  if (!colour) return otherwise;
  return String(helpers.rgbaToHex(helpers.colorToRGBA(colour))).toLowerCase();
}
