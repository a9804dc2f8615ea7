/** Makes a script safe from Google's HtmlService, which strips comment-like text from the pages that it serves. */
import { parse, type Token, tokTypes } from 'acorn';

/** Reported to be stripped, or to end the page's script, wherever they stand: also inside strings and template literals. */
const DAMAGED = /\/\/|\/\*|<!--/;

/**
 * The same script with every `//`, `/*` and `<!--` inside a string literal or a regular expression escaped, so that no
 * such text is left. Throws, naming `file`, where they stand in a template literal and cannot be escaped.
 */
export function safeForHtmlService(script: string, file: string): string {
  const parts: string[] = [];
  let from = 0;
  for (const token of literals(script)) {
    const source = script.slice(token.start, token.end);
    const isRegExp = token.type === tokTypes.regexp;
    if (!DAMAGED.test(source)) continue;
    if (token.type !== tokTypes.string && !isRegExp) {
      throw new Error(`HtmlService would damage ${file}: ${source.slice(0, 60)} holds "//", "/*" or "<!--".`);
    }
    parts.push(script.slice(from, token.start), isRegExp ? escapedRegExp(source) : escaped(source));
    from = token.end;
  }
  const safe = parts.join('') + script.slice(from);
  const left = DAMAGED.exec(safe);
  if (left) {
    const near = safe.slice(Math.max(0, left.index - 30), left.index + 30);
    throw new Error(`HtmlService would damage ${file} at "${near}".`);
  }
  return safe;
}

/** Every string, template part and regular expression, in order. A full parse, since only it tells `/` from `/`. */
function literals(script: string): readonly Token[] {
  const tokens: Token[] = [];
  parse(script, { ecmaVersion: 2020, onToken: tokens });
  const wanted: readonly unknown[] = [tokTypes.string, tokTypes.template, tokTypes.regexp];
  return tokens.filter((token) => wanted.includes(token.type));
}

function escaped(literal: string): string {
  return literal.replace(/\/(?=[/*])/g, '\\x2f').replace(/<!--/g, '\\x3c!--');
}

/** `/` and `\/` mean the same as `\x2f` between a regular expression's own slashes. */
function escapedRegExp(literal: string): string {
  const end = literal.lastIndexOf('/');
  const body = literal
    .slice(1, end)
    .replace(/\\[\s\S]|[/]/g, (part) => (part === '\\/' || part === '/' ? '\\x2f' : part))
    .replace(/<!--/g, '\\x3c!--');
  return `/${body}${literal.slice(end)}`;
}
