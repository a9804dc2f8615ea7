/** A lead's card in words. */
import type { CardField, LeadCard } from '../../../answers/lead.ts';
import type { SidebarState } from '../../../calls.ts';
import { clip } from '../../../model/cell.ts';
import { fieldOf } from '../../../model/fields.ts';

/** The name, or what else the row says about who it is. */
export function whoIs({ texts }: Pick<LeadCard, 'texts'>): string {
  const name = [texts.firstName, texts.secondName].map((one = '') => one.trim()).filter(Boolean);
  return name.join(' ') || texts.phoneNumber || texts.emailAddress || 'A lead without a name';
}

/** What was done, and no more: the cell was read back, Sanity has not heard of it yet. */
export function changeWords(card: LeadCard, field: CardField): string {
  const text = card.texts[field] ?? '';
  const says = text === '' ? 'emptied' : field === 'notes' ? 'written' : `“${clip(text)}”`;
  return `${fieldOf(field).label} of ${whoIs(card)}: ${says}, in the sheet. Sanity follows.`;
}

/** How far the row is saved. What the last pass said of it counts where it was a pass of the lead's own campaign. */
export function savedLine(
  card: LeadCard,
  { active, connection, sync }: Pick<SidebarState, 'active' | 'connection' | 'sync'>,
): { readonly tone: 'good' | 'busy' | 'warn'; readonly text: string } {
  if (card.saved) return { tone: 'good', text: 'Verified in Sanity' };
  const warn = (text: string) => ({ tone: 'warn' as const, text });
  const told = active === card.campaign ? sync : null;
  if (told?.held.some(({ rows }) => rows.includes(card.row)))
    return warn(
      'In the sheet, not sent: it is held for somebody to decide. See “Needs attention” on the home view.',
    );
  const problem = told?.problems.find(({ row }) => row === card.row);
  if (problem) return warn(`In the sheet, not verified in Sanity: ${problem.message}`);
  const unread = told?.unread.find(({ row }) => row === card.row);
  if (unread) return warn(`In the sheet, except that ${unread.header} cannot be read: ${unread.why}.`);
  if (connection.state !== 'ok') return warn('In the sheet. Sanity is out of reach; it follows by itself.');
  return { tone: 'busy', text: 'In the sheet; Sanity follows' };
}

/** The address as a place on a map; null where the row says none. Joined, since Google strips what looks like a comment. */
export function mapLink({ texts }: LeadCard): string | null {
  const place = [texts.address, texts.postcode].map((one = '') => one.trim()).filter(Boolean);
  if (place.length === 0) return null;
  const query = encodeURIComponent(place.join(', ').replace(/\s+/g, ' '));
  return ['https:', '', 'www.google.com', 'maps', 'search', `?api=1&query=${query}`].join('/');
}

/** The text as a link that a browser may follow; null for anything else. */
export function safeLink(text: string): string | null {
  try {
    const url = new URL(text.trim());
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch {
    return null;
  }
}

export function isYes(text: string | undefined): boolean {
  return /^(?:yes|y|true|1|on)$/i.test((text ?? '').trim());
}
