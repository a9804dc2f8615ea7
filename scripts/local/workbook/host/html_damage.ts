/**
 * What HtmlService is reported to do to a page's scripts: whatever looks like a comment inside a string or a template
 * literal is taken out, to the end of the line or of the comment. A bundle that holds such text breaks here as it would there.
 */

/** Damages the scripts of an HTML page; the rest stays as it is. */
export function damaged(html: string): string {
  return html.replace(
    /(<script\b[^>]*>)([\s\S]*?)(<\/script\s*>)/gi,
    (_, open: string, script: string, close: string) => open + damagedScript(script) + close,
  );
}

/** One pass over the source that knows comments, strings, template literals and regular expressions apart. */
function damagedScript(source: string): string {
  let result = '';
  let lastSign = '';
  for (let i = 0; i < source.length; ) {
    const token = tokenAt(source, i, lastSign);
    const isText = /^["'`]/.test(token);
    result += isText ? token[0] + stripped(token.slice(1)) : token;
    if (!/^\s|^\/[/*]/.test(token)) lastSign = token.at(-1) ?? '';
    i += token.length;
  }
  return result;
}

/** Takes out `//…` to the end of the line or text, and block comments, as a tool would that does not know it is inside a string. */
function stripped(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
}

const TOKENS = {
  lineComment: /\/\/[^\n]*/y,
  blockComment: /\/\*[\s\S]*?\*\//y,
  double: /"(?:[^"\\\n]|\\[\s\S])*"/y,
  single: /'(?:[^'\\\n]|\\[\s\S])*'/y,
  template: /`(?:[^`\\]|\\[\s\S])*`/y,
  regex: /\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y,
  word: /[\w$]+/y,
  space: /\s+/y,
};

function tokenAt(source: string, at: number, lastSign: string): string {
  for (const [name, pattern] of Object.entries(TOKENS)) {
    // A slash after a value divides; anywhere else it begins a regular expression.
    if (name === 'regex' && /[\w$)\]}]/.test(lastSign)) continue;
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match) return match[0];
  }
  return source[at] ?? '';
}
