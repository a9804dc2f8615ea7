/** What a heading means: which of a lead's fields its words speak for, and how clearly. */
import type { FieldKey } from '../fields.ts';
import { type Concept, type HeadingWords, wordsOfHeading } from './words.ts';

/** What a column may be taken for by itself. `addressPart`: one of several columns that make up the address. */
export type Meaning = FieldKey | 'fullName' | 'addressPart';

export interface HeadingMeaning {
  readonly meaning: Meaning;
  /** 0–100: how much of the heading the meaning explains, and how usual it is to head such a column so. */
  readonly score: number;
  /** The heading says this and nothing else. */
  readonly plain: boolean;
  /** The same, a word with a wrong letter in it allowed. */
  readonly alone: boolean;
}

interface Rule {
  readonly meaning: Meaning;
  /** Each is a pattern: all of its words must be there; `a|b` is either. The likelier heading comes first. */
  readonly says: readonly string[];
  /** Concepts that may stand beside without changing anything. */
  readonly beside: string;
  /** Concepts that make it something else. */
  readonly never: string;
  /** A word that means nothing known makes it something else, too. */
  readonly strict?: boolean;
}

const NOBODY_ELSE = 'relative otherPerson organisation advert id kind birth thing web consent';
const NOT_A_FACT = 'id kind consent web birth advert';

const RULES: readonly Rule[] = [
  {
    meaning: 'firstName',
    says: ['first name', 'first'],
    beside: 'contact person full',
    never: `${NOBODY_ELSE} last email phone mobile date reply sent made changed booked note`,
  },
  {
    meaning: 'secondName',
    says: ['last name', 'last'],
    beside: 'contact person full',
    never: `${NOBODY_ELSE} first email phone mobile date time reply sent made changed booked note status conversation install enquiry address part`,
  },
  {
    meaning: 'fullName',
    says: ['full name', 'person name', 'name', 'first last', 'person'],
    beside: 'contact person title first last middle',
    never: `${NOBODY_ELSE} user phone mobile email number address part post postcode owner manager account status install date time made changed booked landline work house note code enquiry conversation outcome link pick reply latest`,
  },
  // What only phones, or only e-mails, may hold is proven by the values: words against them are few.
  {
    meaning: 'phoneNumber',
    says: ['mobile', 'phone', 'contact number', 'number pick', 'landline number', 'landline'],
    beside: 'contact person number phone mobile name nth code part pick',
    never: 'relative otherPerson owner manager advert',
  },
  {
    meaning: 'emailAddress',
    says: ['email'],
    beside: 'contact person address name nth pick id',
    never: 'relative otherPerson owner manager advert',
  },
  {
    meaning: 'postcode',
    says: ['postcode', 'post code'],
    beside: 'contact person house install number landline address code',
    never: 'id kind consent web relative otherPerson advert email date time',
  },
  {
    meaning: 'address',
    says: ['full address', 'address'],
    beside: 'contact person house install landline post',
    never: `${NOT_A_FACT} email part number code nth relative otherPerson date time`,
  },
  {
    meaning: 'addressPart',
    says: ['part', 'address nth', 'house number', 'house name', 'house'],
    beside: 'contact person house install landline address number name nth post',
    never: `${NOT_A_FACT} thing email postcode note code organisation relative otherPerson date time phone mobile status`,
  },
  {
    meaning: 'enquiryDate',
    says: [
      'enquiry date|time',
      'made date|time',
      'enquiry made',
      'made',
      'enquiry',
      'first contact date|time',
      'person date|time',
      'date',
      'date time',
      'time',
    ],
    beside: 'person enquiry made date time account contact first',
    never:
      'birth install changed booked start reply sent thing organisation relative otherPerson owner id kind consent note status landline web email phone mobile manager conversation latest last number name outcome link pick house',
    strict: true,
  },
  {
    meaning: 'notes',
    says: ['note'],
    beside: 'contact person enquiry account time date',
    never:
      'id kind consent sent date reply name email phone mobile address latest last conversation status advert made changed organisation thing relative house',
  },
  {
    meaning: 'assignedTo',
    says: ['owner person|account', 'account manager', 'owner', 'account person'],
    beside: 'contact person account name user',
    never:
      'house landline id email phone mobile date time status kind birth organisation relative number enquiry booked post postcode address',
  },
  {
    meaning: 'contactStatus',
    says: ['person status', 'status'],
    beside: 'contact person account',
    never:
      'house id kind date time made changed email phone mobile consent relative organisation install owner thing code name advert birth address',
  },
  {
    meaning: 'finalStatus',
    says: ['outcome'],
    beside: 'contact person account full',
    never: 'id kind date time house thing email',
  },
  { meaning: 'leadSentiment', says: ['sentiment'], beside: 'contact person', never: 'kind' },
  {
    meaning: 'installDate',
    says: ['install date', 'install made', 'install'],
    beside: 'contact person made',
    never:
      'id kind otherPerson name email phone mobile address status note organisation number consent booked owner thing house',
  },
  {
    meaning: 'callBookedTime',
    says: ['booked contact', 'booked date|time', 'booked', 'start time'],
    beside: 'contact person date time made start',
    never: 'id kind status link note name email phone mobile owner consent pick sent',
  },
  { meaning: 'calBookingUrl', says: ['booked link'], beside: 'contact person', never: 'id' },
  {
    meaning: 'conversationHistory',
    says: ['conversation log', 'conversation note', 'conversation'],
    beside: 'contact person log note',
    never: 'id kind consent latest sent date number owner changed advert status reply link',
  },
  {
    meaning: 'latestLeadReply',
    says: ['latest|last reply', 'latest|last note'],
    beside: 'contact person',
    never: 'date time id sent kind changed',
  },
  {
    meaning: 'replyReceived',
    says: ['reply date|time', 'reply made'],
    beside: 'contact person last latest',
    never: 'kind id processed ai sent',
  },
  { meaning: 'aiReplySent', says: ['ai reply'], beside: 'sent date time', never: '' },
  { meaning: 'replyProcessed', says: ['reply processed'], beside: '', never: '' },
  { meaning: 'manualMode', says: ['manual mode', 'manual'], beside: 'contact person', never: '' },
  { meaning: 'archived', says: ['archived'], beside: 'contact person', never: 'date time' },
  { meaning: 'rowNumber', says: ['row number', 'row'], beside: '', never: '' },
];

/** Headings that no word by itself tells: short ones, and how the older tools number their messages. */
const WHOLE: readonly (readonly [RegExp, Meaning])[] = [
  [/^(?:f name|fn|name 1)$/, 'firstName'],
  [/^(?:[sl] name|ln|sn|name 2)$/, 'secondName'],
  [/^where$/, 'address'],
  ...(['m1Sent', 'm2Sent', 'm3Sent'] as const).map((meaning, n): readonly [RegExp, Meaning] => {
    const nth = ['(?:first|1 ?st)', '(?:second|2 ?nd)', '(?:third|3 ?rd)'][n];
    return [
      new RegExp(
        `^(?:(?:m|msg|message|sms|text) ?0?${n + 1}(?: sent| date)?(?: at| on)?|${nth} (?:message|sms|text)(?: sent)?(?: at| on)?)$`,
      ),
      meaning,
    ];
  }),
];

/** What a heading may mean, the likeliest first; empty when it says nothing known. */
export function meaningsOf(heading: string): readonly HeadingMeaning[] {
  const spelled = heading
    .toLowerCase()
    .replace(/([a-z])(\d)/g, '$1 $2')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
  const whole = WHOLE.find(([pattern]) => pattern.test(spelled));
  if (whole) return [{ meaning: whole[1], score: 95, plain: true, alone: true }];
  const words = wordsOfHeading(heading);
  return RULES.flatMap((rule) => judged(rule, words) ?? []).sort((a, b) => b.score - a.score);
}

/** True for a heading that says of its column that it holds something else than it may look like. */
export function speaksAgainst(heading: string, meaning: Meaning): boolean {
  const { concepts } = wordsOfHeading(heading);
  const rule = RULES.find((one) => one.meaning === meaning);
  const against = `${rule?.never ?? ''} ${NUMBERS_OF_THINGS}`;
  return listed(against.trim()).some((concept) => hasAny(concepts, concept));
}

/** Whatever digits such a column holds, nobody answers there. */
const NUMBERS_OF_THINGS = 'id account kind';

/** True for a heading that says nothing at all of what its column holds. */
export function isVague(heading: string): boolean {
  return /^(?:column|field|col|value|data|info)?\s*\d*$/i.test(heading.trim());
}

function judged(rule: Rule, { concepts, unknown, corrected }: HeadingWords): HeadingMeaning | null {
  if (listed(rule.never).some((concept) => hasAny(concepts, concept))) return null;
  if (rule.strict && unknown > 0) return null;
  const rank = rule.says.findIndex((pattern) =>
    listed(pattern).every((concept) => hasAny(concepts, concept)),
  );
  const pattern = rule.says[rank];
  if (pattern === undefined) return null;
  const explained = [...listed(pattern), ...listed(rule.beside)].flatMap((one) => one.split('|'));
  const strange = [...concepts].filter((concept) => !explained.includes(concept)).length;
  const score = 90 - rank * 5 - strange * 14 - unknown * 14 - (corrected ? 6 : 0);
  const alone = strange === 0 && unknown === 0;
  return { meaning: rule.meaning, score, plain: alone && !corrected, alone };
}

function listed(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ');
}

function hasAny(concepts: ReadonlySet<Concept>, either: string): boolean {
  const all: ReadonlySet<string> = concepts;
  return either.split('|').some((one) => all.has(one));
}
