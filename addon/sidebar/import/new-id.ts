/** The id of a new import, made once in the browser so that every call of it may be repeated. */
import { type ImportId, isImportId } from '../../model/lead.ts';

/** A random UUID of version 4 (RFC 9562), lower case. */
export function newImportId(): ImportId {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte, index) => {
    const fixed = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    return fixed.toString(16).padStart(2, '0');
  });
  const part = (from: number, to: number) => hex.slice(from, to).join('');
  const id = `${part(0, 4)}-${part(4, 6)}-${part(6, 8)}-${part(8, 10)}-${part(10, 16)}`;
  if (!isImportId(id)) throw new Error(`"${id}" cannot be an import's id.`);
  return id;
}
