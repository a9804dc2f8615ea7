/** Bytes to text: the encoding told by its mark, by its zero bytes, by being valid UTF-8, or else Windows-1252. */

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** What a person calls it. */
export const ENCODING_NAMES: { readonly [E in Encoding]: string } = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16 (big-endian)',
  'windows-1252': 'Windows-1252',
};

export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
  /** What a person should know of how it was read; null when there was no doubt. */
  readonly note: string | null;
}

/** Decodes a file, byte order mark taken off. Windows-1252 gives every byte a meaning, so this never fails. */
export function decodeText(bytes: Uint8Array): Decoded {
  const marked = markedEncoding(bytes) ?? unmarkedUtf16(bytes);
  if (marked) return { text: decodeAs(bytes, marked), encoding: marked, note: null };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8', note: null };
  } catch {
    return {
      text: decodeAs(bytes, 'windows-1252'),
      encoding: 'windows-1252',
      note: 'The file is not in UTF-8, so it was read as Windows-1252, as older Excel writes it. Check that £ and accents look right in the samples.',
    };
  }
}

/** True for text whose every other byte says nothing: Latin text in UTF-16, its mark missing. */
export function isUnmarkedUtf16(bytes: Uint8Array): boolean {
  return unmarkedUtf16(bytes) !== null;
}

function markedEncoding(bytes: Uint8Array): Encoding | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

/** Bytes looked at, the share of one half of them that must be zero, and of the other that may be no text. */
const LOOKED_AT = 4_096;
const MOSTLY = 0.6;
const HARDLY = 0.02;

function unmarkedUtf16(bytes: Uint8Array): Encoding | null {
  const head = bytes.subarray(0, LOOKED_AT);
  if (head.length < 4 || bytes.length % 2 !== 0) return null;
  const half = (first: 0 | 1) => head.filter((_, index) => index % 2 === first);
  const [even, odd] = [half(0), half(1)];
  if (isHigh(odd) && isText(even)) return 'utf-16le';
  return isHigh(even) && isText(odd) ? 'utf-16be' : null;
}

function isHigh(half: Uint8Array): boolean {
  return half.filter((byte) => byte === 0).length >= half.length * MOSTLY;
}

function isText(half: Uint8Array): boolean {
  const strange = half.filter((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
  return strange.length <= half.length * HARDLY;
}

/** Decodes as a person chose; bytes that mean nothing become marks. */
export function decodeAs(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(bytes);
}
