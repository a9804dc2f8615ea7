/** The leads that are there before a run begins, and what else lives in the dataset beside them. */
import { FIELDS, type Field } from '../../addon/model/fields.ts';
import { firstPhone, type Tag } from './values.ts';

/** Columns of the imported campaign's own. */
export const EXTRAS = ['Source', 'Roof type'] as const;

type Document = { readonly _id: string; readonly _type: string; readonly [attribute: string]: unknown };

/** What a lead says in a field at the start; '' where it says nothing. `n` is unique in the dataset. */
function firstText({ key, code }: Field, tag: Tag, n: number): string {
  const own = `${tag}~i.${code}~`;
  switch (key) {
    case 'firstName':
    case 'secondName':
    case 'address':
    case 'postcode':
    case 'enquiryDate':
      return own;
    case 'notes':
      return n % 2 === 0 ? own : '';
    case 'latestLeadReply':
      return n % 3 === 0 ? own : '';
    case 'conversationHistory':
      return n % 3 === 0 ? `AI: Hi!\n[12:31 28/10/2025] Sam: ${own}\n\nthanks` : '';
    case 'phoneNumber':
      return firstPhone(n);
    case 'emailAddress':
      return `${own}@example.com`;
    case 'contactStatus':
      return ['Ready', 'Sent_1', 'HOT', 'WARM'][n % 4] ?? '';
    case 'leadSentiment':
      return n % 3 === 0 ? 'POSITIVE' : '';
    case 'm1Sent':
      return n % 2 === 0 ? `12:${String(n % 60).padStart(2, '0')} 03/11/2025` : '';
    case 'manualMode':
      return 'NO';
    case 'archived':
      return 'No';
    default:
      return '';
  }
}

/** The cells of one imported line: the 26 fields in the table's order, then the campaign's own columns. */
export function importedLine(tag: Tag, n: number): readonly string[] {
  return [
    ...FIELDS.map((field) => firstText(field, tag, n)),
    `${tag}~i.x0~`,
    n % 2 === 0 ? `${tag}~i.x1~` : '',
  ];
}

/** An original lead as the older system left it, with attributes that no column shows. */
export function originalLead(tag: Tag, n: number): Document {
  const phone = firstPhone(n);
  const texts = FIELDS.filter(({ kind }) => kind.is !== 'dateTime' && kind.is !== 'yesNo').flatMap(
    (field) => {
      const text = firstText(field, tag, n);
      return text === '' ? [] : [[field.key, text] as const];
    },
  );
  return {
    ...Object.fromEntries(texts),
    _id: `dbr-${phone.slice(1)}`,
    _type: 'dbrLead',
    rowNumber: n + 2,
    ...(n % 2 === 0 ? { m1Sent: `2025-11-03T12:${String(n % 60).padStart(2, '0')}:00.000Z` } : {}),
    ...(n % 4 === 0 ? {} : { archived: false }),
    manualMode: false,
    messages: [{ _key: 'm1', sender: 'ai', content: `Hi ${tag}`, timestamp: '2025-11-03T12:00:00.000Z' }],
    calBookingId: `cal-${n}`,
    googleSheetId: 'sheet-of-the-older-sync',
    lastSyncedAt: '2025-11-01T08:00:00.000Z',
  };
}

/** Documents of other types, which nothing of ours may touch. */
export function otherDocuments(leads: readonly Document[]): readonly Document[] {
  return [
    ...leads.slice(0, 4).map(({ _id }, n) => ({
      _id: `sophie-analysis-${n + 1}`,
      _type: 'sophieAnalysis',
      conversationId: _id,
      qualityScore: 60 + n,
      keyTakeaways: ['Ask for a time to call'],
    })),
    { _id: 'user-preferences-1', _type: 'userPreferences', theme: 'dark' },
  ];
}
