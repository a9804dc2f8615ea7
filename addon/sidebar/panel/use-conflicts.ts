/** The open list of conflicts: asks for it, settles what a person chose, and keeps it true. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { CampaignId } from '../../model/lead.ts';
import type { OpenConflict } from '../../model/wire.ts';
import { faultOf } from '../faults.ts';
import type { Ask } from '../server.ts';
import type { Actions } from './actions.ts';
import {
  type Choice,
  choosable,
  type SettledWords,
  settledKey,
  settledWords,
  withoutSettled,
} from './conflict-list.ts';

export interface ConflictsSource {
  readonly campaign: CampaignId;
  /** When it changes, the list is asked for again. */
  readonly count: number;
  readonly ask: Ask;
  readonly settle: Actions['settleConflicts'];
  readonly onSettled: (words: SettledWords) => void;
}

export interface OpenList {
  /** null until the first answer. */
  readonly conflicts: readonly OpenConflict[] | null;
  /** Why the list could not be fetched; what is shown is from before. */
  readonly failure: string | null;
  /** What is being done about which conflict. */
  readonly busy: ReadonlyMap<string, Choice>;
  /** How many of those chosen in one go are dealt with. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** Settles these, after whatever was chosen before. */
  readonly choose: (conflicts: readonly OpenConflict[], choice: Choice) => void;
}

export function useConflicts({ campaign, count, ask, settle, onSettled }: ConflictsSource): OpenList {
  const [listed, setListed] = useState<readonly OpenConflict[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState<ReadonlyMap<string, Choice>>(new Map());
  const [progress, setProgress] = useState<OpenList['progress']>(null);
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set());
  const asked = useRef(0);
  const before = useRef<Promise<void>>(Promise.resolve());

  const fetchList = useCallback(async () => {
    asked.current += 1;
    const mine = asked.current;
    try {
      const { conflicts } = await ask('conflicts', { campaign });
      if (mine !== asked.current) return;
      setListed(conflicts);
      setFailure(null);
    } catch (error) {
      if (mine === asked.current) setFailure(faultOf(error).message);
    }
  }, [ask, campaign]);

  useEffect(() => {
    if (count > 0) void fetchList();
    else setListed([]);
    return () => {
      asked.current += 1;
    };
  }, [count, fetchList]);

  const run = async (chosen: readonly OpenConflict[], choice: Choice) => {
    if (chosen.length > 1) setProgress({ done: 0, total: chosen.length });
    const outcome = await settle(campaign, chosen, choice, (done) => {
      if (chosen.length > 1) setProgress({ done, total: chosen.length });
    });
    const closed = new Set(
      outcome.results.flatMap(({ id, state }) => (state === 'settled' || state === 'gone' ? [id] : [])),
    );
    const keys = chosen.filter(({ id }) => closed.has(id)).map(settledKey);
    setSettled((known) => new Set([...known, ...keys]));
    setProgress(null);
    setBusy((known) => new Map([...known].filter(([id]) => !chosen.some((conflict) => conflict.id === id))));
    onSettled(settledWords(chosen, choice, outcome));
    if (keys.length < chosen.length) await fetchList();
  };

  const choose: OpenList['choose'] = (conflicts, choice) => {
    const chosen = choosable(conflicts, choice).filter(({ id }) => !busy.has(id));
    if (chosen.length === 0) return;
    setBusy((known) => new Map([...known, ...chosen.map(({ id }) => [id, choice] as const)]));
    before.current = before.current.then(() => run(chosen, choice));
  };

  return { conflicts: listed && withoutSettled(listed, settled), failure, busy, progress, choose };
}
