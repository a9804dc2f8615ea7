/** What a workbook's parts say: its sheets, its shared texts, how its cells show numbers. */

import { patternOf } from './formats.ts';
import { damaged } from './unzip.ts';
import { readXml, unescaped } from './xml.ts';

export interface SheetPart {
  readonly name: string;
  /** Name of the part in the archive. */
  readonly part: string;
}

export interface Workbook {
  /** Those that a person sees, in order. */
  readonly sheets: readonly SheetPart[];
  readonly is1904: boolean;
}

/** Reads `xl/workbook.xml` and its relations. Throws `UnreadableFile` when it is none. */
export function readWorkbook(texts: ReadonlyMap<string, string>): Workbook {
  const workbook = texts.get('xl/workbook.xml');
  if (workbook === undefined) throw damaged();
  const parts = partsOf(texts.get('xl/_rels/workbook.xml.rels') ?? '');
  const sheets: SheetPart[] = [];
  let is1904 = false;
  readXml(workbook, {
    open: (name, attributes) => {
      if (name === 'workbookPr') is1904 = /^(?:1|true)$/.test(attributes.date1904 ?? '');
      if (name !== 'sheet' || /hidden/i.test(attributes.state ?? '')) return;
      const id = Object.entries(attributes).find(([key]) => /(?:^|:)id$/i.test(key) && key !== 'sheetId');
      const part = parts.get(id?.[1] ?? '');
      if (part !== undefined) sheets.push({ name: attributes.name ?? `Sheet ${sheets.length + 1}`, part });
    },
  });
  return { sheets, is1904 };
}

function partsOf(relations: string): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  readXml(relations, {
    open: (name, { Id, Target = '' }) => {
      if (name !== 'Relationship' || Id === undefined) return;
      parts.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
    },
  });
  return parts;
}

/** Texts that cells name by number. What shows how a word is read (Japanese) is left out. */
export function readSharedTexts(xml: string): readonly string[] {
  const texts: string[] = [];
  let words: string[] | null = null;
  let inText = false;
  let reading = false;
  readXml(xml, {
    open: (name) => {
      if (name === 'si') words = [];
      if (name === 'rPh') reading = true;
      if (name === 't') inText = true;
    },
    text: (text) => {
      if (inText && !reading) words?.push(text);
    },
    close: (name) => {
      if (name === 't') inText = false;
      if (name === 'rPh') reading = false;
      if (name === 'si') texts.push(unescaped((words ?? []).join('')));
    },
  });
  return texts;
}

/** The number pattern of each cell style. */
export function readPatterns(xml: string): readonly string[] {
  const own = new Map<number, string>();
  const ids: number[] = [];
  let inStyles = false;
  readXml(xml, {
    open: (name, attributes) => {
      if (name === 'numFmt') own.set(Number(attributes.numFmtId), attributes.formatCode ?? 'General');
      if (name === 'cellXfs') inStyles = true;
      if (name === 'xf' && inStyles) ids.push(Number(attributes.numFmtId ?? 0));
    },
    close: (name) => {
      if (name === 'cellXfs') inStyles = false;
    },
  });
  return ids.map((id) => patternOf(id, own));
}
