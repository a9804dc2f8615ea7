/** What is found while a person types: the last answer is narrowed at once, the server asked when the typing pauses. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { FoundLeads } from '../../../answers/desk.ts';
import { saysEnough } from '../../../model/desk/query.ts';
import { searchLines } from '../../../model/desk/search.ts';
import { type CallFault, faultOf } from '../../faults.ts';
import type { Ask } from '../../server.ts';

export interface SearchView {
  /** null: nothing was found out yet for what is typed. */
  readonly found: FoundLeads | null;
  /** True while the server has not answered to just this text. */
  readonly searching: boolean;
  readonly fault: CallFault | null;
  readonly again: () => void;
}

/** Milliseconds without a letter after which the server is asked. */
const PAUSE = 200;

interface Answered {
  readonly text: string;
  readonly found: FoundLeads;
}

/** Asks again when `news` changes, with the last answer in view: what was found may be gone or say something else. */
export function useSearch(ask: Ask, text: string, news: string): SearchView {
  const [answer, setAnswer] = useState<Answered | null>(null);
  const [fault, setFault] = useState<CallFault | null>(null);
  const [tries, setTries] = useState(0);
  const asked = useRef(0);
  const wanted = text.trim();
  useEffect(() => {
    asked.current += 1;
    const question = asked.current;
    setFault(null);
    if (!saysEnough(wanted)) {
      setAnswer(null);
      return;
    }
    const timer = setTimeout(async () => {
      try {
        const found = await ask('search', { text: wanted });
        if (question === asked.current) setAnswer({ text: wanted, found });
      } catch (error) {
        if (question === asked.current) setFault(faultOf(error));
      }
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [ask, wanted, tries]);
  const settled = answer?.text === wanted && fault === null;
  useEffect(() => {
    if (settled) setTries((n) => n + 1);
  }, [news]);
  const searching = saysEnough(wanted) && answer?.text !== wanted && fault === null;
  return { found: shownOf(answer, wanted), searching, fault, again: () => setTries(tries + 1) };
}

/** What of the last answer still fits; null when nothing does, which does not mean that nothing will be found. */
function shownOf(answer: Answered | null, wanted: string): FoundLeads | null {
  if (!answer || answer.text === wanted) return answer?.found ?? null;
  const leads = searchLines(answer.found.leads, ({ line }) => line, wanted).map(({ one }) => one);
  return leads.length === 0 ? null : { ...answer.found, leads, total: leads.length };
}
