/** What the feed tells: everything that changed, nothing of others, and next to nothing when nothing did. */
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type LeadId, ORIGINAL_CAMPAIGN } from '../../addon/model/lead.ts';
import type { Cursor } from '../../addon/model/wire.ts';
import { MAX_CHANGES, MAX_ROWS } from '../../addon/model/wire.ts';
import { post } from './client.ts';
import {
  leadId,
  makeLead,
  newRow,
  ownCampaign,
  pullAll,
  row,
  SECRET,
  SPREADSHEET,
  startWorld,
  sync,
  verifiedAt,
  type World,
} from './world.ts';

/** The lake's clock runs ahead by this much; the bridge's does not. */
let ahead = 0;
const wait = (seconds: number) => {
  ahead += seconds * 1_000;
};

let world: World;
beforeAll(async () => {
  world = await startWorld({}, { now: () => new Date(Date.now() + ahead) });
});
afterEach(() => world.lake.faults.clear());
afterAll(() => world.close());

const ids = (leads: Iterable<{ readonly id: LeadId }>) => [...leads].map((lead) => String(lead.id)).sort();
const pull = (name: string, cursor: Cursor | null) => sync(world.bridge, ownCampaign(name), { cursor });

async function documents(name: string, count: number, more: Record<string, unknown> = {}) {
  const made = Array.from({ length: count }, (_, i) => `lead.${name}.${String(i).padStart(4, '0')}`);
  for (let from = 0; from < count; from += 100) {
    const part = made.slice(from, from + 100);
    await world.lake.commit(
      part.map((_id) => ({
        create: { _id, _type: 'campaignLead', campaignId: `campaign.${name}`, ...more },
      })),
    );
  }
  return made;
}
const change = (id: string, notes: string) => world.lake.commit([{ patch: { id, set: { notes } } }]);

describe('listing', () => {
  test('1,200 leads are told once each, page by page', async () => {
    const made = await documents('listed', 1_200);
    const { leads, pages } = await pullAll(world.bridge, ownCampaign('listed'));
    expect(ids(leads.values())).toEqual(made);
    expect(pages).toEqual([MAX_CHANGES, MAX_CHANGES, 200]);
  });

  test('just listed, nothing is told again although it all is recent', async () => {
    await documents('fresh', 120);
    const { cursor } = await pullAll(world.bridge, ownCampaign('fresh'));
    expect(await pull('fresh', cursor)).toMatchObject({ changes: [], more: false });
  });

  test('what changes while it goes on is told by its end', async () => {
    const made = await documents('during', 700);
    const first = await pull('during', null);
    await change('lead.during.0001', 'told before');
    await change('lead.during.0650', 'yet to be told');
    await documents('during-more', 1);
    await world.lake.commit([
      { create: { _id: 'lead.during.0000a', _type: 'campaignLead', campaignId: 'campaign.during' } },
    ]);
    const told = new Map(first.changes.map((lead) => [String(lead.id), lead]));
    const rest = await pullAll(world.bridge, ownCampaign('during'), first.cursor);
    const after = await pullAll(world.bridge, ownCampaign('during'), rest.cursor);
    for (const lead of [...rest.leads.values(), ...after.leads.values()]) told.set(lead.id, lead);
    expect(told.get('lead.during.0001')?.fields.notes).toBe('told before');
    expect(told.get('lead.during.0650')?.fields.notes).toBe('yet to be told');
    expect([...told.keys()].sort()).toEqual([...made, 'lead.during.0000a'].sort());
  });

  test('an answer does not grow without end: long conversations come in smaller pages', async () => {
    const made = await documents('heavy', 300, { conversationHistory: 'x'.repeat(50_000) });
    const { leads, pages } = await pullAll(world.bridge, ownCampaign('heavy'));
    expect(leads.size).toBe(made.length);
    expect(Math.max(...pages)).toBeLessThan(300);
  });

  test('an empty campaign is listed at once', async () => {
    expect(await pull('empty', null)).toMatchObject({ changes: [], more: false, openConflicts: 0 });
  });
});

describe('following', () => {
  test('a change by any other client is told, and told as it stands', async () => {
    await documents('follow', 10);
    const { cursor } = await pullAll(world.bridge, ownCampaign('follow'));
    await change('lead.follow.0003', 'new');
    const { leads, cursor: next } = await pullAll(world.bridge, ownCampaign('follow'), cursor);
    expect(leads.get(leadId('lead.follow.0003'))?.fields.notes).toBe('new');
    expect((await pull('follow', next)).changes).toEqual([]);
  });

  test('changes of the same second are told, one pull after the other', async () => {
    await documents('second', 5);
    wait(300);
    let { cursor } = await pull('second', (await pullAll(world.bridge, ownCampaign('second'))).cursor);
    for (let n = 0; n < 5; n++) {
      await change(`lead.second.000${n}`, `n${n}`);
      const answer = await pull('second', cursor);
      expect(ids(answer.changes)).toEqual([`lead.second.000${n}`]);
      cursor = answer.cursor;
    }
  });

  test('a change that queries show late is told when they do', async () => {
    await documents('lag', 5);
    const { cursor } = await pullAll(world.bridge, ownCampaign('lag'));
    world.lake.faults.add({ kind: 'index-lag', ms: 700, times: 1 });
    await change('lead.lag.0002', 'late');
    const early = await pull('lag', cursor);
    expect(early.changes).toEqual([]);
    await sleep(750);
    const late = await pull('lag', early.cursor);
    expect(late.changes.find((lead) => lead.id === 'lead.lag.0002')?.fields.notes).toBe('late');
  });

  test('nothing is missed or told for ever as the window moves on', async () => {
    await documents('window', 30);
    let { cursor } = await pullAll(world.bridge, ownCampaign('window'));
    for (let minute = 0; minute < 6; minute++) {
      wait(25);
      await change(`lead.window.00${10 + minute}`, `at ${minute}`);
      const answer = await pull('window', cursor);
      expect(ids(answer.changes)).toContain(`lead.window.00${10 + minute}`);
      const idle = await pull('window', answer.cursor);
      expect(idle.changes).toEqual([]);
      cursor = idle.cursor;
    }
    wait(600);
    expect((await pull('window', cursor)).changes).toEqual([]);
  });

  test('an idle pull is one query that asks for ids only, below 1 KB both ways', async () => {
    await documents('idle', 500, { notes: 'x'.repeat(500) });
    const { cursor } = await pullAll(world.bridge, ownCampaign('idle'));
    world.lake.counters.reset();
    const asked = {
      campaign: ownCampaign('idle'),
      spreadsheetId: SPREADSHEET,
      cursor,
      country: 'GB',
      rows: [],
    };
    const request = JSON.stringify(asked);
    const answer = await post(world.bridge.url, '/v1/sync', request, { secret: SECRET });
    expect(answer.body).toMatchObject({ changes: [], more: false });
    expect(answer.bytes).toBeLessThan(1_000);
    expect(request.length).toBeLessThan(1_000);
    const { query, doc, mutate } = world.lake.counters.snapshot();
    expect([query.requests, doc.requests, mutate.requests]).toEqual([1, 0, 0]);
    wait(120);
    const later = await pull('idle', cursor);
    world.lake.counters.reset();
    await pull('idle', later.cursor);
    expect(world.lake.counters.snapshot().query.bytesOut).toBeLessThan(1_000);
  });

  test('more changes than one answer holds come in several, none of them lost', async () => {
    const made = await documents('flood', 1_300);
    const { cursor } = await pullAll(world.bridge, ownCampaign('flood'));
    await world.lake.commit([
      { patch: { query: '*[campaignId == "campaign.flood"]', set: { notes: 'all' } } },
    ]);
    const { leads, pages } = await pullAll(world.bridge, ownCampaign('flood'), cursor);
    expect(ids(leads.values())).toEqual(made);
    expect(Math.max(...pages)).toBeLessThanOrEqual(MAX_CHANGES);
    expect([...leads.values()].every((lead) => lead.fields.notes === 'all')).toBe(true);
  });

  test('more than a window holds are listed anew', async () => {
    const made = await documents('mass', 12_100);
    const { cursor } = await pullAll(world.bridge, ownCampaign('mass'));
    for (const half of ['<', '>=']) {
      const query = `*[campaignId == "campaign.mass" && _id ${half} "lead.mass.6"]`;
      await world.lake.commit([{ patch: { query, set: { notes: 'all' } } }]);
    }
    const { leads } = await pullAll(world.bridge, ownCampaign('mass'), cursor);
    expect(leads.size).toBe(made.length);
    expect([...leads.values()].every((lead) => lead.fields.notes === 'all')).toBe(true);
  });

  test.each<[string, (cursor: string) => string]>([
    ['damaged', (cursor) => cursor.slice(0, 20)],
    ['of another campaign', (cursor) => cursor.replace(/^1\.f\.[^.]+/, '1.f.AAAAAAAA')],
    ['of another time', () => 'v0:whatever'],
  ])('a cursor that is %s tells all again rather than too little', async (what, damage) => {
    const name = `cursor-${what.replaceAll(' ', '-')}`;
    const made = await documents(name, 3);
    const { cursor } = await pullAll(world.bridge, ownCampaign(name));
    const request = {
      campaign: ownCampaign(name),
      spreadsheetId: SPREADSHEET,
      cursor: damage(cursor ?? ''),
      country: 'GB',
      rows: [],
    };
    const { body } = await post(world.bridge.url, '/v1/sync', JSON.stringify(request), { secret: SECRET });
    expect(body).toMatchObject({
      changes: expect.arrayContaining(made.map((id) => expect.objectContaining({ id }))),
    });
  });
});

describe('the request’s own writes', () => {
  test('are not told as news, in this answer or the next', async () => {
    const campaign = ownCampaign('own');
    const rows = Array.from({ length: 400 }, (_, i) =>
      newRow(`lead.own.${i}`, { notes: 'a', archived: false }),
    );
    const made = await sync(world.bridge, campaign, { rows });
    expect(made).toMatchObject({ changes: [], more: false });
    const rev = verifiedAt(made, 7).rev;
    const edit = await sync(world.bridge, campaign, {
      rows: [row('lead.own.7', rev, { notes: ['a', 'b'] })],
      cursor: made.cursor,
    });
    expect(edit.changes).toEqual([]);
    expect((await sync(world.bridge, campaign, { cursor: edit.cursor })).changes).toEqual([]);
  });

  test('are not told as news either when queries show them late', async () => {
    const campaign = ownCampaign('ownlag');
    const rev = await makeLead(world.bridge, campaign, 'lead.ownlag.1', { notes: 'a' });
    const { cursor } = await pullAll(world.bridge, campaign);
    world.lake.faults.add({ kind: 'index-lag', ms: 200, times: 1 });
    const edit = await sync(world.bridge, campaign, {
      rows: [row('lead.ownlag.1', rev, { notes: ['a', 'b'] })],
      cursor,
    });
    expect(edit.changes).toEqual([]);
    await sleep(250);
    expect((await sync(world.bridge, campaign, { cursor: edit.cursor })).changes).toEqual([]);
  });

  test('made while a listing is still on its way to them, are told at most once more', async () => {
    const campaign = ownCampaign('ahead');
    await documents('ahead', 900);
    const rows = [newRow('lead.ahead.zzz', { notes: 'a' }), newRow('lead.ahead.0000a', { notes: 'a' })];
    const first = await sync(world.bridge, campaign, { rows });
    expect(first.more).toBe(true);
    const { cursor } = await pullAll(world.bridge, campaign, first.cursor);
    expect((await sync(world.bridge, campaign, { cursor })).changes).toEqual([]);
  });

  test('do not hide what others wrote in the same moment', async () => {
    const campaign = ownCampaign('mixed');
    await documents('mixed', 5);
    const { cursor, leads } = await pullAll(world.bridge, campaign);
    await change('lead.mixed.0001', 'theirs');
    const mine = leads.get(leadId('lead.mixed.0002'));
    const rows = [row('lead.mixed.0002', mine?.rev ?? null, { notes: [null, 'mine'] })];
    const answer = await sync(world.bridge, campaign, { rows, cursor });
    expect(answer.changes.find((lead) => lead.id === 'lead.mixed.0001')?.fields.notes).toBe('theirs');
  });
});

describe('a push of as many rows as one may', () => {
  const rowsOf = (name: string, from: number, count: number) =>
    Array.from({ length: count }, (_, n) =>
      newRow(`lead.${name}.${from + n}`, { notes: 'a', archived: false }),
    );

  test('does not ask for changes, which the next answer tells; its own writes are never told', async () => {
    // The lake's clock at ours: a feed that was not asked for long is asked.
    const world = await startWorld();
    const campaign = ownCampaign('bulk');
    const one = verifiedAt(await sync(world.bridge, campaign, { rows: rowsOf('bulk', 5_000, 1) }));
    let { cursor } = await sync(world.bridge, campaign);
    world.lake.counters.reset();
    for (let n = 0; n < 3; n++) {
      if (n === 1) await world.lake.commit([{ patch: { id: one.id, set: { notes: 'theirs' } } }]);
      if (n === 2) await world.lake.commit([{ patch: { id: 'lead.bulk.7', set: { notes: 'theirs too' } } }]);
      const answer = await sync(world.bridge, campaign, {
        rows: rowsOf('bulk', n * MAX_ROWS, MAX_ROWS),
        cursor,
      });
      expect(answer).toMatchObject({ changes: [], more: true, leads: null, asOf: null });
      cursor = answer.cursor;
    }
    expect(world.lake.counters.snapshot().query.requests).toBe(0);
    const { leads, cursor: end } = await pullAll(world.bridge, campaign, cursor);
    expect(leads.get(one.id)?.fields.notes).toBe('theirs');
    expect(leads.get(leadId('lead.bulk.7'))?.fields.notes).toBe('theirs too');
    // A bucket is told as a whole: these two and those that share a bucket with them.
    expect(leads.size).toBeLessThan(150);
    expect(await sync(world.bridge, campaign, { cursor: end })).toMatchObject({
      changes: [],
      more: false,
      leads: 1_501,
    });
    await world.close();
  });

  test('asks all the same while leads are listed, and when it was not asked for long', async () => {
    const campaign = ownCampaign('bulk2');
    world.lake.counters.reset();
    const first = await sync(world.bridge, campaign, { rows: rowsOf('bulk2', 0, MAX_ROWS) });
    expect(first.asOf).not.toBeNull();
    const { cursor } = await pullAll(world.bridge, campaign, first.cursor);
    const edited = first.receipts.map((receipt) => {
      if (receipt.state !== 'verified') throw new Error('not verified');
      return row(receipt.id, receipt.rev, { notes: ['a', 'b'] });
    });
    wait(200);
    const { cursor: later } = await sync(world.bridge, campaign, { cursor });
    const answer = await sync(world.bridge, campaign, { rows: edited, cursor: later });
    expect(answer.asOf).not.toBeNull();
    expect((await sync(world.bridge, campaign, { cursor: answer.cursor })).changes).toEqual([]);
  });
});

describe('invariant 8: campaigns never leak', () => {
  test('only the campaign’s own leads are told, and no drafts or versions', async () => {
    const lead = { _type: 'campaignLead', campaignId: 'campaign.only' };
    await world.lake.commit([
      { create: { ...lead, _id: 'lead.only.1' } },
      { create: { ...lead, _id: 'drafts.lead.only.1' } },
      { create: { ...lead, _id: 'drafts.lead.only.2' } },
      { create: { ...lead, _id: 'versions.r1.lead.only.1' } },
      { create: { ...lead, _id: 'lead.only.other', campaignId: 'campaign.other' } },
      { create: { ...lead, _id: 'dbr-only', _type: 'dbrLead' } },
      { create: { ...lead, _id: 'sophie-only', _type: 'sophieAnalysis' } },
    ]);
    const { leads, cursor } = await pullAll(world.bridge, ownCampaign('only'));
    expect(ids(leads.values())).toEqual(['lead.only.1']);
    await world.lake.commit(
      ['drafts.lead.only.1', 'lead.only.other', 'dbr-only'].map((id) => ({
        patch: { id, set: { notes: 'x' } },
      })),
    );
    expect((await pull('only', cursor)).changes).toEqual([]);
  });

  test('the original campaign tells the original leads alone', async () => {
    await world.lake.commit([
      { create: { _id: 'dbr-7', _type: 'dbrLead', firstName: 'Ada', campaignId: 'campaign.x' } },
    ]);
    const { leads } = await pullAll(world.bridge, { id: ORIGINAL_CAMPAIGN, kind: 'original' });
    expect(ids(leads.values())).toContain('dbr-7');
    expect(ids(leads.values()).filter((id) => !id.startsWith('dbr-'))).toEqual([]);
  });

  test('a lead that moved to another campaign is not told to the one that it left', async () => {
    await documents('left', 2);
    const { cursor } = await pullAll(world.bridge, ownCampaign('left'));
    world.lake.faults.add({ kind: 'index-lag', ms: 300, times: 1 });
    await change('lead.left.0000', 'x');
    await world.lake.commit([{ patch: { id: 'lead.left.0000', set: { campaignId: 'campaign.elsewhere' } } }]);
    const early = await pull('left', cursor);
    expect(ids(early.changes)).not.toContain('lead.left.0000');
    await sleep(350);
    expect(ids((await pull('left', early.cursor)).changes)).not.toContain('lead.left.0000');
  });
});

describe('invariant 5: both sides converge', () => {
  test('whatever is written by whom, a reader of the feed ends up with what the store holds', async () => {
    let run = 0;
    const step = fc.record({
      lead: fc.integer({ min: 0, max: 9 }),
      by: fc.constantFrom('other', 'bridge', 'nobody'),
      seconds: fc.constantFrom(0, 0, 1, 40, 90),
      lag: fc.constantFrom(0, 0, 0, 30),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
        const name = `converge${++run}`;
        const campaign = ownCampaign(name);
        await documents(name, 10);
        const start = await pullAll(world.bridge, campaign);
        const reader = new Map(start.leads);
        let { cursor } = start;
        for (const [n, { lead, by, seconds, lag }] of steps.entries()) {
          const id = leadId(`lead.${name}.000${lead}`);
          if (lag > 0 && by !== 'nobody') world.lake.faults.add({ kind: 'index-lag', ms: lag, times: 1 });
          if (by === 'other') await change(id, `other ${n}`);
          const known = reader.get(id);
          const says = { notes: [known?.fields.notes ?? null, `mine ${n}`] } as const;
          const rows = by === 'bridge' ? [row(id, known?.rev ?? null, says)] : [];
          const answer = await sync(world.bridge, campaign, { rows, cursor });
          for (const receipt of answer.receipts) {
            if (receipt.state !== 'verified' || !known) continue;
            const taken = { ...known, rev: receipt.rev, fields: { ...known.fields, notes: says.notes[1] } };
            reader.set(id, receipt.snapshot ?? taken);
          }
          for (const told of answer.changes) reader.set(told.id, told);
          cursor = answer.cursor;
          // A lag longer than the window is the audit's to heal: here it ends before the clock moves on.
          if (lag > 0) await sleep(lag + 10);
          world.lake.faults.clear();
          wait(seconds);
        }
        const end = await pullAll(world.bridge, campaign, cursor);
        for (const told of end.leads.values()) reader.set(told.id, told);
        const truth = await world.other.fetch<{ _id: LeadId; _rev: string; notes?: string }[]>(
          '*[_type == "campaignLead" && campaignId == $c]{_id, _rev, notes}',
          { c: campaign.id },
        );
        for (const { _id, _rev, notes } of truth) {
          expect([reader.get(_id)?.rev, reader.get(_id)?.fields.notes ?? null]).toEqual([
            _rev,
            notes ?? null,
          ]);
        }
      }),
      { numRuns: 8, seed: 11 },
    );
  });
});
