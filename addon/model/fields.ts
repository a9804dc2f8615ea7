/** The field table: every column of a campaign tab, what it is called on each side, what it holds and who owns it. */

/** What a field holds; decides how a cell is read, written and compared. */
export type Kind =
  | { readonly is: 'text' }
  | { readonly is: 'phone' }
  | { readonly is: 'email' }
  | { readonly is: 'number' }
  | { readonly is: 'dateTime' }
  | { readonly is: 'date' }
  | {
      readonly is: 'choice';
      readonly values: readonly string[];
      readonly means: Readonly<Record<string, string>>;
    }
  | { readonly is: 'yesNo'; readonly yes: string; readonly no: string };

/** Whose value wins when both sides changed the same field; the other value is kept as a conflict. */
export type Owner = 'people' | 'automation';

export type FieldKey =
  | 'contactStatus'
  | 'firstName'
  | 'secondName'
  | 'phoneNumber'
  | 'emailAddress'
  | 'postcode'
  | 'address'
  | 'enquiryDate'
  | 'rowNumber'
  | 'replyReceived'
  | 'notes'
  | 'm1Sent'
  | 'm2Sent'
  | 'm3Sent'
  | 'conversationHistory'
  | 'latestLeadReply'
  | 'replyProcessed'
  | 'leadSentiment'
  | 'aiReplySent'
  | 'installDate'
  | 'finalStatus'
  | 'manualMode'
  | 'assignedTo'
  | 'callBookedTime'
  | 'calBookingUrl'
  | 'archived';

export interface Field {
  readonly key: FieldKey;
  /** The header in row 1, spelled as the existing automation expects it. */
  readonly header: string;
  /** What a person calls it, for messages and the import dialog. */
  readonly label: string;
  readonly kind: Kind;
  readonly owner: Owner;
  /** Two letters that stand for this field in a row's base. Never reused, never changed. */
  readonly code: string;
  /** Long text is clipped in the tab and given a wide column. */
  readonly long: boolean;
}

export const STATUSES = [
  'Ready',
  'Sent_1',
  'Sent_2',
  'Sent_3',
  'COLD',
  'NEUTRAL',
  'WARM',
  'HOT',
  'POSITIVE',
  'NEGATIVE',
  'CALL_BOOKED',
  'SCHEDULED',
  'INSTALLED',
  'CONVERTED',
  'PAUSED',
  'REMOVED',
] as const;

export const SENTIMENTS = [
  'POSITIVE',
  'NEGATIVE',
  'NEUTRAL',
  'NEGATIVE_REMOVED',
  'UNCLEAR',
  'UNSURE',
] as const;

export const OUTCOMES = ['WON', 'LOST', 'REMOVED', 'PAUSED', 'IN_PROGRESS'] as const;

const text: Kind = { is: 'text' };
const dateTime: Kind = { is: 'dateTime' };

/** `means` maps what people write (letters and digits only, lower case) to the value it stands for. */
const status: Kind = {
  is: 'choice',
  values: STATUSES,
  means: {
    callbooked: 'CALL_BOOKED',
    bookedcall: 'CALL_BOOKED',
    booked: 'CALL_BOOKED',
    scheduled: 'CALL_BOOKED',
  },
};
const sentiment: Kind = { is: 'choice', values: SENTIMENTS, means: {} };
const outcome: Kind = { is: 'choice', values: OUTCOMES, means: {} };
const processed: Kind = { is: 'choice', values: ['YES', 'PENDING', 'NO'], means: { y: 'YES', n: 'NO' } };

function field(
  code: string,
  key: FieldKey,
  header: string,
  label: string,
  kind: Kind,
  owner: Owner,
  long = false,
): Field {
  return { code, key, header, label, kind, owner, long };
}

/** The 26 fields in the order of columns A–Z, which the older sync reads by position. */
export const FIELDS: readonly Field[] = [
  field('cs', 'contactStatus', 'Contact_Status', 'Status', status, 'people'),
  field('fn', 'firstName', 'First_name', 'First name', text, 'people'),
  field('sn', 'secondName', 'Second_name', 'Last name', text, 'people'),
  field('ph', 'phoneNumber', 'Phone_number', 'Phone', { is: 'phone' }, 'people'),
  field('em', 'emailAddress', 'Email_address', 'E-mail', { is: 'email' }, 'people'),
  field('pc', 'postcode', 'Postcode', 'Postcode', text, 'people'),
  field('ad', 'address', 'Address', 'Address', text, 'people', true),
  field('ed', 'enquiryDate', 'Enquiry_date', 'Enquiry date', text, 'people'),
  field('rn', 'rowNumber', 'row_number', 'Row number', { is: 'number' }, 'automation'),
  field('rr', 'replyReceived', 'Reply_received', 'Reply received', dateTime, 'automation'),
  field('no', 'notes', 'Notes', 'Notes', text, 'people', true),
  field('m1', 'm1Sent', 'M_1_sent', 'Message 1 sent', dateTime, 'automation'),
  field('m2', 'm2Sent', 'M_2_sent', 'Message 2 sent', dateTime, 'automation'),
  field('m3', 'm3Sent', 'M_3_sent', 'Message 3 sent', dateTime, 'automation'),
  field('ch', 'conversationHistory', 'Conversation History', 'Conversation', text, 'automation', true),
  field('lr', 'latestLeadReply', 'Latest_lead_reply', 'Latest reply', text, 'automation', true),
  field('rp', 'replyProcessed', 'Reply_processed', 'Reply processed', processed, 'automation'),
  field('ls', 'leadSentiment', 'Lead_sentiment', 'Sentiment', sentiment, 'automation'),
  field('ai', 'aiReplySent', 'AI_reply_sent', 'AI reply sent', dateTime, 'automation'),
  field('id', 'installDate', 'Install_Date', 'Install date', { is: 'date' }, 'people'),
  field('fs', 'finalStatus', 'Final_status', 'Outcome', outcome, 'people'),
  field('mm', 'manualMode', 'Manual_Mode', 'Manual mode', { is: 'yesNo', yes: 'YES', no: 'NO' }, 'people'),
  field('as', 'assignedTo', 'Assigned_to', 'Assigned to', text, 'people'),
  field('cb', 'callBookedTime', 'call_booked', 'Call booked for', dateTime, 'automation'),
  field('bu', 'calBookingUrl', 'Booking_link', 'Booking link', text, 'automation'),
  field('ar', 'archived', 'Archived', 'Archived', { is: 'yesNo', yes: 'Yes', no: 'No' }, 'people'),
];

const byKey: ReadonlyMap<string, Field> = new Map(FIELDS.map((f) => [f.key, f]));
const byHeader: ReadonlyMap<string, Field> = new Map(FIELDS.map((f) => [f.header.toLowerCase(), f]));

/** The field of a key. Throws when there is none, which a key of type FieldKey cannot cause. */
export function fieldOf(key: FieldKey): Field {
  const found = byKey.get(key);
  if (!found) throw new Error(`There is no field "${key}".`);
  return found;
}

export function isFieldKey(key: string): key is FieldKey {
  return byKey.has(key);
}

/** The field whose header stands in row 1, without regard to case or outer spaces. */
export function fieldByHeader(header: string): Field | undefined {
  return byHeader.get(header.trim().toLowerCase());
}

/** Header of the hidden column that holds a row's lead id. */
export const LEAD_HEADER = '_lead';
/** Header of the hidden column that holds a row's base. */
export const SYNC_HEADER = '_sync';
