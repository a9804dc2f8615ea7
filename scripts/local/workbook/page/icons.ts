/** The engine's drawings, taken from its template file, for menus that the page draws itself. */

const TEMPLATE = /<t t-name="(o-spreadsheet-Icon\.[A-Z0-9_]+)">\s*(<(svg|i|div)[\s\S]*?)<\/t>/g;

export type Icons = (name: string) => Element | undefined;

/** Finds a drawing by the engine's name for it. Templates that are more than a drawing are left out. */
export function iconsFrom(templates: string): Icons {
  const sources = new Map<string, string>();
  for (const [, name, source] of templates.matchAll(TEMPLATE)) {
    if (name && source && !source.includes('t-')) sources.set(name, source);
  }
  return (name) => {
    const source = sources.get(name);
    if (!source) return undefined;
    const holder = document.createElement('template');
    holder.innerHTML = source.replace(
      /<(i|path|rect|circle|polygon|line|polyline|ellipse|use)([^>]*?)\/>/g,
      '<$1$2></$1>',
    );
    const icon = holder.content.firstElementChild ?? undefined;
    icon?.setAttribute('aria-hidden', 'true');
    return icon;
  };
}
