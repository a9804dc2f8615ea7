/** What comparing a whole campaign came to, in words. It never says more than was proven. */
import type { Proof } from '../../calls.ts';
import { type ProofDifference, UNREADABLE } from '../../model/differences.ts';
import { clock, count, momentOf, number } from '../ui/words.ts';

export interface ProofWords {
  readonly tone: 'good' | 'warn';
  readonly title: string;
  /** When and how it was proven, and what else is to know. */
  readonly facts: readonly string[];
  readonly differences: readonly ProofDifference[];
  /** How many differences are not listed. */
  readonly unlisted: number;
  /** What the button "Repair" will do; null where there is nothing that it can mend. */
  readonly repair: string | null;
  /** What a person does about what it cannot mend; null where there is nothing. */
  readonly undecided: string | null;
}

export function proofWords(proof: Proof, now: number): ProofWords {
  const { at, leads, equal, resting, differing, differences, repaired } = proof;
  const moment = momentOf(at);
  const mendable = differences.filter(({ repairable }) => repairable).length;
  // One entry may stand for many leads that only one side has: it is the list's length that tells whether it was cut.
  const unlisted = differences.length < MOST_LISTED ? 0 : Math.max(0, differing - differences.length);
  return {
    tone: differing === 0 ? 'good' : 'warn',
    title: differing === 0 ? equalTitle(equal) : `${number(differing)} of ${count(leads, 'lead')} differ`,
    facts: [
      `Each was read from Sanity by its id and compared with its row${moment === null ? '' : `, at ${clock(moment, now)}`}.`,
      ...(repaired > 0
        ? [`${count(repaired, 'difference was', 'differences were')} mended, and read back.`]
        : []),
      ...(resting > 0
        ? [
            `${count(resting, 'archived lead rests', 'archived leads rest')} in Sanity, without a row in this tab.`,
          ]
        : []),
    ],
    differences,
    unlisted,
    undecided: undecidedText(differences),
    repair:
      mendable === 0
        ? null
        : `Repair mends ${mendable === differing ? (mendable === 1 ? 'it' : `all ${number(mendable)}`) : `${number(mendable)}${unlisted > 0 ? ' or more' : ''} of them`} and compares every lead again.`,
  };
}

/** A cell that cannot be read is corrected where it stands; about the rest there is something to choose. */
function undecidedText(differences: readonly ProofDifference[]): string | null {
  const unmended = differences.filter(({ repairable }) => !repairable);
  const unread = unmended.filter(({ message }) => message === UNREADABLE).length;
  const correct =
    unread === 1 ? 'Correct the cell; it is then synced.' : 'Correct the cells; they are then synced.';
  const what =
    unread > 0
      ? 'to do about the others'
      : unmended.length < differences.length
        ? 'Repair cannot mend'
        : 'to do about it';
  const decide = `What ${what} is for you to decide, under “Needs attention” below.`;
  const texts = [...(unread > 0 ? [correct] : []), ...(unmended.length > unread ? [decide] : [])];
  return texts.length > 0 ? texts.join(' ') : null;
}

/** What is left to say of a proof when the state has changed since. */
export function outdatedWords({ at, leads, equal, differing }: Proof, now: number): string {
  const moment = momentOf(at);
  const found =
    differing > 0
      ? `${number(differing)} of ${count(leads, 'lead')} differed`
      : equal === 0
        ? 'no leads to compare'
        : equal === 1
          ? 'the one lead was equal'
          : `all ${number(equal)} equal`;
  return `${moment === null ? 'Proven' : `Proven at ${clock(moment, now)}`}: ${found}. Changed since.`;
}

/** The server lists no more than these. */
const MOST_LISTED = 100;

function equalTitle(equal: number): string {
  if (equal === 0) return 'No leads to compare';
  return equal === 1 ? '1 lead, equal on both sides' : `${number(equal)} leads, all equal`;
}
