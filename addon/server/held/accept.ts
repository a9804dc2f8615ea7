/** What was held goes as it stands. */
import { PATIENCE } from '../locked.ts';
import { runPass } from '../sync/pass.ts';
import type { HeldAct } from './order.ts';

/** Seconds after which no further request begins. */
const SECONDS = 120;

/** Sends what was held, after finding it just as the person saw it. */
export const acceptHeld: HeldAct = ({ campaign, mark }) => {
  const { failure, more, status } = runPass({ campaign, seconds: SECONDS, patience: PATIENCE, accept: mark });
  if (failure) throw failure;
  if (more) return 'A part of it is saved and read back; the rest is held again. Choose once more.';
  return status.problems.length === 0
    ? 'It was sent, and read back from Sanity.'
    : 'It was sent. Rows that are not proven saved are named below.';
};
