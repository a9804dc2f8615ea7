/** How conflicts are worded, put together, and settled in slices. */
import { describe, expect, test } from 'vitest';
import { isLeadId } from '../../addon/model/lead.ts';
import { type ConflictChoice, isConflictId, type OpenConflict } from '../../addon/model/wire.ts';
import { CallFault } from '../../addon/sidebar/faults.ts';
import {
  choiceWords,
  choosable,
  groupsOf,
  settledKey,
  settledWords,
  valueLines,
  valueText,
  withoutSettled,
} from '../../addon/sidebar/panel/conflict-list.ts';
import { settleAll } from '../../addon/sidebar/panel/long-actions.ts';
import { beginningOf } from '../../addon/sidebar/ui/words.ts';

function conflict(n: number, changes: Partial<OpenConflict> = {}): OpenConflict {
  const id = `conflict.${n}`;
  const lead = `lead.${n}`;
  if (!isConflictId(id) || !isLeadId(lead)) throw new Error('Those are ids.');
  return {
    id,
    lead,
    field: 'notes',
    kept: 'Rang at ten',
    lost: 'No answer',
    lostSide: 'store',
    at: '2026-03-03T14:00:00.000Z',
    who: 'Pat Example',
    now: 'Rang at ten',
    gone: false,
    ...changes,
  };
}

const many = (n: number): readonly OpenConflict[] => Array.from({ length: n }, (_, at) => conflict(at));

const settledResult = ({ id }: ConflictChoice) => ({ id, state: 'settled', message: '' }) as const;

describe('conflicts that are alike', () => {
  test('are about the same field and the same side, in the order of their first', () => {
    const groups = groupsOf([
      conflict(1),
      conflict(2, { field: 'contactStatus' }),
      conflict(3, { lostSide: 'sheet' }),
      conflict(4),
      conflict(5, { field: 'Roof' }),
    ]);
    expect(groups.map(({ label, lostSide, conflicts }) => [label, lostSide, conflicts.length])).toEqual([
      ['Notes', 'store', 2],
      ['Status (Contact_Status)', 'store', 1],
      ['Notes', 'sheet', 1],
      ['Roof', 'store', 1],
    ]);
  });

  test('have buttons that say whose value is kept and whose is taken, and no more than that is so', () => {
    expect(choiceWords([conflict(1)])).toEqual({ keep: 'Keep the sheet’s', take: 'Take Sanity’s' });
    expect(choiceWords([conflict(1, { lostSide: 'sheet' })])).toEqual({
      keep: 'Keep Sanity’s',
      take: 'Take the sheet’s',
    });
    expect(choiceWords(many(12))).toEqual({
      keep: 'Keep the sheet’s, all 12',
      take: 'Take Sanity’s, all 12',
    });
    expect(choiceWords([conflict(1, { now: 'Rang at noon' })]).keep).toBe('Keep as it is now');
    expect(choiceWords([conflict(1, { gone: true, now: null })]).keep).toBe('Dismiss');
  });

  test('are named by the label, with the heading where that is another word', () => {
    const labels = groupsOf([
      conflict(1, { field: 'secondName' }),
      conflict(2, { field: 'emailAddress' }),
      conflict(3, { field: 'firstName' }),
    ]).map(({ label }) => label);
    expect(labels).toEqual(['Last name (Second_name)', 'E-mail (Email_address)', 'First name']);
  });

  test('can all be kept, and taken but for those whose lead is gone', () => {
    const all = [conflict(1), conflict(2, { gone: true })];
    expect(choosable(all, 'keep')).toHaveLength(2);
    expect(choosable(all, 'take').map(({ id }) => id)).toEqual(['conflict.1']);
  });
});

describe('both values', () => {
  test('are shown with whose they are', () => {
    expect(valueLines(conflict(1))).toEqual([
      { label: 'Kept, from the sheet', text: 'Rang at ten', lost: false },
      { label: 'Not taken, from Sanity', text: 'No answer', lost: true },
    ]);
    expect(valueLines(conflict(1, { lostSide: 'sheet' }))[0]?.label).toBe('Kept, from Sanity');
  });

  test('stand beside what the field says now, if it was changed since', () => {
    const [now, kept] = valueLines(conflict(1, { now: 'Rang at noon' }));
    expect(now).toEqual({ label: 'Now, changed since', text: 'Rang at noon', lost: false });
    expect(kept?.label).toBe('Kept at the time, from the sheet');
    expect(valueLines(conflict(1, { kept: '', now: null }))).toHaveLength(2);
    expect(valueLines(conflict(1, { now: null, gone: true }))).toHaveLength(2);
  });

  test('read as their cells do, and no value is a word', () => {
    expect(valueText('manualMode', true)).toBe('YES');
    expect(valueText('archived', false)).toBe('No');
    expect(valueText('m1Sent', '2026-03-03T12:31:00.000Z')).toBe('12:31 03/03/2026');
    expect(valueText('notes', null)).toBe('(empty)');
    expect(valueText('Roof', '')).toBe('(empty)');
  });

  test('are clipped between words where they are long', () => {
    const text = 'word '.repeat(100).trim();
    expect(beginningOf(text).length).toBeLessThan(141);
    expect(beginningOf(text)).toMatch(/word$/);
    expect(beginningOf('x'.repeat(500))).toHaveLength(140);
    expect(beginningOf('short')).toBe('short');
    expect(beginningOf('1\n2\n3\n4\n5')).toBe('1\n2\n3\n4');
  });
});

describe('settling many', () => {
  test('asks for at most 50 at a time, with what the person saw, and tells how far it is', async () => {
    const asked: (readonly ConflictChoice[])[] = [];
    const told: number[] = [];
    const outcome = await settleAll(
      many(120),
      'take',
      async (choices) => {
        asked.push(choices);
        return choices.map(settledResult);
      },
      (done) => told.push(done),
    );
    expect(asked.map((slice) => slice.length)).toEqual([50, 50, 20]);
    expect(asked[0]?.[0]).toEqual({ id: 'conflict.0', choice: 'take', now: 'Rang at ten' });
    expect(told).toEqual([50, 100, 120]);
    expect(settledWords(many(120), 'take', outcome)).toEqual({
      tone: 'good',
      text: '120 values taken, and read back from Sanity.',
      lines: [],
    });
  });

  test('tells what became of a single value by name', () => {
    const one = conflict(1, { field: 'secondName', kept: 'Abbott', now: 'Abbott', lost: 'Theirs' });
    const results = [settledResult({ id: one.id, choice: 'keep', now: null })];
    const text = (choice: 'keep' | 'take') => settledWords([one], choice, { results, stopped: null }).text;
    expect(text('keep')).toBe('Last name of Pat Example: Abbott kept, read back.');
    expect(text('take')).toBe('Last name of Pat Example: Theirs taken from Sanity, read back.');
  });

  test('stops at a call that fails, and says how far it came', async () => {
    const outcome = await settleAll(
      many(120),
      'keep',
      async (choices) => {
        if (choices.some(({ id }) => id === 'conflict.60'))
          throw new CallFault('busy', 'Another save is under way.');
        return choices.map(settledResult);
      },
      () => undefined,
    );
    expect(outcome.results).toHaveLength(50);
    expect(settledWords(many(120), 'keep', outcome)).toMatchObject({
      tone: 'bad',
      text: '50 of 120 values settled, then it stopped. Another save is under way.',
    });
  });

  test('names each that was not settled, with why', () => {
    const [first, second, third] = many(3);
    if (!first || !second || !third) throw new Error('There are three.');
    const words = settledWords([first, second, { ...third, who: '', field: 'Roof' }], 'keep', {
      results: [
        settledResult({ id: first.id, choice: 'keep', now: null }),
        { id: second.id, state: 'changed', message: 'It says something else by now.' },
        { id: third.id, state: 'gone', message: 'Somebody else settled it.' },
      ],
      stopped: null,
    });
    expect(words).toEqual({
      tone: 'warn',
      text: '1 value kept. 2 values not settled:',
      lines: [
        'Pat Example, Notes: It says something else by now.',
        'A lead without a name, Roof: Somebody else settled it.',
      ],
    });
  });

  test('does not show again what an answer that was on its way still names', () => {
    const [old, other] = many(2);
    if (!old || !other) throw new Error('There are two.');
    const settled = new Set([settledKey(old)]);
    expect(withoutSettled([old, other], settled)).toEqual([other]);
    const anew = { ...old, at: '2026-03-04T09:00:00.000Z' };
    expect(withoutSettled([anew], settled)).toEqual([anew]);
  });
});
