/** The check of a whole file in slices: whatever changes in between, it ends as one that began anew would. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallName } from '../../addon/calls.ts';
import { DOUBLE_ACTIONS, FIRST_DECISIONS } from '../../addon/model/import/check.ts';
import { FIRST_RULES, type RowRules } from '../../addon/model/import/rules.ts';
import { isLeadId, type LeadId } from '../../addon/model/lead.ts';
import { CallFault } from '../../addon/sidebar/faults.ts';
import { type CheckInput, checker } from '../../addon/sidebar/import/checker.ts';
import { CalledOff, NO_HURRY, type Pace, paceOf } from '../../addon/sidebar/import/file/pace.ts';
import { fileOf, layoutFor } from '../model/import/files.ts';
import { askOf, type Handlers } from './scripted.ts';
import { SPRING } from './scripted-import.ts';

const LEAD = leadId('lead.there.1');

function leadId(text: string): LeadId {
  if (!isLeadId(text)) throw new Error('That is a lead id.');
  return text;
}

const HEADERS = ['First_name', 'Phone_number', 'Contact_Status', 'Roof'];
const cell = fc.constantFrom('', 'Sam', '07700 900123', '07700 900124', '12', 'HOT', 'Maybe');
const rows = fc.array(fc.tuple(cell, cell, cell, cell), { minLength: 1, maxLength: 25 });
const column = fc.constantFrom(0, 1, 3, 26);

/** Somebody is there already, and somebody wants no more contact. */
const PEOPLE: Handlers = {
  duplicates: ({ phones }) => ({
    matches: phones.includes('+447700900123')
      ? [
          {
            lead: LEAD,
            campaign: SPRING,
            campaignName: 'Spring',
            name: 'Jo',
            phone: '+447700900123',
            email: null,
          },
        ]
      : [],
    suppressed: { phones: phones.filter((phone) => phone === '+447700900124'), emails: [] },
  }),
  matchedLeads: ({ leads }) => ({
    leads: leads.map((lead) => ({ lead, campaign: SPRING, row: 2, texts: { First_name: 'Jo', Roof: '' } })),
  }),
};

type Change = (input: CheckInput) => CheckInput;

const withRules =
  (rules: Partial<RowRules>): Change =>
  (input) => ({
    ...input,
    rules: { ...input.rules, ...rules },
  });

/** What a person may do in the grid and beside it. */
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(fc.integer({ min: 1, max: 25 }), column, cell).map(
    ([line, at, text]): Change =>
      (input) => {
        const own = new Map(input.rules.edits.get(line)).set(at, text);
        return withRules({ edits: new Map(input.rules.edits).set(line, own) })(input);
      },
  ),
  fc.tuple(column, cell, cell).map(
    ([at, text, value]): Change =>
      (input) => {
        const own = new Map(input.rules.replacements.get(at)).set(text, value);
        return withRules({ replacements: new Map(input.rules.replacements).set(at, own) })(input);
      },
  ),
  fc.constantFrom(...DOUBLE_ACTIONS).map(
    (doubles): Change =>
      (input) => ({ ...input, decisions: { ...input.decisions, doubles } }),
  ),
  fc.tuple(fc.integer({ min: 1, max: 25 }), fc.constantFrom(...DOUBLE_ACTIONS, 'leaveOut' as const)).map(
    ([line, action]): Change =>
      (input) => ({
        ...input,
        decisions: { ...input.decisions, rows: new Map(input.decisions.rows).set(line, action) },
      }),
  ),
  fc.constant(withRules({ required: ['firstName'] })),
);

/** Calls the work off at the breath of that number. */
function offAt(breath: number): () => Pace {
  let breaths = 0;
  return () => ({
    breathe: async () => {
      breaths += 1;
      if (breaths > breath) throw new CalledOff();
    },
  });
}

describe('a check', () => {
  test('that is made after changes says what one from the beginning says, also when some of it was called off', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.array(fc.tuple(change, fc.option(fc.nat(8))), { maxLength: 8 }),
        async (data, steps) => {
          const file = fileOf(HEADERS, data);
          const ask = askOf(PEOPLE);
          const own = checker(ask);
          let input: CheckInput = {
            file,
            layout: layoutFor(file),
            rules: FIRST_RULES,
            decisions: FIRST_DECISIONS,
          };
          await own.check(input, () => NO_HURRY);
          for (const [next, off] of steps) {
            input = next(input);
            const pace = off === null ? () => NO_HURRY : offAt(off);
            await own.check(input, pace).catch((error: unknown) => {
              if (!(error instanceof CalledOff)) throw error;
            });
          }
          const { rows: mine, counts } = await own.check(input, () => NO_HURRY);
          const anew = await checker(ask).check(input, () => NO_HURRY);
          expect(mine).toEqual(anew.rows);
          expect(counts).toEqual(anew.counts);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('asks for each phone and e-mail once, 2,000 at a time, and for no lead before one is to change', async () => {
    const data = Array.from({ length: 4_500 }, (_row, n) => ['Sam', '07700 900123', '', `${n}`]);
    const emails = data.map(([name = '', phone = '', , n = '']) => [name, phone, `s${n}@example.com`, n]);
    const file = fileOf(['First_name', 'Phone_number', 'Email_address', 'Roof'], emails);
    const asked: { name: CallName; count: number }[] = [];
    const own = checker(
      askOf({
        duplicates: ({ phones, emails: all }) => {
          asked.push({ name: 'duplicates', count: Math.max(phones.length, all.length) });
          return { matches: [], suppressed: { phones: [], emails: [] } };
        },
      }),
    );
    const input = { file, layout: layoutFor(file), rules: FIRST_RULES, decisions: FIRST_DECISIONS };
    await own.check(input, () => NO_HURRY);
    expect(asked.map(({ count }) => count)).toEqual([2_000, 2_000, 500]);
    await own.check({ ...input, decisions: { ...FIRST_DECISIONS, doubles: 'keep' } }, () => NO_HURRY);
    expect(asked).toHaveLength(3);
  });

  test('goes on without the other campaigns when they cannot be searched, says so, and searches again when asked', async () => {
    let away = true;
    const own = checker(
      askOf({
        ...PEOPLE,
        duplicates: async (ask) => {
          if (away) throw new CallFault('bridge-unreachable', 'The bridge is away.');
          const answer = await PEOPLE.duplicates?.(ask);
          if (!answer) throw new Error('It answers.');
          return answer;
        },
      }),
    );
    const file = fileOf(HEADERS, [['Sam', '07700 900123', '', '']]);
    const input = { file, layout: layoutFor(file), rules: FIRST_RULES, decisions: FIRST_DECISIONS };
    const first = await own.check(input, () => NO_HURRY);
    expect(first).toMatchObject({ failure: { what: 'people', message: 'The bridge is away.' }, doubled: 0 });
    away = false;
    own.forgetFailure();
    expect(await own.check(input, () => NO_HURRY)).toMatchObject({ failure: null, doubled: 1 });
  });

  test('tells how far it is, and stops when the person gives up', async () => {
    const file = fileOf(
      HEADERS,
      Array.from({ length: 20_000 }, (_row, n) => [`Sam ${n}`, '07700 900123', '', '']),
    );
    const input = { file, layout: layoutFor(file), rules: FIRST_RULES, decisions: FIRST_DECISIONS };
    let off = false;
    const shares: number[] = [];
    const pace = paceOf(
      (share) => {
        shares.push(share);
        off = shares.length >= 2;
      },
      () => off,
    );
    await expect(checker(askOf(PEOPLE)).check(input, () => pace)).rejects.toBeInstanceOf(CalledOff);
    expect(shares).toHaveLength(2);
    expect(shares[1]).toBeLessThan(1);
  });
});
