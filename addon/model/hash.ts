/** The short hash by which a row remembers what was last agreed. */

declare const brand: unique symbol;
/** Eight characters of base64url: 48 bits. One edit in 2^48 would go unnoticed. */
export type Hash = string & { readonly [brand]: 'Hash' };

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Hashes a text's UTF-16 units with two FNV-1a lanes of different primes; runs where there is no crypto (Apps Script). */
export function shortHash(text: string): Hash {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x5bd1e995);
    b ^= b >>> 15;
  }
  a = finish(a ^ text.length);
  b = finish(b ^ a);
  return (sextets(a) + sextets(b)) as Hash;
}

/** A base that no value has: both sides count as changed. */
export const NOT_AGREED = '--------' as Hash;

export function isHash(text: string): text is Hash {
  return /^[A-Za-z0-9_-]{8}$/.test(text);
}

/** Spreads every input bit over all output bits (MurmurHash3's finaliser, public domain, Austin Appleby). */
function finish(x: number): number {
  let h = x;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function sextets(x: number): string {
  return (
    ALPHABET.charAt((x >>> 18) & 63) +
    ALPHABET.charAt((x >>> 12) & 63) +
    ALPHABET.charAt((x >>> 6) & 63) +
    ALPHABET.charAt(x & 63)
  );
}
