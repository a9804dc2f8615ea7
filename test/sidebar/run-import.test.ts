/** Carrying out an import through faults: whatever is cut off and repeated, each part is sent and nothing is skipped. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallName, Calls, ImportProgress } from '../../addon/calls.ts';
import type { JobRow } from '../../addon/model/import/job.ts';
import { isCampaignId, isImportId } from '../../addon/model/lead.ts';
import { CallFault, type FaultCode } from '../../addon/sidebar/faults.ts';
import { CalledOff } from '../../addon/sidebar/import/file/pace.ts';
import type { ImportJob } from '../../addon/sidebar/import/job.ts';
import type { Standing } from '../../addon/sidebar/import/run.ts';
import { importRun } from '../../addon/sidebar/import/run-import.ts';
import type { Ask } from '../../addon/sidebar/server.ts';

const { importId, campaign } = ids('import-1234', 'campaign.import-1234');

function ids(importId: string, campaign: string) {
  if (!isImportId(importId) || !isCampaignId(campaign)) throw new Error('Those are ids.');
  return { importId, campaign };
}

/** An import of `total` rows in parts of 100. */
function jobOf(total: number): ImportJob {
  const rows = Array.from(
    { length: total },
    (_row, n): JobRow => ({ is: 'create', line: n + 2, cells: ['Sam'] }),
  );
  const parts = Array.from({ length: Math.ceil(total / 100) }, (_part, n) =>
    rows.slice(n * 100, n * 100 + 100),
  );
  return {
    begin: {
      importId,
      fileName: 'leads.csv',
      target: { is: 'new', name: 'March', colour: '#02bbd4', description: '', country: 'GB', required: [] },
      headings: ['Name'],
      extras: [],
      counts: { rowsIn: total, created: total, updated: 0, duplicate: 0, invalid: 0, skipped: 0 },
      parts: parts.length,
    },
    parts,
    mapping: { key: 'abcdefgh', targets: {} },
  };
}

type Fault = 'none' | 'before' | 'after';

type Work = { readonly [N in CallName]?: (ask: Calls[N]['ask']) => Calls[N]['answer'] };

/** A server that keeps to the calls' contract, and fails before or after doing what it was asked. */
function server(total: number, faultOf: (call: number, name: CallName) => Fault, pace = 700) {
  const parts = new Set<number>();
  const names: CallName[] = [];
  let begun = false;
  let committed = false;
  let written = 0;
  let verified = 0;
  const whole = Math.ceil(total / 100);
  const progress = (): ImportProgress => ({
    importId,
    campaign,
    campaignName: 'March',
    fileName: 'leads.csv',
    state: !committed ? 'uploading' : written < total ? 'writing' : verified < total ? 'saving' : 'done',
    total,
    written,
    verified,
    message: null,
    problems: [],
  });
  const known = () => {
    if (!begun) throw new CallFault('not-found', 'There is no such import.');
  };
  const work: Work = {
    importBegin: () => {
      begun = true;
      return progress();
    },
    importPart: ({ part }) => {
      known();
      parts.add(part);
      return progress();
    },
    importCommit: () => {
      known();
      if (parts.size < whole) throw new CallFault('bad-request', 'Parts are missing.');
      committed = true;
      return progress();
    },
    importStep: () => {
      known();
      verified = Math.min(written, verified + pace);
      written = Math.min(total, written + pace);
      return progress();
    },
    importCancel: () => {
      if (committed) throw new CallFault('bad-request', 'It is being written already.');
      begun = false;
      parts.clear();
      return null;
    },
    rememberMapping: () => null,
  };
  let calls = 0;
  const ask: Ask = async (name, question) => {
    calls += 1;
    names.push(name);
    const fault = faultOf(calls, name);
    if (fault === 'before') throw new CallFault('offline', 'No connection.');
    const does: Work[typeof name] = work[name];
    if (!does) throw new Error(`An import does not call "${name}".`);
    const answer = does(question);
    if (fault === 'after') throw new CallFault('no-answer', 'The answer was lost.');
    return answer;
  };
  return { ask, parts, names, tell: () => ({ begun, committed, written, verified }) };
}

const noPause = async () => undefined;
const silent = () => undefined;
const runOf = (total: number, ask: Ask) => importRun(jobOf(total), ask, noPause, () => 0);

describe('an import', () => {
  test('sends its parts, commits them, steps until all is verified, and remembers the mapping', async () => {
    const target = server(250, () => 'none');
    expect((await runOf(250, target.ask).go(silent)).state).toBe('done');
    expect(target.names).toEqual([
      'importBegin',
      'importPart',
      'importPart',
      'importPart',
      'importCommit',
      'rememberMapping',
      'importStep',
      'importStep',
    ]);
  });

  test('ends complete under any faults, resumed by as many presses as it takes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom<Fault>('none', 'none', 'before', 'after'), { maxLength: 60 }),
        fc.integer({ min: 1, max: 3_200 }),
        async (faults, total) => {
          const target = server(total, (call) => faults[call - 1] ?? 'none');
          const run = runOf(total, target.ask);
          let last: ImportProgress | null = null;
          for (let press = 0; press < 20 && !last; press += 1) last = await run.go(silent).catch(() => null);
          expect(last?.state).toBe('done');
          expect(target.parts.size).toBe(Math.ceil(total / 100));
          expect(target.tell()).toMatchObject({ written: total, verified: total });
        },
      ),
      { numRuns: 80 },
    );
  });

  test('cancelled at any call before the commit leaves nothing behind, and is not cancelled after it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.constantFrom<Fault>('none', 'before', 'after'), { maxLength: 12 }),
        async (at, faults) => {
          const run: { now?: ReturnType<typeof importRun> } = {};
          const target = server(550, (call) => {
            if (call === at) run.now?.cancel();
            return faults[call - 1] ?? 'none';
          });
          run.now = runOf(550, target.ask);
          const end = await run.now.go(silent).catch((error: unknown) => error);
          const { begun, committed, verified } = target.tell();
          if (end instanceof CalledOff)
            expect({ begun, committed }).toEqual({ begun: false, committed: false });
          else if (committed) expect(verified).toBe(550);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('repeats a failed call, saying so, and gives up with the fault’s own words', async () => {
    const target = server(10, (_call, name) => (name === 'importPart' ? 'before' : 'none'));
    const said: Standing[] = [];
    const run = runOf(10, target.ask);
    await expect(run.go((standing) => said.push(standing))).rejects.toThrow('No connection.');
    expect(said.filter(({ again }) => again === 'No connection.')).toHaveLength(4);
  });

  test.each<FaultCode>(['name-taken', 'bad-request', 'not-connected', 'not-allowed', 'many-accounts'])(
    'does not repeat what cannot succeed: %s',
    async (code) => {
      let calls = 0;
      const ask: Ask = async () => {
        calls += 1;
        throw new CallFault(code, 'No.');
      };
      await expect(runOf(1, ask).go(silent)).rejects.toMatchObject({ code });
      expect(calls).toBe(1);
    },
  );

  test('that gets no further says how much is not verified', async () => {
    const target = server(5, () => 'none', 0);
    await expect(runOf(5, target.ask).go(silent)).rejects.toThrow('5 of 5 rows');
  });

  test('tells how long the rest takes once it has worked a while', async () => {
    const target = server(1_000, () => 'none', 100);
    let clock = 0;
    const run = importRun(jobOf(1_000), target.ask, noPause, () => (clock += 1_000));
    const left: (number | null)[] = [];
    await run.go(({ phase, secondsLeft }) => {
      if (phase === 'working') left.push(secondsLeft);
    });
    const known = left.filter((seconds) => seconds !== null);
    expect(left[0]).toBeNull();
    expect(known.length).toBeGreaterThan(5);
    expect(known.at(-1)).toBe(0);
    expect([...known].sort((a, b) => b - a)).toEqual(known);
  });
});
