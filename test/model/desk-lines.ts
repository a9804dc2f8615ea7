/** Made-up lines of leads. */
import type { LeadLine } from '../../addon/model/desk/line.ts';
import { isLeadId } from '../../addon/model/lead.ts';

/** A line that says only what is given. */
export function leadLine({
  lead = 'lead.a',
  ...changes
}: Partial<Omit<LeadLine, 'lead'>> & { readonly lead?: string }): LeadLine {
  if (!isLeadId(lead)) throw new Error(`"${lead}" is no lead's id.`);
  return {
    lead,
    name: '',
    phone: '',
    email: '',
    postcode: '',
    status: '',
    sentiment: '',
    outcome: '',
    assignedTo: '',
    archived: false,
    manual: false,
    m1: '',
    m2: '',
    m3: '',
    sent: [false, false, false],
    replied: '',
    hasReplied: false,
    answered: '',
    call: '',
    hasCall: false,
    snippet: '',
    ...changes,
  };
}
