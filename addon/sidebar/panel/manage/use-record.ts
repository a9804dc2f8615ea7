/** Asks for the record: its newest part at once, and earlier ones when they are wanted. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CampaignId } from '../../../model/lead.ts';
import { faultOf } from '../../faults.ts';
import type { Ask } from '../../server.ts';
import { type Answered, useAnswer } from '../use-answer.ts';
import { followedBy, type Listed } from './record.ts';

export interface Record extends Pick<Answered<Listed>, 'failure' | 'waiting' | 'again'> {
  /** null until the first answer. */
  readonly listed: Listed | null;
  readonly earlier: {
    readonly waiting: boolean;
    readonly failure: string | null;
    readonly show: () => void;
  };
}

interface Earlier {
  readonly waiting: boolean;
  readonly failure: string | null;
}

const NONE: Earlier = { waiting: false, failure: null };

export function useRecord(ask: Ask, campaign: CampaignId | null): Record {
  const answered = useAnswer<Listed & { readonly of: CampaignId | null }>(
    async () => ({ ...(await ask('actions', { campaign, before: null })), of: campaign }),
    campaign ?? '',
  );
  const [earlier, setEarlier] = useState<Earlier>(NONE);
  const shown = useRef(campaign);
  shown.current = campaign;
  useEffect(() => setEarlier(NONE), [campaign]);
  // Another campaign's record is not shown under this one's name.
  const listed = answered.value && answered.value.of === campaign ? answered.value : null;
  const show = async () => {
    const last = listed?.actions.at(-1);
    if (!listed || !last || earlier.waiting) return;
    setEarlier({ waiting: true, failure: null });
    try {
      const more = await ask('actions', { campaign, before: last.at });
      if (shown.current !== campaign) return;
      answered.put({ ...followedBy(listed, more), of: campaign });
      setEarlier(NONE);
    } catch (error) {
      if (shown.current === campaign) setEarlier({ waiting: false, failure: faultOf(error).message });
    }
  };
  const { failure, waiting, again } = answered;
  return { listed, failure, waiting, again, earlier: { ...earlier, show: () => void show() } };
}
