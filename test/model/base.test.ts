/** The base in a row's hidden cell. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase, encodeBase, extraCode } from '../../addon/model/base.ts';
import { FIELDS } from '../../addon/model/fields.ts';
import { shortHash } from '../../addon/model/hash.ts';
import { importedLeadId, isImportId, isRevision } from '../../addon/model/lead.ts';

const revision = fc.string({ minLength: 1, maxLength: 22 }).filter(isRevision);
const importId = fc.uuid().filter(isImportId);
const hashes = fc
  .array(
    fc.tuple(
      fc.constantFrom(...FIELDS.map((f) => f.code), extraCode('Monthly bill')),
      fc.string().map(shortHash),
    ),
  )
  .map((entries) => new Map(entries));

test('a base is read back as it was written', () => {
  fc.assert(
    fc.property(importId, fc.nat(100_000), revision, hashes, (id, line, rev, h) => {
      const base = { id: importedLeadId(id, line), rev, hashes: h };
      expect(decodeBase(encodeBase(base))).toEqual(base);
    }),
    { seed: 5 },
  );
});

test('a damaged base means that nothing was agreed, never something else', () => {
  fc.assert(
    fc.property(
      importId,
      revision,
      hashes,
      fc.nat(200),
      fc.string({ maxLength: 3 }),
      (id, rev, h, at, junk) => {
        const text = encodeBase({ id: importedLeadId(id, 1), rev, hashes: h });
        const broken = text.slice(0, at % text.length) + junk;
        const read = decodeBase(broken);
        expect(read === null || encodeBase(read) === broken).toBe(true);
      },
    ),
    { seed: 6 },
  );
});

test.each([
  '1|lead.a.1|r1|cs:short',
  '1|lead.a.1|r1|cs',
  '1|lead.a.1|r1|:AbCdEfGh',
  '2|lead.a.1|r1|',
  '1|lead.a.1|r1',
  '1|drafts.a|r1|',
  '',
])('"%s" is no base', (cell) => expect(decodeBase(cell)).toBeNull());

test('codes of fields are their own, two letters each', () => {
  expect(new Set(FIELDS.map((f) => f.code)).size).toBe(FIELDS.length);
  expect(FIELDS.every((f) => /^[a-z][a-z0-9]$/.test(f.code))).toBe(true);
});

test('short hashes of 200,000 different texts differ', () => {
  const seen = new Set(Array.from({ length: 200_000 }, (_, n) => shortHash(`lead ${n}`)));
  expect(seen.size).toBe(200_000);
});

test('the older sync finds the 26 columns in its order', () => {
  expect(FIELDS.map((f) => f.header)).toEqual([
    'Contact_Status',
    'First_name',
    'Second_name',
    'Phone_number',
    'Email_address',
    'Postcode',
    'Address',
    'Enquiry_date',
    'row_number',
    'Reply_received',
    'Notes',
    'M_1_sent',
    'M_2_sent',
    'M_3_sent',
    'Conversation History',
    'Latest_lead_reply',
    'Reply_processed',
    'Lead_sentiment',
    'AI_reply_sent',
    'Install_Date',
    'Final_status',
    'Manual_Mode',
    'Assigned_to',
    'call_booked',
    'Booking_link',
    'Archived',
  ]);
});
