/** A small XML document as what it says: elements with their attributes and texts, in order. */
/// <reference path="./saxen.d.ts" />
import { Parser } from 'saxen';

export interface Heard {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/** Reads XML; names are told without their prefix. Throws for XML that is damaged. */
export function readXml(xml: string, { open, text, close }: Heard): void {
  const parser = new Parser();
  parser.on('openTag', (name, attributes, decode) => {
    if (!open) return;
    const decoded = Object.entries(attributes()).map(([key, value]) => [key, decode(value)] as const);
    open(plain(name), Object.fromEntries(decoded));
  });
  parser.on('closeTag', (name) => close?.(plain(name)));
  parser.on('text', (words, decode) => text?.(decode(words)));
  parser.on('error', (error) => {
    throw error;
  });
  parser.parse(xml);
}

function plain(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** What Office writes for characters that XML does not take: `_x000D_` (ECMA-376, ST_Xstring). */
export function unescaped(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
