/** Leads as JSON: one object a lead, with everything of it that is wanted inside. */
import { linesOf } from './conversation.ts';
import { type ExportOrder, isWanted, type NamedLead } from './order.ts';

/** Values as the documents hold them; times are ISO 8601 UTC there. */
export function nestedOf(leads: readonly NamedLead[], order: ExportOrder): readonly object[] {
  const wanted = leads.filter(({ exported }) => isWanted(exported, order.filter));
  return wanted.map((one) => nested(one, order));
}

function nested({ campaign, exported }: NamedLead, { kinds, columns }: ExportOrder): object {
  const { lead, messages, changes, conflicts } = exported;
  const fields = Object.fromEntries(columns.fields.map((key) => [key, lead.fields[key] ?? null]));
  const conversation = messages.length > 0 ? { messages } : { messages: [], conversation: linesOf(exported) };
  return {
    id: lead.id,
    campaign,
    createdAt: lead.createdAt,
    ...(kinds.includes('leads') ? { fields, ...(columns.extras ? { extra: lead.extra } : {}) } : {}),
    ...(kinds.includes('conversations') ? conversation : {}),
    ...(kinds.includes('history') ? { changes, conflicts } : {}),
  };
}

/** One array, a lead a line: large files can be looked at. */
export function jsonText(objects: readonly object[]): string {
  return `[\n${objects.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`;
}

/** A lead a line, and nothing around them. */
export function ndjsonText(objects: readonly object[]): string {
  return objects.map((one) => `${JSON.stringify(one)}\n`).join('');
}
