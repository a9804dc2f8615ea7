/** A tab's leads as lines, one a row that has an id. */
import type { Reading } from '../cell.ts';
import { readConversation } from '../conversation.ts';
import type { FieldKey } from '../fields.ts';
import type { Tab, TabRow } from '../tab.ts';
import type { LeadLine } from './line.ts';

/** Letters of a reply that a line shows. */
export const SNIPPET = 90;

/** What each field of a row reads; the fields stand in the same order in every row of a tab. */
type Read = (row: TabRow, key: FieldKey) => Reading | undefined;

/** The lines of a tab, in the order of its rows. Rows that say nothing, or have no id yet, are no leads. */
export function linesOf({ rows }: Tab): readonly LeadLine[] {
  const places = new Map((rows[0]?.fields ?? []).map(({ field }, place) => [field.key, place]));
  const read: Read = (row, key) => {
    const place = places.get(key);
    return place === undefined ? undefined : row.fields[place]?.reading;
  };
  return rows.flatMap((row) => {
    const line = row.filled ? lineOf(row, read) : null;
    return line ? [line] : [];
  });
}

function lineOf(row: TabRow, read: Read): LeadLine | null {
  if (row.id === null) return null;
  const of = (key: FieldKey) => read(row, key);
  const text = (key: FieldKey) => oneLine(shown(of(key)));
  const replied = timeIn(of('replyReceived'));
  return {
    lead: row.id,
    name: `${text('firstName')} ${text('secondName')}`.trim(),
    phone: text('phoneNumber'),
    email: text('emailAddress'),
    postcode: text('postcode'),
    status: text('contactStatus'),
    sentiment: text('leadSentiment'),
    outcome: text('finalStatus'),
    assignedTo: text('assignedTo'),
    archived: isYes(of('archived')),
    manual: isYes(of('manualMode')),
    m1: timeIn(of('m1Sent')),
    m2: timeIn(of('m2Sent')),
    m3: timeIn(of('m3Sent')),
    sent: [saysSomething(of('m1Sent')), saysSomething(of('m2Sent')), saysSomething(of('m3Sent'))],
    replied,
    hasReplied: saysSomething(of('replyReceived')),
    answered: answeredAt(replied, of),
    call: timeIn(of('callBookedTime')),
    hasCall: saysSomething(of('callBookedTime')),
    snippet: oneLine(shown(of('latestLeadReply')).slice(0, 4 * SNIPPET)).slice(0, SNIPPET),
  };
}

/**
 * When the team or the agent last answered: what the row says, or the conversation where a colleague wrote by hand. The
 * conversation is read only where it can tell: reading all of a large tab's would take longer than everything else.
 */
function answeredAt(replied: string, of: (key: FieldKey) => Reading | undefined): string {
  const told = timeIn(of('aiReplySent'));
  const conversation = of('conversationHistory');
  if (replied === '' || told >= replied || conversation === undefined) return told;
  const names = [shown(of('firstName')), `${shown(of('firstName'))} ${shown(of('secondName'))}`];
  return readConversation(shown(conversation), names).reduce(
    (last, { speaker, at }) => (speaker !== 'lead' && at !== null && at > last ? at : last),
    told,
  );
}

/** The text that a cell stands for; '' for an empty one. */
function shown(reading: Reading | undefined): string {
  if (reading === undefined) return '';
  if (reading.state === 'value') return reading.value === null ? '' : String(reading.value);
  return reading.key;
}

/** A date-time's key is its minute on the UK's wall clocks. */
function timeIn(reading: Reading | undefined): string {
  return reading?.state === 'value' ? reading.key : '';
}

function saysSomething(reading: Reading | undefined): boolean {
  return reading !== undefined && reading.key !== '';
}

function isYes(reading: Reading | undefined): boolean {
  return reading?.state === 'value' && reading.value === true;
}

function oneLine(text: string): string {
  return SPACES.test(text) ? text.replace(/[\s\p{Cc}]+/gu, ' ').trim() : text;
}

/** Anything but single spaces between words. */
const SPACES = /[\p{Cc}\u00a0\u2028\u2029]|^\s|\s\s|\s$/u;
