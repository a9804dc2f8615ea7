/** How well a file's columns are mapped by themselves, beside plain edit distance on the same header sets. */
import { expect, test } from 'vitest';
import { HEADER_SETS } from './header-sets.ts';
import { type Accuracy, accuracyOf, editDistance, isWrongRequired, ours, type Score } from './measured.ts';

const share = ({ right, of }: Score) => right / of;
const told = (score: Score) => `${score.right} of ${score.of} (${(share(score) * 100).toFixed(1)} %)`;

function line(name: string, { targeted, required, setsWithWrongRequired }: Accuracy): string {
  return `${name}: ${told(targeted)} of the columns that need a target, ${told(required)} of the required ones, wrong required columns in ${setsWithWrongRequired} of ${HEADER_SETS.length} sets`;
}

test('of the columns that need a target 95 % go right, of the required ones 98 %, and none of those is wrong and sure', () => {
  const [own, plain] = [accuracyOf(ours), accuracyOf(editDistance)];
  console.log(`${line('By meaning', own)}\n${line('Edit distance of at most 2', plain)}`);
  expect(HEADER_SETS.length).toBeGreaterThanOrEqual(60);
  expect(share(own.targeted)).toBeGreaterThanOrEqual(0.95);
  expect(share(own.required)).toBeGreaterThanOrEqual(0.98);
  expect(own.wrong.filter((guess) => guess.sure && isWrongRequired(guess))).toEqual([]);
  expect(share(own.targeted)).toBeGreaterThan(share(plain.targeted));
});
