/** What a page asks for when it opens, and again whenever what it is about has changed. What is shown stays meanwhile. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { faultOf } from '../faults.ts';

export interface Answered<T> {
  /** null until the first answer, and when what it is about is there no more. */
  readonly value: T | null;
  /** Why there is no newer answer; what is shown is from before. */
  readonly failure: string | null;
  readonly waiting: boolean;
  readonly again: () => void;
  /** Takes over what another call answered. */
  readonly put: (value: T) => void;
}

/** Asks `question` at once and whenever `about` changes. An answer that was overtaken is left out. */
export function useAnswer<T>(question: () => Promise<T>, about: string): Answered<T> {
  const [value, setValue] = useState<T | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [waiting, setWaiting] = useState(true);
  const asked = useRef(0);
  const latest = useRef(question);
  latest.current = question;

  const again = useCallback(async () => {
    asked.current += 1;
    const mine = asked.current;
    setWaiting(true);
    try {
      const answer = await latest.current();
      if (mine !== asked.current) return;
      setValue(answer);
      setFailure(null);
    } catch (error) {
      if (mine === asked.current) {
        const { code, message } = faultOf(error);
        // What was erased or moved away is not shown on as if it were there.
        if (code === 'not-found') setValue(null);
        setFailure(message);
      }
    }
    if (mine === asked.current) setWaiting(false);
  }, []);
  useEffect(() => {
    void again();
    return () => {
      asked.current += 1;
    };
  }, [again, about]);
  const put = useCallback((answer: T) => {
    asked.current += 1;
    setValue(() => answer);
    setFailure(null);
    setWaiting(false);
  }, []);
  return { value, failure, waiting, again: () => void again(), put };
}
