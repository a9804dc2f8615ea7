/** Puts the shim into a script's document, where it runs first. */

/**
 * The document with the shim as its first script. It goes after the doctype and the head's start,
 * because a script before the doctype would put the page into quirks mode, which Google does not.
 */
export function withShim(html: string, shim: string): string {
  const script = `<script>${shim.replaceAll('</script', '<\\/script')}</script>`;
  for (const opening of [/<head(?:\s[^>]*)?>/i, /<html(?:\s[^>]*)?>/i, /<!doctype[^>]*>/i]) {
    const found = opening.exec(html);
    if (found) {
      const at = found.index + found[0].length;
      return html.slice(0, at) + script + html.slice(at);
    }
  }
  return script + html;
}
