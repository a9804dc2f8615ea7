/** How files with the same headings were mapped the last time, remembered with the document. */
import type { Calls, RememberedMapping } from '../../calls.ts';
import { PROPERTY_BYTES, utf8Length } from '../bytes.ts';
import { storedObject } from '../campaigns/campaigns.ts';
import { type Guard, isText, recordOf, shape } from '../shapes.ts';
import { forgetDocuments, readDocument, type Stored, writeDocument } from '../sheets/properties.ts';

const MAPPING = 'mapping:';
/** The document's properties hold 500 KB in all. */
const MOST = 15;

const isMapping: Guard<RememberedMapping> = shape({ targets: recordOf(isText), at: isText });

export function rememberedMapping({
  key,
}: Calls['rememberedMapping']['ask']): Calls['rememberedMapping']['answer'] {
  return { mapping: storedObject(readDocument(), MAPPING + key, isMapping) };
}

/** One that is too large for a property is not remembered; the oldest give way to the newest. */
export function rememberMapping({ key, targets }: Calls['rememberMapping']['ask']): null {
  const text = JSON.stringify({ targets, at: new Date().toISOString() });
  if (utf8Length(text) > PROPERTY_BYTES) return null;
  const others = oldestFirst(readDocument()).filter((one) => one !== MAPPING + key);
  writeDocument({ [MAPPING + key]: text });
  forgetDocuments(others.slice(0, Math.max(0, others.length - (MOST - 1))));
  return null;
}

function oldestFirst(stored: Stored): readonly string[] {
  const at = (key: string) => storedObject(stored, key, isMapping)?.at ?? '';
  return Object.keys(stored)
    .filter((key) => key.startsWith(MAPPING))
    .sort((a, b) => at(a).localeCompare(at(b)));
}
