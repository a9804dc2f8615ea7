/** The pass after something that a person chose: it brings the state up to date, and undoes nothing when it cannot. */
import type { CampaignId } from '../../model/lead.ts';
import { campaignById } from '../campaigns/campaigns.ts';
import { Failure } from '../failure.ts';
import { readDocument } from '../sheets/properties.ts';
import { runPass } from './pass.ts';

const SECONDS = 20;
const PATIENCE = 5_000;

/** Runs it. What was chosen is done already, so that a Failure here is no reason to say that it was not. */
export function passAfter(id: CampaignId): void {
  const campaign = campaignById(readDocument(), id);
  if (!campaign) return;
  try {
    runPass({ campaign, seconds: SECONDS, patience: PATIENCE });
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
  }
}
