/** A campaign's numbers and lists: asked for when they may have changed, kept while they are asked for again. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Desk } from '../../../answers/desk.ts';
import type { CampaignId } from '../../../model/lead.ts';
import type { Period } from '../../../model/period.ts';
import { type CallFault, faultOf } from '../../faults.ts';
import type { Ask } from '../../server.ts';

export interface DeskView {
  /** As last told, of whichever period; null before the first answer. */
  readonly desk: Desk | null;
  readonly loading: boolean;
  /** Why the last asking came to nothing; null when it did not. */
  readonly fault: CallFault | null;
  readonly reload: () => void;
}

/** Of every campaign as last told: who comes back to one sees it at once, and how old it is. */
const lately = new Map<CampaignId, Desk>();

/** Asks again whenever `news` or the period is another one. */
export function useDesk(ask: Ask, campaign: CampaignId, period: Period, news: string): DeskView {
  const [desk, setDesk] = useState<Desk | null>(lately.get(campaign) ?? null);
  const [loading, setLoading] = useState(true);
  const [fault, setFault] = useState<CallFault | null>(null);
  const asked = useRef(0);
  const load = useCallback(async () => {
    asked.current += 1;
    const question = asked.current;
    setLoading(true);
    const outcome = await told(ask, campaign, period);
    // What was asked before something else was asked comes too late.
    if (question !== asked.current) return;
    setLoading(false);
    setFault(outcome.fault);
    if (!outcome.desk) return;
    lately.set(campaign, outcome.desk);
    setDesk(outcome.desk);
  }, [ask, campaign, period]);
  useEffect(() => {
    void load();
  }, [load, news]);
  useEffect(
    () => () => {
      asked.current += 1;
    },
    [],
  );
  return { desk, loading, fault, reload: () => void load() };
}

async function told(
  ask: Ask,
  campaign: CampaignId,
  period: Period,
): Promise<{ readonly desk: Desk | null; readonly fault: CallFault | null }> {
  try {
    return { desk: await ask('desk', { campaign, period }), fault: null };
  } catch (error) {
    return { desk: null, fault: faultOf(error) };
  }
}
