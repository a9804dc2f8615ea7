/** What the sidebar says of a proof: what was proven and no more. */
import { expect, test } from 'vitest';
import type { Proof } from '../../addon/calls.ts';
import { UNREADABLE } from '../../addon/model/differences.ts';
import { outdatedWords, proofWords } from '../../addon/sidebar/panel/proof.ts';

const NOW = Date.UTC(2026, 2, 3, 14, 2);
const equal: Proof = {
  at: new Date(NOW).toISOString(),
  leads: 300,
  equal: 300,
  resting: 0,
  differing: 0,
  differences: [],
  repaired: 0,
};
const difference = (repairable: boolean) => ({
  row: 2,
  who: 'Pat Example',
  fields: [],
  message: 'It differs.',
  repairable,
});

test('all equal is said with how many and when', () => {
  const words = proofWords(equal, NOW);
  expect(words).toMatchObject({ tone: 'good', title: '300 leads, all equal', repair: null, unlisted: 0 });
  expect(words.facts.join(' ')).toMatch(
    /read from Sanity by its id and compared with its row, at \d\d:\d\d\./,
  );
  expect(proofWords({ ...equal, leads: 1, equal: 1 }, NOW).title).toBe('1 lead, equal on both sides');
  expect(proofWords({ ...equal, leads: 0, equal: 0 }, NOW).title).toBe('No leads to compare');
});

test('leads that rest and differences that were mended are said in words, and resting ones are not called equal', () => {
  const words = proofWords({ ...equal, equal: 298, resting: 2, repaired: 1 }, NOW);
  expect(words.title).toBe('298 leads, all equal');
  expect(words.facts).toContain('2 archived leads rest in Sanity, without a row in this tab.');
  expect(words.facts).toContain('1 difference was mended, and read back.');
});

test('differences are counted, and a repair is offered for those that it mends', () => {
  const some = {
    ...equal,
    equal: 297,
    differing: 3,
    differences: [difference(true), difference(true), difference(false)],
  };
  expect(proofWords(some, NOW)).toMatchObject({
    tone: 'warn',
    title: '3 of 300 leads differ',
    repair: 'Repair mends 2 of them and compares every lead again.',
    undecided: 'What Repair cannot mend is for you to decide, under “Needs attention” below.',
  });
  const none = { ...equal, equal: 299, differing: 1, differences: [difference(false)] };
  expect(proofWords(none, NOW)).toMatchObject({
    repair: null,
    undecided: 'What to do about it is for you to decide, under “Needs attention” below.',
  });
  const one = { ...equal, equal: 299, differing: 1, differences: [difference(true)] };
  expect(proofWords(one, NOW)).toMatchObject({
    repair: 'Repair mends it and compares every lead again.',
    undecided: null,
  });
});

test('a cell that cannot be read is to be corrected, not decided about', () => {
  const cell = { ...difference(false), message: UNREADABLE };
  const undecided = (...differences: readonly (typeof cell)[]) =>
    proofWords({ ...equal, differing: differences.length, differences }, NOW).undecided;
  expect(undecided(cell)).toBe('Correct the cell; it is then synced.');
  expect(undecided(cell, cell, difference(true))).toBe('Correct the cells; they are then synced.');
  expect(undecided(cell, difference(false))).toBe(
    'Correct the cell; it is then synced. What to do about the others is for you to decide, under “Needs attention” below.',
  );
});

test('an old proof is told as of its time, and that something changed since', () => {
  expect(outdatedWords(equal, NOW)).toMatch(/^Proven at \d\d:\d\d: all 300 equal\. Changed since\.$/);
  expect(outdatedWords({ ...equal, equal: 299, differing: 1 }, NOW)).toMatch(
    /: 1 of 300 leads differed\. Changed since\.$/,
  );
});

test('one entry may stand for many leads; only a list that is full is said to go on', () => {
  const rows = { ...equal, equal: 260, differing: 40, differences: [difference(false)] };
  expect(proofWords(rows, NOW).unlisted).toBe(0);
  const full = Array.from({ length: 100 }, () => difference(true));
  expect(proofWords({ ...equal, equal: 0, differing: 300, differences: full }, NOW)).toMatchObject({
    unlisted: 200,
    repair: 'Repair mends 100 or more of them and compares every lead again.',
  });
});
