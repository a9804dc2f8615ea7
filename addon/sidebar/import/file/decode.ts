/** Bytes to text: UTF-8, UTF-16 with its mark, or else Windows-1252. */

export interface Decoded {
  readonly text: string;
  /** What a person should know of how it was read; null when there was no doubt. */
  readonly note: string | null;
}

/** Decodes a file, byte order mark taken off. Windows-1252 gives every byte a meaning, so this never fails. */
export function decodeText(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: decode(bytes, 'utf-16le'), note: null };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: decode(bytes, 'utf-16be'), note: null };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), note: null };
  } catch {
    return {
      text: decode(bytes, 'windows-1252'),
      note: 'The file is not in UTF-8, so it was read as Windows-1252, as older Excel writes it. Check that £ and accents look right in the samples.',
    };
  }
}

function decode(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes);
}
