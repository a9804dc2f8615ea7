/** A list that comes page by page: its newest part at once, and earlier ones when they are wanted. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { faultOf } from '../faults.ts';
import { type Answered, useAnswer } from './use-answer.ts';

export interface Listed<T> {
  readonly entries: readonly T[];
  readonly more: boolean;
}

export interface Paged<T> extends Pick<Answered<Listed<T>>, 'failure' | 'waiting' | 'again'> {
  /** null until the first answer. */
  readonly listed: Listed<T> | null;
  readonly earlier: { readonly waiting: boolean; readonly failure: string | null; readonly show: () => void };
}

interface Earlier {
  readonly waiting: boolean;
  readonly failure: string | null;
}

const NONE: Earlier = { waiting: false, failure: null };

/**
 * Asks `question` for the page before a moment, null for the newest. `about`: whose list it is, which is never shown
 * under another's name; `mark` changes when the list may have. What is in two pages is listed once, by `idOf`.
 */
export function usePages<T extends { readonly at: string }>(
  question: (before: string | null) => Promise<Listed<T>>,
  idOf: (entry: T) => string,
  about: string,
  mark = '',
): Paged<T> {
  const answered = useAnswer(async () => ({ ...(await question(null)), of: about }), `${about} ${mark}`);
  const [earlier, setEarlier] = useState(NONE);
  const shown = useRef(about);
  shown.current = about;
  useEffect(() => setEarlier(NONE), [about]);
  const listed = answered.value && answered.value.of === about ? answered.value : null;
  const show = async () => {
    const last = listed?.entries.at(-1);
    if (!listed || !last || earlier.waiting) return;
    setEarlier({ waiting: true, failure: null });
    try {
      const page = await question(last.at);
      if (shown.current !== about) return;
      answered.put({ ...followedBy(listed, page, idOf), of: about });
      setEarlier(NONE);
    } catch (error) {
      if (shown.current === about) setEarlier({ waiting: false, failure: faultOf(error).message });
    }
  };
  const { failure, waiting, again } = answered;
  return { listed, failure, waiting, again, earlier: { ...earlier, show: () => void show() } };
}

/** The list with an earlier part after it; what was in both is there once. */
function followedBy<T>(list: Listed<T>, page: Listed<T>, idOf: (entry: T) => string): Listed<T> {
  const known = new Set(list.entries.map(idOf));
  return {
    entries: [...list.entries, ...page.entries.filter((entry) => !known.has(idOf(entry)))],
    more: page.more,
  };
}
