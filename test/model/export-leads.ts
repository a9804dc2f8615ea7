/** Made-up leads as an export gets them. */
import type { FieldValues, LeadId } from '../../addon/model/lead.ts';
import { isLeadId, isRevision } from '../../addon/model/lead.ts';
import type { ExportedLead } from '../../addon/model/wire.ts';

export function exportedLead(
  id: string,
  fields: FieldValues,
  more: Partial<Omit<ExportedLead, 'lead'>> & { readonly extra?: Readonly<Record<string, string>> } = {},
): ExportedLead {
  const rev = 'rev-1';
  if (!isLeadId(id) || !isRevision(rev)) throw new Error(`"${id}" is no lead's id.`);
  const { extra = {}, ...rest } = more;
  return {
    lead: { id, rev, createdAt: '2026-01-02T03:04:05Z', fields, extra },
    messages: [],
    unreadMessages: 0,
    changes: [],
    conflicts: [],
    ...rest,
  };
}

/** As many leads as are wanted, some with messages, one in eight archived. */
export function exportedLeads(count: number, campaign = 'one'): readonly ExportedLead[] {
  return Array.from({ length: count }, (_, n) =>
    exportedLead(
      `lead.${campaign}.${String(n).padStart(4, '0')}`,
      {
        contactStatus: n % 3 === 0 ? 'HOT' : 'COLD',
        firstName: n % 2 === 0 ? 'Zoë' : 'Sam',
        secondName: `O’Neill-${n}`,
        phoneNumber: `+447700900${String(n % 1000).padStart(3, '0')}`,
        postcode: '01234',
        notes: n % 5 === 0 ? '=1+1, "quoted"\nand 😀' : '',
        m1Sent: '2026-03-29T00:59:00.000Z',
        archived: n % 8 === 7,
      },
      {
        extra: { Roof: `'south ${n}` },
        messages:
          n % 4 === 0
            ? [
                {
                  at: '2026-03-29T01:01:00.000Z',
                  sender: 'ai',
                  senderName: 'Sophie',
                  content: 'Hi!',
                  template: 'M1',
                },
                { at: null, sender: 'customer', senderName: 'Zoë', content: 'Yes,\nplease', template: '' },
              ]
            : [],
      },
    ),
  );
}

export function idOf(text: string): LeadId {
  if (!isLeadId(text)) throw new Error(`"${text}" is no lead's id.`);
  return text;
}
