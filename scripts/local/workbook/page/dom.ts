/** Makes elements: the page's own chrome is plain DOM, since what a script shows arrives as single events. */

export type Attributes = { readonly [name: string]: string | number | boolean | undefined };

/** An element with its attributes and children. `true` sets an empty attribute; `false` and `undefined` leave it out. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children);
  return made;
}

/** A drawing from its SVG source, hidden from assistive technology: the control that holds it carries the name. */
export function drawing(svg: string): SVGElement {
  const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  const made = document.importNode(parsed, true);
  if (!(made instanceof SVGElement)) throw new Error('Not an SVG drawing.');
  made.setAttribute('aria-hidden', 'true');
  made.setAttribute('focusable', 'false');
  return made;
}

/** The × button of a sidebar, dialog or notice. */
export function closeButton(name: string, close: () => void): HTMLButtonElement {
  const button = element('button', { type: 'button', class: 'wb-close', 'aria-label': name, title: name });
  button.append(
    drawing(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="20" height="20"><path fill="currentColor" d="M19 6.41 17.59 5 12 10.59 6.41 5 5 6.41 10.59 12 5 17.59 6.41 19 12 13.41 17.59 19 19 17.59 13.41 12z"/></svg>',
    ),
  );
  button.addEventListener('click', close);
  return button;
}

/** The element with this id, which the page's own HTML promises. Throws when it is not there. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element "${id}".`);
  return found;
}
