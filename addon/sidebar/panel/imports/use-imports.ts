/** Asks for the imports that were made: the newest at once, and earlier ones when they are wanted. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Calls } from '../../../calls.ts';
import type { Job } from '../../../model/import/job.ts';
import type { CampaignId } from '../../../model/lead.ts';
import { faultOf } from '../../faults.ts';
import type { Ask } from '../../server.ts';
import { type Answered, useAnswer } from '../use-answer.ts';

type Listed = Calls['importHistory']['answer'];

export interface Imports extends Pick<Answered<Listed>, 'failure' | 'waiting' | 'again'> {
  /** null until the first answer. */
  readonly listed: Listed | null;
  readonly earlier: { readonly waiting: boolean; readonly failure: string | null; readonly show: () => void };
}

/** `mark` changes whenever an import may stand otherwise than it did. */
export function useImports(ask: Ask, campaign: CampaignId | null, mark: string): Imports {
  const answered = useAnswer<Listed & { readonly of: CampaignId | null }>(
    async () => ({ ...(await ask('importHistory', { campaign, before: null })), of: campaign }),
    `${campaign ?? ''} ${mark}`,
  );
  const [earlier, setEarlier] = useState({ waiting: false, failure: null as string | null });
  const shown = useRef(campaign);
  shown.current = campaign;
  useEffect(() => setEarlier({ waiting: false, failure: null }), [campaign]);
  // Another campaign's imports are not shown under this one's name.
  const listed = answered.value && answered.value.of === campaign ? answered.value : null;
  const show = async () => {
    const last = listed?.imports.at(-1);
    if (!listed || !last || earlier.waiting) return;
    setEarlier({ waiting: true, failure: null });
    try {
      const more = await ask('importHistory', { campaign, before: last.at });
      if (shown.current !== campaign) return;
      answered.put({ imports: joined(listed.imports, more.imports), more: more.more, of: campaign });
      setEarlier({ waiting: false, failure: null });
    } catch (error) {
      if (shown.current === campaign) setEarlier({ waiting: false, failure: faultOf(error).message });
    }
  };
  const { failure, waiting, again } = answered;
  return { listed, failure, waiting, again, earlier: { ...earlier, show: () => void show() } };
}

/** What was in both is there once. */
function joined(newer: readonly Job[], older: readonly Job[]): readonly Job[] {
  const known = new Set(newer.map(({ importId }) => importId));
  return [...newer, ...older.filter(({ importId }) => !known.has(importId))];
}
