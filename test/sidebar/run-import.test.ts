/** Carrying out an import through faults: whatever is cut off and repeated, each row is sent and nothing is skipped. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallName, Calls, ImportProgress } from '../../addon/calls.ts';
import { isCampaignId, isImportId } from '../../addon/model/lead.ts';
import { CallFault, type FaultCode } from '../../addon/sidebar/faults.ts';
import { type ImportJob, importRun, sliceRows } from '../../addon/sidebar/import/run-import.ts';
import type { Ask } from '../../addon/sidebar/server.ts';

const { importId, campaign } = ids('import-1234', 'campaign.import-1234');

function ids(importId: string, campaign: string) {
  if (!isImportId(importId) || !isCampaignId(campaign)) throw new Error('Those are ids.');
  return { importId, campaign };
}

function jobOf(total: number): ImportJob {
  const rows = Array.from({ length: total }, (_row, index) => ({
    line: index + 1,
    cells: [`row ${index + 1}`],
  }));
  const begin = {
    importId,
    fileName: 'leads.csv',
    campaignName: 'March',
    colour: '#02bbd4',
    description: '',
    country: 'GB',
    extras: [],
    total,
  };
  return {
    begin,
    rows,
    receipt: { importId, rowsIn: total, created: total, duplicate: 0, invalid: 0, skipped: 0 },
  };
}

type Fault = 'none' | 'before' | 'after';

type Work = { readonly [N in CallName]?: (ask: Calls[N]['ask']) => Calls[N]['answer'] };

/** A spreadsheet that keeps to the calls' contract, and fails before or after doing what it was asked. */
function sheet(total: number, faultOf: (call: number, name: CallName) => Fault, pace = 700) {
  const lines = new Set<number>();
  let verified = 0;
  let calls = 0;
  let begun = 0;
  let receipts = 0;
  const progress = (): ImportProgress => ({
    importId,
    campaign,
    campaignName: 'March',
    fileName: 'leads.csv',
    state: lines.size < total ? 'writing' : verified < total ? 'saving' : 'done',
    total,
    written: lines.size,
    verified,
    message: null,
    problems: [],
  });
  const work: Work = {
    importBegin: () => {
      begun += 1;
      return progress();
    },
    importRows: ({ rows }) => {
      for (const { line } of rows) lines.add(line);
      return progress();
    },
    importStep: () => {
      verified = Math.min(lines.size, verified + pace);
      return progress();
    },
    importFinish: () => {
      receipts += 1;
      return progress();
    },
  };
  const ask: Ask = async (name, question) => {
    calls += 1;
    const fault = faultOf(calls, name);
    if (fault === 'before') throw new CallFault('offline', 'No connection.');
    const does: Work[typeof name] = work[name];
    if (!does) throw new Error(`An import does not call "${name}".`);
    const answer = does(question);
    if (fault === 'after') throw new CallFault('no-answer', 'The answer was lost.');
    return answer;
  };
  return {
    ask,
    lines,
    lose: (line: number) => lines.delete(line),
    tell: () => ({ calls, begun, receipts, verified }),
  };
}

const noPause = async () => undefined;
const silent = () => undefined;

describe('an import', () => {
  test('sends every row in slices, verifies them all and hands in the receipt last', async () => {
    const target = sheet(2_500, () => 'none');
    const last = await importRun(jobOf(2_500), target.ask, noPause).go(silent);
    expect(last.state).toBe('done');
    expect(target.lines.size).toBe(2_500);
    expect(target.tell()).toEqual({ calls: 1 + 3 + 4 + 1, begun: 1, receipts: 1, verified: 2_500 });
  });

  test('ends complete under any faults, resumed by as many presses as it takes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom<Fault>('none', 'none', 'before', 'after'), { maxLength: 60 }),
        fc.integer({ min: 1, max: 3_200 }),
        async (faults, total) => {
          const target = sheet(total, (call) => faults[call - 1] ?? 'none');
          const run = importRun(jobOf(total), target.ask, noPause);
          let last: ImportProgress | null = null;
          for (let press = 0; press < 20 && !last; press += 1) last = await run.go(silent).catch(() => null);
          expect(last?.state).toBe('done');
          expect(target.lines.size).toBe(total);
          expect(target.tell().receipts).toBeGreaterThan(0);
        },
      ),
      { seed: 7, numRuns: 80 },
    );
  });

  test('repeats a failed call, saying so, and gives up with the fault’s own words', async () => {
    const target = sheet(10, (_call, name) => (name === 'importStep' ? 'before' : 'none'));
    const said: (string | null)[] = [];
    const run = importRun(jobOf(10), target.ask, noPause);
    await expect(run.go(({ again }) => said.push(again))).rejects.toThrow('No connection.');
    expect(said.filter((again) => again === 'No connection.')).toHaveLength(4);
  });

  test.each<FaultCode>(['name-taken', 'bad-request', 'not-connected', 'many-accounts'])(
    'does not repeat what cannot succeed: %s',
    async (code) => {
      let calls = 0;
      const ask: Ask = async () => {
        calls += 1;
        throw new CallFault(code, 'No.');
      };
      await expect(importRun(jobOf(1), ask, noPause).go(silent)).rejects.toMatchObject({ code });
      expect(calls).toBe(1);
    },
  );

  test('sends rows again that were deleted from the tab meanwhile', async () => {
    let lost = false;
    const target = sheet(1_500, (_call, name) => {
      if (name === 'importStep' && !lost) {
        lost = true;
        target.lose(3);
      }
      return 'none';
    });
    const last = await importRun(jobOf(1_500), target.ask, noPause).go(silent);
    expect(last.state).toBe('done');
    expect(target.lines.has(3)).toBe(true);
  });

  test('that gets no further says how much is not verified', async () => {
    const target = sheet(5, () => 'none', 0);
    await expect(importRun(jobOf(5), target.ask, noPause).go(silent)).rejects.toThrow('5 of 5 rows');
  });
});

describe('slices', () => {
  test('hold at most 1,000 rows and no more characters than one call takes', () => {
    const long = Array.from({ length: 5 }, (_row, n) => ({ line: n + 1, cells: ['x'.repeat(700_000)] }));
    expect(sliceRows(long).map((slice) => slice.length)).toEqual([2, 2, 1]);
    const many = Array.from({ length: 2_001 }, (_row, n) => ({ line: n + 1, cells: ['x'] }));
    expect(sliceRows(many).map((slice) => slice.length)).toEqual([1_000, 1_000, 1]);
    expect(sliceRows([])).toEqual([]);
  });
});
