/** The dataset as it was before Leadsheet: 971 original leads and what else lived beside them. */
import { formatWallTime, wallOf } from '../../../addon/model/time.ts';
import { dramaLandline, dramaMobile, type Person, person } from './people.ts';
import { type Random, seeded } from './random.ts';

export interface SampleDocument {
  readonly _id: string;
  readonly _type: string;
  readonly [field: string]: unknown;
}

/** How many original leads there are, as in the migration that printed success and stored five. */
export const ORIGINAL_LEADS = 971;

interface Message {
  readonly _key: string;
  readonly timestamp: string;
  readonly sender: 'ai' | 'customer' | 'manual';
  readonly senderName: string;
  readonly content: string;
}

const HOUR = 3_600_000;

/** `count` original leads and a few documents of other types. Times are counted back from `now`; the rest is the seed's. */
export function originalDataset(now: Date, count = ORIGINAL_LEADS, seed = 971): readonly SampleDocument[] {
  const random = seeded(seed);
  const leads = Array.from({ length: count }, (_, n) => originalLead(random, n, now));
  return [...leads, ...others(leads, now)];
}

function originalLead(random: Random, n: number, now: Date): SampleDocument {
  const who = person(random, n);
  const phone = n < 700 ? dramaMobile(n) : dramaLandline(n - 700);
  const messages = conversation(random, who, now);
  const story = outcome(random, messages, now);
  return {
    _id: `dbr-${phone.slice(1)}`,
    _type: 'dbrLead',
    firstName: who.first,
    secondName: who.last,
    phoneNumber: phone,
    ...(random.chance(0.86) ? { emailAddress: who.email } : {}),
    postcode: who.postcode,
    ...(random.chance(0.7) ? { address: who.address } : {}),
    enquiryDate: enquiryDate(random),
    rowNumber: n + 2,
    ...(messages.length > 0 ? { messages, conversationHistory: historyText(messages, who) } : {}),
    ...story,
    ...(random.chance(0.9) ? { archived: false } : {}),
    googleSheetId: 'sheet-of-the-older-sync',
    lastSyncedAt: new Date(now.getTime() - 5 * HOUR).toISOString(),
  };
}

const OPENERS = [
  (p: Person) => `Hi ${p.first}! Is this the same ${p.first} that enquired about solar panels?`,
  (p: Person) =>
    `Hello ${p.first}, Sophie here from the solar team. Are you still thinking about panels for ${p.postcode}?`,
] as const;
const REPLIES = [
  'Yes, still interested. What would it cost?',
  'Maybe next year, thanks',
  'Hi Sophie,\nI may come back to this next year\n\nThanks for chasing',
  'How long does an install take? The "quick quote" said 2 days',
  'Not interested, please stop',
  'Yes please! Can someone ring me after 5pm?',
  'Is the £7,500 grant still on?',
  'Who is this?',
] as const;

/** M1 to M3 over the last 60 days, stopped by a reply, which may lead on. */
function conversation(random: Random, who: Person, now: Date): readonly Message[] {
  if (random.chance(0.1)) return [];
  const start = now.getTime() - random.whole(6, 60 * 24) * HOUR - random.whole(0, 59) * 60_000;
  const messages: Message[] = [];
  const say = (at: number, sender: Message['sender'], senderName: string, content: string) => {
    const _key = `m${messages.length + 1}`;
    if (at < now.getTime()) messages.push({ _key, timestamp: minute(at), sender, senderName, content });
  };
  say(start, 'ai', 'Sophie', random.pick(OPENERS)(who));
  const repliesAfter = random.chance(0.34) ? random.whole(0, 2) : 3;
  if (repliesAfter > 0)
    say(start + 24 * HOUR, 'ai', 'Sophie', `Hi ${who.first}, just floating this to the top of your inbox.`);
  if (repliesAfter > 1)
    say(start + 72 * HOUR, 'ai', 'Sophie', `Just checking in one last time, ${who.first}.`);
  if (repliesAfter < 3) {
    const last = messages.at(-1);
    const at = (last ? Date.parse(last.timestamp) : start) + random.whole(4, 1_800) * 60_000;
    say(at, 'customer', who.first, random.pick(REPLIES));
    if (random.chance(0.6))
      say(at + 7 * 60_000, 'ai', 'Sophie', 'Thanks! Would a ten-minute call this week suit you?');
    if (random.chance(0.15))
      say(at + 60 * 60_000, 'manual', 'Priya', 'I have put you down for a call back, speak soon.');
  }
  return messages;
}

function outcome(random: Random, messages: readonly Message[], now: Date): Record<string, unknown> {
  const sent = messages.filter((m) => m.sender === 'ai');
  const reply = messages.find((m) => m.sender === 'customer');
  if (sent.length === 0) return { contactStatus: 'Ready' };
  const stages = {
    m1Sent: sent[0],
    m2Sent: reply ? undefined : sent[1],
    m3Sent: reply ? undefined : sent[2],
  };
  const times = Object.fromEntries(Object.entries(stages).flatMap(([k, m]) => (m ? [[k, m.timestamp]] : [])));
  if (!reply) return { ...times, contactStatus: `Sent_${Math.min(3, sent.length)}` };
  const stop = reply.content.includes('stop');
  const status = stop
    ? 'REMOVED'
    : random.pick([
        'HOT',
        'HOT',
        'WARM',
        'WARM',
        'WARM',
        'NEUTRAL',
        'COLD',
        'CALL_BOOKED',
        'CONVERTED',
        'NEGATIVE',
      ] as const);
  const booked = status === 'CALL_BOOKED' || status === 'CONVERTED';
  const call = now.getTime() + (status === 'CONVERTED' ? -1 : 1) * random.whole(20, 200) * HOUR;
  return {
    ...times,
    contactStatus: status,
    replyReceived: reply.timestamp,
    latestLeadReply: reply.content,
    replyProcessed: random.chance(0.8) ? 'YES' : 'PENDING',
    leadSentiment: stop
      ? 'NEGATIVE_REMOVED'
      : random.pick(['POSITIVE', 'POSITIVE', 'NEUTRAL', 'UNCLEAR', 'NEGATIVE'] as const),
    ...(messages.at(-1)?.sender === 'ai' ? { aiReplySent: messages.at(-1)?.timestamp } : {}),
    ...(messages.some((m) => m.sender === 'manual')
      ? { manualMode: true, assignedTo: 'Priya' }
      : { manualMode: false }),
    ...(booked ? { callBookedTime: minute(call), calBookingUrl: 'https://cal.example.com/solar-call' } : {}),
    ...(status === 'CONVERTED'
      ? { finalStatus: 'WON', installDate: minute(call + 21 * 24 * HOUR).slice(0, 10) }
      : {}),
    ...(random.chance(0.2) ? { notes: 'South-facing roof.\nPrefers a call after work.' } : {}),
  };
}

/** The conversation as the older automation writes it into the cell: the first send without a time. */
function historyText(messages: readonly Message[], who: Person): string {
  return messages
    .map((m, i) => {
      const speaker = m.sender === 'ai' ? 'AI' : m.sender === 'manual' ? 'MANUAL' : who.first;
      const at = formatWallTime(wallOf(new Date(m.timestamp)), 'timeFirst');
      return i === 0 ? `AI: ${m.content}` : `[${at}] ${speaker}: ${m.content}`;
    })
    .join('\n');
}

function enquiryDate(random: Random): string {
  const month = random.pick(['January', 'March', 'May', 'June', 'September', 'November'] as const);
  const day = String(random.whole(1, 28)).padStart(2, '0');
  return random.pick([
    `${month} 2023`,
    `${day}/0${random.whole(1, 9)}/2023`,
    `${month} 2024`,
    `2022`,
  ] as const);
}

function minute(at: number): string {
  return new Date(Math.floor(at / 60_000) * 60_000).toISOString();
}

/** What must never be rewritten: documents of other types, tied to leads by their ids. */
function others(leads: readonly SampleDocument[], now: Date): readonly SampleDocument[] {
  const analysed = leads.filter((lead) => lead.replyReceived).slice(0, 40);
  return [
    ...analysed.map((lead, n) => ({
      _id: `sophie-analysis-${n + 1}`,
      _type: 'sophieAnalysis',
      conversationId: lead._id,
      qualityScore: 60 + (n % 40),
      priority: n % 3 === 0 ? 'high' : 'normal',
      status: 'open',
      issuesIdentified: [],
      overallAssessment: 'Answered the question that was asked.',
      keyTakeaways: ['Ask for a time to call'],
    })),
    {
      _id: 'sophie-learning-1',
      _type: 'sophieLearning',
      category: 'tone',
      title: 'Never promise a grant',
      userGuidance: 'Grants change; say that a surveyor will check.',
      doThis: 'Offer a call',
      dontDoThis: 'Quote a sum',
      priority: 'high',
      isHardRule: true,
      isActive: true,
      confidenceScore: 0.9,
    },
    { _id: 'user-preferences-1', _type: 'userPreferences', theme: 'dark', updatedAt: now.toISOString() },
  ];
}
