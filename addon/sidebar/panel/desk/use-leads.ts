/** The leads of a list, a hundred at a time. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { LeadPage } from '../../../answers/desk.ts';
import type { ListName } from '../../../model/desk/line.ts';
import type { CampaignId } from '../../../model/lead.ts';
import { faultOf } from '../../faults.ts';
import type { Ask } from '../../server.ts';

export interface LeadsView {
  /** All pages so far as one; null before the first. */
  readonly page: LeadPage | null;
  readonly loading: boolean;
  /** Why the last page did not come; null when it did. */
  readonly failure: string | null;
  /** Asks for the first page again. */
  readonly reload: () => void;
  /** Asks for the next one. */
  readonly more: () => void;
}

export function useLeads(
  ask: Ask,
  campaign: CampaignId | null,
  list: ListName | null,
  status: string | null,
): LeadsView {
  const [page, setPage] = useState<LeadPage | null>(null);
  const [loading, setLoading] = useState(true);
  const [failure, setFailure] = useState<string | null>(null);
  const asked = useRef(0);
  const load = useCallback(
    async (before: LeadPage | null) => {
      asked.current += 1;
      const question = asked.current;
      setLoading(true);
      setFailure(null);
      try {
        const from = before?.leads.length ?? 0;
        const next = await ask('deskList', { campaign, list, status, from });
        if (question === asked.current) setPage(before ? { ...next, leads: joined(before, next) } : next);
      } catch (error) {
        if (question === asked.current) setFailure(faultOf(error).message);
      }
      if (question === asked.current) setLoading(false);
    },
    [ask, campaign, list, status],
  );
  useEffect(() => {
    void load(null);
    return () => {
      asked.current += 1;
    };
  }, [load]);
  return { page, loading, failure, reload: () => void load(null), more: () => void load(page) };
}

/** A list may move between two pages: nobody is to stand in it twice. */
function joined(before: LeadPage, next: LeadPage): LeadPage['leads'] {
  const known = new Set(before.leads.map(({ line }) => line.lead));
  return [...before.leads, ...next.leads.filter(({ line }) => !known.has(line.lead))];
}
