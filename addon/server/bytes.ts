/** Keeping what is remembered within what one property holds. */

/** Google allows 9 KB a value, counted in UTF-8. */
export const PROPERTY_BYTES = 9_000;

/** Bytes of a text in UTF-8; a surrogate pair counts as its two halves, which is never too little. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
  }
  return bytes;
}

/** JSON of `shown(items)` with as many items of its lists as fit into a property, at most `most`. */
export function fittedJson(most: number, shown: (items: number) => unknown): string {
  for (let items = most; ; items = Math.floor(items / 2)) {
    const text = JSON.stringify(shown(items));
    if (utf8Length(text) <= PROPERTY_BYTES || items === 0) return text;
  }
}
