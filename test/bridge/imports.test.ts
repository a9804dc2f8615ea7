/** Imports as the bridge keeps them: parts that never change, a state that only moves on, and taking back what nobody changed. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FIELDS, type FieldKey } from '../../addon/model/fields.ts';
import type { Job, JobRow, JobState } from '../../addon/model/import/job.ts';
import { type CampaignRef, type ImportId, isImportId } from '../../addon/model/lead.ts';
import { FIRST_SETTINGS } from '../../addon/model/settings.ts';
import type { UndoneLead } from '../../addon/model/wire.ts';
import type { FaultInput } from '../../scripts/local/lake/faults.ts';
import { ask, type Signing } from './client.ts';
import {
  leadId,
  makeLead,
  newRow,
  ownCampaign,
  row,
  SECRET,
  SPREADSHEET,
  startWorld,
  sync,
  type World,
} from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ SANITY_TIMEOUT_MS: '300' });
});
afterEach(() => world.lake.faults.clear());
afterAll(() => world.close());

let made = 0;
let id: ImportId;
let campaign: CampaignRef;
beforeEach(() => {
  id = importId(`import-of-test-${++made}`);
  campaign = ownCampaign(id);
});

function importId(text: string): ImportId {
  if (!isImportId(text)) throw new Error(`"${text}" is no import's id.`);
  return text;
}

const cells = (says: { readonly [K in FieldKey]?: string }, ...extras: string[]) => [
  ...FIELDS.map(({ key }) => says[key] ?? ''),
  ...extras,
];
const create = (line: number, says: { readonly [K in FieldKey]?: string }, ...extras: string[]): JobRow => {
  return { is: 'create', line, cells: cells(says, ...extras) };
};
const job = (changes: Partial<Job> = {}): Job => ({
  importId: id,
  spreadsheetId: SPREADSHEET,
  campaign: campaign.id,
  campaignName: 'Autumn',
  isNew: true,
  fileName: 'leads.csv',
  at: '2025-11-03T10:00:00.000Z',
  by: 'alex@example.com',
  state: 'uploading',
  counts: { rowsIn: 2, created: 2, updated: 0, duplicate: 0, invalid: 0, skipped: 0 },
  headings: ['Name', 'Phone'],
  extras: ['Source'],
  addedColumns: [],
  parts: 2,
  verified: 0,
  kept: 0,
  ...changes,
});
const save = (one: Job) => ask(world.bridge.url, SECRET, '/v1/imports/save', { job: one });
const part = (rows: readonly JobRow[], n = 0, signing: Signing = {}) =>
  ask(
    world.bridge.url,
    SECRET,
    '/v1/imports/part',
    { importId: id, spreadsheetId: SPREADSHEET, part: n, rows },
    signing,
  );
const read = (n = 0, spreadsheetId = SPREADSHEET) =>
  ask(world.bridge.url, SECRET, '/v1/imports/part/read', { importId: id, spreadsheetId, part: n });
const list = (of: Partial<{ campaign: CampaignRef['id']; before: string; spreadsheetId: string }> = {}) =>
  ask(world.bridge.url, SECRET, '/v1/imports', {
    spreadsheetId: SPREADSHEET,
    campaign: null,
    importId: null,
    before: null,
    ...of,
  });
const reach = async (...states: readonly JobState[]) => {
  for (const state of states) await save(job({ state }));
};

const NASTY: readonly FaultInput[] = [
  { kind: 'ack-and-drop', route: 'mutate', times: 1 },
  { kind: 'timeout-after-commit', route: 'mutate', times: 1 },
  { kind: 'timeout-before-commit', route: 'mutate', times: 1 },
  { kind: '5xx', committed: true, route: 'mutate', times: 1 },
  { kind: '5xx', route: 'doc', times: 1 },
  { kind: '429', retryAfter: 0.05, route: 'mutate', times: 2 },
];

describe('an import', () => {
  test('is kept, changed where it may be, and listed newest first', async () => {
    await save(job());
    await save(job());
    await save(job({ state: 'running', addedColumns: ['Source'] }));
    await save(job({ state: 'done', verified: 2, addedColumns: ['Source'] }));
    const [one] = (await list({ campaign: campaign.id })).imports;
    expect(one).toEqual(job({ state: 'done', verified: 2, addedColumns: ['Source'] }));
    const older = job({ state: 'done', verified: 2, addedColumns: ['Source'] });
    id = importId(`${id}-b`);
    await save(job({ at: '2025-11-04T10:00:00.000Z' }));
    const both = (await list({ campaign: campaign.id })).imports;
    expect(both.map((one) => one.importId)).toEqual([id, older.importId]);
    const before = await list({ campaign: campaign.id, before: '2025-11-04T00:00:00.000Z' });
    expect(before.imports).toEqual([older]);
  });

  test.each([
    ['uploading', 'done'],
    ['uploading', 'undoing'],
    ['running', 'cancelled'],
    ['running', 'undoing'],
    ['running', 'uploading'],
    ['done', 'running'],
    ['undone', 'undoing'],
    ['cancelled', 'running'],
  ] as const)('that is %s never becomes %s', async (now, next) => {
    const way: readonly JobState[] =
      now === 'cancelled'
        ? ['uploading', 'cancelled']
        : ['uploading', 'running', 'done', 'undoing', 'undone'];
    await reach(...way.slice(0, way.indexOf(now) + 1));
    await expect(save(job({ state: next }))).rejects.toThrow(`This import is "${now}" already`);
    expect(
      (
        await ask(world.bridge.url, SECRET, '/v1/imports', {
          spreadsheetId: SPREADSHEET,
          campaign: null,
          importId: id,
          before: null,
        })
      ).imports,
    ).toMatchObject([{ state: now }]);
  });

  test('keeps what was agreed at its beginning', async () => {
    await save(job());
    await expect(save(job({ parts: 3 }))).rejects.toThrow('begun otherwise');
    await expect(save(job({ fileName: 'other.csv' }))).rejects.toThrow('begun otherwise');
  });

  test('of another spreadsheet is neither shown nor changed; it follows its campaign to the copy that is live', async () => {
    await save(job());
    await part([create(1, { firstName: 'Sam' }, '')]);
    expect((await list({ spreadsheetId: 'another' })).imports).toEqual([]);
    await expect(read(0, 'another')).rejects.toThrow('elsewhere');
    await ask(world.bridge.url, SECRET, '/v1/campaigns/save', {
      campaign: {
        ...campaign,
        name: 'Autumn',
        colour: '#02bbd4',
        description: '',
        spreadsheetId: 'the-copy',
        sheetId: 1,
        createdAt: '2025-11-03T10:00:00.000Z',
        createdBy: '',
        ...FIRST_SETTINGS,
      },
    });
    await expect(save(job({ state: 'running' }))).rejects.toThrow('elsewhere');
    expect((await list({ spreadsheetId: 'the-copy', campaign: campaign.id })).imports).toHaveLength(1);
    expect((await read(0, 'the-copy')).rows).toHaveLength(1);
  });

  test.each(NASTY)('is kept with proof whatever Sanity does: $kind', async (fault) => {
    world.lake.faults.add(fault);
    await save(job());
    world.lake.faults.clear();
    expect((await list({ campaign: campaign.id })).imports).toEqual([job()]);
  });

  test('that Sanity keeps dropping is not called kept', async () => {
    world.lake.faults.add({ kind: 'ack-and-drop', route: 'mutate', times: 'always' });
    await expect(save(job())).rejects.toThrow('proven saved');
  });
});

describe('a part', () => {
  const rows = [create(1, { firstName: 'Zoë', notes: '=1+1\n"quoted"' }, 'a'), create(2, {}, '')];

  test.each(NASTY)('is kept once, as it was sent, whatever Sanity does: $kind', async (fault) => {
    await save(job());
    world.lake.faults.add(fault);
    expect(await part(rows)).toEqual({ rows: 2 });
    world.lake.faults.clear();
    expect(await part(rows)).toEqual({ rows: 2 });
    expect((await read()).rows).toEqual(rows);
    expect(await world.other.fetch('count(*[string::startsWith(_id, $id)])', { id: `import.${id}.` })).toBe(
      1,
    );
  });

  test('that is there with other rows is left as it is', async () => {
    await save(job());
    await part(rows);
    await expect(part([create(1, {}, 'b')])).rejects.toThrow('with other rows');
    expect((await read()).rows).toEqual(rows);
  });

  test('is refused where it is too large, too wide, beyond the last, or too late', async () => {
    await save(job());
    const long = 'ü'.repeat(45_000);
    const large = Array.from({ length: 50 }, (_, n) => create(n + 1, { notes: long }, ''));
    await expect(part(large)).rejects.toThrow('too large');
    await expect(part([create(7, {}, 'a', 'b')])).rejects.toThrow('Line 7 has 28 values instead of 27');
    await expect(part(rows, 2)).rejects.toThrow('2 parts');
    await save(job({ state: 'running' }));
    await expect(part(rows)).rejects.toThrow('takes no rows any more');
    await expect(read()).rejects.toThrow('not in Sanity');
  });

  test('goes with the import that is cancelled, and none comes after', async () => {
    await save(job());
    await part(rows);
    world.lake.faults.add({ kind: 'ack-and-drop', route: 'mutate', times: 1 });
    await save(job({ state: 'cancelled' }));
    await save(job({ state: 'cancelled' }));
    await expect(part(rows, 1)).rejects.toThrow('takes no rows any more');
    expect(await world.other.fetch('*[_type == "leadImportPart" && importId == $id]', { id })).toEqual([]);
    expect((await list({ campaign: campaign.id })).imports).toEqual([]);
  });
});

describe('taking back the leads that an import made', () => {
  const SAYS = [
    { firstName: 'Sam', phoneNumber: '07700 900123', manualMode: 'yes', m1Sent: '12:31 28/10/2025' },
    { firstName: 'Zoë', notes: 'b', archived: 'Yes' },
    { firstName: 'Mei', phoneNumber: 'none' },
  ];
  const rows = () => SAYS.map((says, n) => create(n + 1, says, n === 0 ? 'fair' : ''));
  const lead = (n: number) => `lead.${id}.${n}`;

  /** The leads as a pass makes them of the rows: texts read as each field's kind. */
  async function imported(): Promise<void> {
    await save(job({ parts: 1 }));
    await part(rows());
    await save(job({ parts: 1, state: 'running' }));
    const values = [
      {
        firstName: 'Sam',
        phoneNumber: '+447700900123',
        manualMode: true,
        m1Sent: '2025-10-28T12:31:00.000Z',
      },
      { firstName: 'Zoë', notes: 'b', archived: true },
      { firstName: 'Mei' },
    ];
    await sync(world.bridge, campaign, {
      rows: values.map((one, n) => newRow(lead(n + 1), n === 0 ? { ...one, Source: 'fair' } : { ...one })),
    });
    await save(job({ parts: 1, state: 'done' }));
    await save(job({ parts: 1, state: 'undoing' }));
  }
  const undo = async (lines = [1, 2, 3]): Promise<readonly UndoneLead[]> => {
    const request = { spreadsheetId: SPREADSHEET, country: 'GB', importId: id, part: 0, lines };
    return (await ask(world.bridge.url, SECRET, '/v1/imports/undo', request)).leads;
  };
  const states = (leads: readonly UndoneLead[]) => leads.map(({ state }) => state);
  const there = () =>
    world.other.fetch<string[]>('*[_type == "campaignLead" && campaignId == $c]._id', { c: campaign.id });

  test('removes those that say what it wrote, proven, and may be asked again', async () => {
    await imported();
    expect(states(await undo())).toEqual(['removed', 'removed', 'removed']);
    expect(states(await undo())).toEqual(['removed', 'removed', 'removed']);
    expect(await there()).toEqual([]);
  });

  test.each(NASTY)('ends the same whatever Sanity does: $kind', async (fault) => {
    await imported();
    world.lake.faults.add(fault);
    expect(states(await undo())).toEqual(['removed', 'removed', 'removed']);
    world.lake.faults.clear();
    expect(await there()).toEqual([]);
  });

  test('that Sanity does not answer for names them as not proven, and the next time they go', async () => {
    await imported();
    world.lake.faults.add({ kind: 'timeout-after-commit', route: 'mutate', times: 'always' });
    const answers = await undo();
    expect(answers).toHaveLength(3);
    for (const { state } of answers) expect(['removed', 'unverified']).toContain(state);
    world.lake.faults.clear();
    expect(states(await undo())).toEqual(['removed', 'removed', 'removed']);
  }, 30_000);

  const CHANGES: readonly (readonly [what: string, change: () => Promise<unknown>, why: string])[] = [
    ['a field', () => world.other.patch(lead(1)).set({ notes: 'rang' }).commit(), 'Notes'],
    ['a further column', () => world.other.patch(lead(1)).set({ 'extra[0].value': 'x' }).commit(), 'Source'],
    ['a conversation', () => world.other.patch(lead(1)).set({ messages: [] }).commit(), 'messages'],
    ['another tool’s attribute', () => world.other.patch(lead(1)).set({ score: 3 }).commit(), 'score'],
    [
      'an attribute in a column',
      () => world.other.patch(lead(1)).set({ 'extra[0].by': 'n8n' }).commit(),
      'Another tool',
    ],
    [
      'another campaign',
      () => world.other.patch(lead(1)).set({ campaignId: 'campaign.z' }).commit(),
      'moved',
    ],
    ['a draft', () => world.other.create({ _id: `drafts.${lead(1)}`, _type: 'campaignLead' }), 'unpublished'],
    [
      'a document about it',
      () => world.other.create({ _id: `a.${id}`, _type: 'analysis', leadId: lead(1) }),
      'analysis',
    ],
    [
      'a strong reference to it',
      () =>
        world.other.create({
          _id: `r.${id}`,
          _type: 'appointment',
          who: { _type: 'reference', _ref: lead(1) },
        }),
      'appointment',
    ],
  ];
  test.each(CHANGES)('keeps a lead that has got %s since', async (_what, change, why) => {
    await imported();
    await change();
    const [first, ...others] = await undo();
    expect(first?.state).toBe('changed');
    expect(first?.message).toContain(why);
    expect(states(others)).toEqual(['removed', 'removed']);
    expect(await world.other.fetch('count(*[_id == $id])', { id: lead(1) })).toBe(1);
  });

  test('keeps a lead of which a value lost to another', async () => {
    await imported();
    const [now] = (await ask(world.bridge.url, SECRET, '/v1/leads', { campaign, ids: [leadId(lead(2))] }))
      .leads;
    await world.other.patch(lead(2)).set({ notes: 'theirs' }).commit();
    await sync(world.bridge, campaign, { rows: [row(lead(2), now?.rev ?? null, { notes: ['b', 'mine'] })] });
    await world.other.patch(lead(2)).set({ notes: 'b' }).commit();
    const answers = await undo();
    expect(states(answers)).toEqual(['removed', 'changed', 'removed']);
    expect(answers[1]?.message).toContain('conflicts');
  });

  test('keeps a lead that changes in the moment before it is deleted', async () => {
    await imported();
    world.lake.faults.add({ kind: 'slow', route: 'mutate', ms: 150, times: 1 });
    const undoing = undo();
    await new Promise((resolve) => setTimeout(resolve, 75));
    await world.other.patch(lead(3)).set({ notes: 'just now' }).commit();
    const answers = await undoing;
    expect(states(answers.slice(0, 2))).toEqual(['removed', 'removed']);
    const kept = await world.other.getDocument(lead(3));
    expect(kept ? 'changed' : 'removed').toBe(answers[2]?.state);
  });

  test('is done only while the import is being taken back', async () => {
    await save(job({ parts: 1 }));
    await part(rows());
    await expect(undo()).rejects.toThrow('not being taken back');
  });
});

describe('who is forgotten', () => {
  test('goes from what files said, also in rows that were left out; everybody else’s row stays as it was', async () => {
    const rows: JobRow[] = [
      create(1, { firstName: 'Pat', phoneNumber: '07700 900555' }, ''),
      create(2, { firstName: 'Sam', phoneNumber: '07700 900556' }, 'fair'),
      {
        is: 'left',
        line: 3,
        verdict: 'duplicate',
        reason: 'is there',
        cells: ['Pat Hill', '(0)7700-900 555'],
      },
      { is: 'left', line: 4, verdict: 'invalid', reason: 'no phone', cells: ['Pat@Example.com '] },
      {
        is: 'update',
        line: 5,
        campaign: campaign.id,
        lead: leadId(`lead.${id}.old`),
        changes: [{ column: 'Notes', before: '', after: 'Pat, again' }],
      },
    ];
    await save(job());
    await part(rows);
    await makeLead(world.bridge, campaign, `lead.${id}.1`, {
      firstName: 'Pat',
      phoneNumber: '+447700900555',
      emailAddress: 'pat@example.com',
    });
    await makeLead(world.bridge, campaign, `lead.${id}.old`, { phoneNumber: '+447700900555' });
    const lead = leadId(`lead.${id}.1`);
    const who = { campaign, lead, country: 'GB' };
    const { dossier, leads } = await ask(world.bridge.url, SECRET, '/v1/person', who);
    expect(dossier).toContain('Pat, again');
    expect(dossier).toContain('Pat Hill');
    expect(dossier).not.toContain('07700 900556');
    world.lake.faults.add({ kind: 'timeout-after-commit', route: 'mutate', times: 1 });
    const ids = leads.map((one) => one.id);
    await ask(world.bridge.url, SECRET, '/v1/person/forget', { ...who, leads: ids });
    const erased = (line: number): JobRow => ({ is: 'erased', line });
    expect((await read()).rows).toEqual([erased(1), rows[1], erased(3), erased(4), erased(5)]);
    const stored = await world.other.getDocument(`import.${id}.0`);
    expect(JSON.stringify(stored)).not.toMatch(/Pat|900555|\.old/i);
  });
});
