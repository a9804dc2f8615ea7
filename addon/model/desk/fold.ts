/** Texts made alike for finding: no accents, no case, no apostrophes. */

/** Letters that do not come apart into a letter and an accent. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** `Zoë O’Neill` → `zoe oneill`. */
export function fold(text: string): string {
  const plain = text.toLowerCase();
  if (PLAIN.test(plain)) return plain.replace(/'/g, '');
  return plain
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’‘ʼ`´]/g, '')
    .replace(/[ßæœøłđðþı]/g, (letter) => LETTERS[letter] ?? letter);
}

/** Printable ASCII without the grave accent. */
const PLAIN = /^[ -_a-~]*$/;

/** The words of a name: `smith-jones` is two. */
export function wordsOf(folded: string): readonly string[] {
  return folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
