/** When a message brings an archived lead back, and when nothing does. */
import { describe, expect, test } from 'vitest';
import { hashOfKey } from '../../addon/model/cell.ts';
import { FIELDS, LEAD_HEADER, SYNC_HEADER } from '../../addon/model/fields.ts';
import { type FieldValues, isLeadId, isRevision, type LeadSnapshot } from '../../addon/model/lead.ts';
import { planPass } from '../../addon/model/plan.ts';
import { isAnsweredSince } from '../../addon/model/rowless.ts';
import { rowOfSnapshot, type SettleRules, settle } from '../../addon/model/settle.ts';
import { findColumns, readTab } from '../../addon/model/tab.ts';

const HEADERS = [...FIELDS.map((f) => f.header), LEAD_HEADER, SYNC_HEADER];
const rules = { country: 'GB', apostrophe: 'stored' } as const;
const column = (header: string) => HEADERS.indexOf(header);

function lead(fields: FieldValues, rev: string): LeadSnapshot {
  const id = 'lead.comes-back.1';
  if (!isLeadId(id) || !isRevision(rev)) throw new Error('They can be.');
  const who = { firstName: 'Sam', phoneNumber: '+447700900001' };
  return { id, rev, createdAt: '2026-03-01T09:00:00Z', fields: { ...who, ...fields }, extra: {} };
}

interface Happens {
  /** What both sides had agreed. */
  readonly agreed: FieldValues;
  /** Typed into the row since. */
  readonly typed?: Readonly<Record<string, string>>;
  /** What Sanity tells; left out: that the row was taken as it was sent. */
  readonly told?: FieldValues;
  readonly how?: SettleRules;
}

/** What the Archived cell is told to say, and what the next pass sends for it. */
function outcomeOf({ agreed, typed = {}, told, how }: Happens) {
  const first = lead(agreed, 'r1');
  const cells = rowOfSnapshot(first, findColumns(HEADERS), 'GB');
  const values = [HEADERS, HEADERS.map((_, n) => cells.get(n) ?? '')];
  const row = values[1] ?? [];
  for (const [header, text] of Object.entries(typed)) row[column(header)] = text;
  const tab = readTab(values, rules);
  const [sent = null] = planPass(tab).push;
  const snapshot = told ? lead({ ...agreed, ...told }, 'r2') : null;
  const answer = { rev: snapshot?.rev ?? first.rev, sent, snapshot };
  const plan = settle(tab, new Map([[first.id, answer]]), 'GB', how);
  for (const cell of plan.cells) row[cell.column] = cell.text;
  for (const base of plan.bases) row[column(SYNC_HEADER)] = base.text;
  const [next] = planPass(readTab(values, rules)).push;
  return { says: row[column('Archived')], sends: next?.fields.archived?.value };
}

const OLD = '2026-03-02T10:00:00.000Z';
const NEW = '2026-03-05T10:00:00.000Z';
const back = { says: 'No', sends: false };
const rests = { says: 'Yes', sends: undefined };

describe('an archived lead comes back', () => {
  test.each<[string, Happens]>([
    ['by a first reply in Sanity', { agreed: { archived: true }, told: { replyReceived: NEW } }],
    ['by a later one', { agreed: { archived: true, replyReceived: OLD }, told: { replyReceived: NEW } }],
    ['by other words', { agreed: { archived: true, latestLeadReply: 'a' }, told: { latestLeadReply: 'b' } }],
    [
      'by a reply written into its row',
      { agreed: { archived: true }, typed: { Reply_received: '10:00 05/03/2026' } },
    ],
    [
      'by a reply beside another change of the same pass',
      { agreed: { archived: true }, typed: { Notes: 'x' }, told: { replyReceived: NEW, notes: 'x' } },
    ],
  ])('%s', (_, happens) => {
    expect(outcomeOf(happens)).toEqual(back);
  });

  test.each<[string, Happens]>([
    ['another change', { agreed: { archived: true, replyReceived: OLD }, told: { notes: 'x' } }],
    [
      'a reply put right to an earlier time',
      { agreed: { archived: true, replyReceived: NEW }, told: { replyReceived: OLD } },
    ],
    [
      'a reply that was taken away',
      { agreed: { archived: true, replyReceived: OLD }, told: { replyReceived: null } },
    ],
    [
      'a document put back as it was',
      {
        agreed: { archived: true, replyReceived: OLD },
        told: { replyReceived: NEW },
        how: { isEcho: (_id, code) => code === 'rr' },
      },
    ],
  ])('not by %s', (_, happens) => {
    expect(outcomeOf(happens).says).toBe('Yes');
  });

  test('not while a person archives it: what is typed and not yet sent is newer than the reply', () => {
    const typed = { Archived: 'Yes' };
    expect(
      outcomeOf({ agreed: { archived: false }, typed, told: { archived: true, replyReceived: NEW } }),
    ).toEqual(rests);
  });

  test('a lead that Sanity brought back itself is taken as it is', () => {
    const told = { archived: false, replyReceived: NEW };
    expect(outcomeOf({ agreed: { archived: true }, told })).toEqual({ says: 'No', sends: undefined });
  });

  test('the same is told twice and done once', () => {
    const again = outcomeOf({ agreed: { archived: true, replyReceived: NEW }, told: { replyReceived: NEW } });
    expect(again).toEqual(rests);
  });

  test('to a row of its own, which says so and sends it', () => {
    const cells = rowOfSnapshot(
      lead({ archived: true, replyReceived: NEW }, 'r1'),
      findColumns(HEADERS),
      'GB',
      true,
    );
    const values = [HEADERS, HEADERS.map((_, n) => cells.get(n) ?? '')];
    const [sent] = planPass(readTab(values, rules)).push;
    expect(sent?.fields).toEqual({ archived: { base: hashOfKey('true'), value: false } });
  });

  test('from its rest only by a message that came since the tab knew everything', () => {
    expect(isAnsweredSince(NEW, OLD)).toBe(true);
    expect(isAnsweredSince(OLD, NEW)).toBe(false);
    expect(isAnsweredSince(null, OLD)).toBe(false);
    expect(isAnsweredSince(NEW, null)).toBe(false);
  });
});
