/** Leads that the webhook said changed and that queries do not show yet: read by their ids. */
import type { LeadSnapshot } from '../../addon/model/lead.ts';
import { isLeadOf, toLead } from '../store/documents.ts';
import { type Stamp, type StampPage, stampOf } from '../store/queries.ts';
import type { StoredDocument } from '../store/store.ts';
import type { Hint } from './hints.ts';
import type { FeedRules } from './tell.ts';

export interface LateLead {
  readonly hint: Hint;
  readonly stamp: Stamp;
  readonly snapshot: LeadSnapshot;
}

/** Those hinted leads of the campaign that the index is behind on. What it shows by now, or is no lead here, is forgotten. */
export async function lateLeads(
  hinted: readonly Hint[],
  page: StampPage,
  rules: FeedRules,
): Promise<readonly LateLead[]> {
  const shown = new Map(page.hinted.map((stamp) => [stamp.id, stamp.rev]));
  const open = hinted.filter((hint) => {
    const caughtUp = hint.rev !== null && shown.get(hint.id) === hint.rev;
    if (caughtUp) rules.hints.forget(hint);
    return !caughtUp;
  });
  const documents = await rules.store.documents(
    open.map((hint) => hint.id),
    rules.deadline,
  );
  return open.flatMap((hint) => {
    const document = documents.get(hint.id);
    if (document && !isLeadOf(rules.campaign, document)) rules.hints.learn(hint, whoseIs(document));
    else if (!document || document._rev === shown.get(hint.id)) rules.hints.forget(hint);
    else return [{ hint, stamp: stampOf(document), snapshot: toLead(document).snapshot }];
    return [];
  });
}

function whoseIs({ _type: type, campaignId }: StoredDocument) {
  return { type, campaign: typeof campaignId === 'string' ? campaignId : '' };
}
