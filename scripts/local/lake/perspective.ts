/** Which documents a caller sees: perspectives over drafts and versions, and ids with a dot only for a token. */
import { plainError } from './errors.ts';
import type { StoredDocument } from './schema.ts';

/** `raw` is everything; a stack is the layers looked at in order, `published` last. */
export type Perspective = 'raw' | 'published' | readonly string[];

const PUBLISHED_BY_DEFAULT_SINCE = '2025-02-19';
const LAYER = /^[A-Za-z0-9_-]+$/;

/** The perspective that was asked for, or the API version's default. Throws LakeError 400 for one that does not exist. */
export function readPerspective(asked: string | undefined, apiVersion: string): Perspective {
  if (asked === undefined || asked === '') {
    const date = apiVersion.slice(1);
    const published = date === 'X' || (date.includes('-') && date >= PUBLISHED_BY_DEFAULT_SINCE);
    return published ? 'published' : 'raw';
  }
  if (asked === 'raw' || asked === 'published') return asked;
  const layers = asked === 'previewDrafts' ? ['drafts'] : asked.split(',');
  if (layers.includes('raw') || !layers.every((layer) => LAYER.test(layer))) {
    throw plainError(400, `Invalid perspective: ${asked}`);
  }
  return layers.filter((layer) => layer !== 'published');
}

/** True for what an anonymous caller may see: Sanity shows documents with a dot in their id only to a token. */
export function isPublic(id: string): boolean {
  return !id.includes('.');
}

/** True for a document that is neither a draft nor a version of a release. */
export function isPublished(id: string): boolean {
  return !id.startsWith('drafts.') && !id.startsWith('versions.');
}

/** The id that a draft or version stands for, and the layer it belongs to. */
function layerOf(id: string): { layer: string; publishedId: string } {
  const [first, second, ...rest] = id.split('.');
  if (first === 'drafts') return { layer: 'drafts', publishedId: id.slice('drafts.'.length) };
  if (first === 'versions' && second !== undefined) return { layer: second, publishedId: rest.join('.') };
  return { layer: 'published', publishedId: id };
}

/** The documents of a perspective, in the order given. In a stack, a layer's document stands in under its published id. */
export function documentsIn(
  perspective: Perspective,
  documents: readonly StoredDocument[],
  withToken: boolean,
): readonly StoredDocument[] {
  const visible = withToken ? documents : documents.filter(({ _id }) => isPublic(_id));
  if (perspective === 'raw') return visible;
  if (perspective === 'published') return visible.filter(({ _id }) => isPublished(_id));
  const layers = [...perspective, 'published'];
  const best = new Map<string, { rank: number; document: StoredDocument }>();
  for (const document of visible) {
    const { layer, publishedId } = layerOf(document._id);
    const rank = layers.indexOf(layer);
    const other = best.get(publishedId);
    if (rank === -1 || (other && other.rank < rank)) continue;
    best.set(publishedId, { rank, document });
  }
  return [...best].map(([publishedId, { document }]) => ({
    ...document,
    _id: publishedId,
    _originalId: document._id,
  }));
}

/** The ids of a document's published form, draft and versions among all ids. */
export function allVersions(publishedId: string, ids: Iterable<string>): string[] {
  return [...ids].filter((id) => layerOf(id).publishedId === publishedId);
}
