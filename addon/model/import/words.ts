/** A heading's words, whatever its spelling: cut apart, put into one form, and told by what they mean. */

/**
 * Concept → the words for it, as `letters` leaves them. A concept is what a word means, not where its column goes:
 * that is for the whole heading to say.
 */
export const VOCABULARY = {
  first: 'first fore given christian fname firstname forename forenames givenname',
  last: 'last sur second family lname surname lastname secondname familyname surnames',
  full: 'full whole complete',
  name: 'name names nm fullname',
  title: 'title salutation prefix suffix honorific mr mrs',
  middle: 'middle initial initials maiden nick nickname',
  person:
    'customer client lead prospect homeowner householder applicant enquirer occupier resident buyer subscriber person cust signatory billing shipping recipient attendee invitee caller',
  user: 'user',
  contact: 'contact contactable call calls ring dial reach',
  mobile: 'mobile mob mobiles cell cellphone handset whatsapp cellular mobilephone',
  phone: 'phone phones telephone tel tels fone ph telno phonenumber',
  landline: 'landline home day daytime evening eve alternative alternate alt other secondary site',
  work: 'work office business switchboard direct fax trading trade',
  number: 'number no num nr nbr nos numbers digits',
  email: 'email emails mail emailaddress emailaddr eml',
  post: 'post postal',
  postcode: 'postcode postcodes pcode zip zipcode postalcode pc eircode',
  code: 'code codes',
  address: 'address addresses addr addy add live',
  part: 'street road line lines city town county state region province locality village suburb district avenue apt apartment flat building municipality borough posttown place area',
  country: 'country nation',
  status: 'status stage disposition sts',
  sentiment: 'sentiment mood',
  outcome: 'outcome result results won lost',
  enquiry: 'enquiry inquiry enq enquired inquired enquire inquire enquiries',
  made: 'created create creation submitted submit submission received added registered registration entered entry captured signup generated imported logged came posted scanned completed completion application applied taken started',
  start: 'start starts',
  date: 'date dated dates datetime dt timestamp',
  time: 'time when at',
  note: 'note notes comment comments cmts cmt remark remarks message messages msg memo detail details feedback description anything tell about additional further info information',
  owner:
    'owner assigned allocated assignee rep salesperson salesman salesrep advisor adviser consultant agent handler handled executive exec responsible dealing dealt',
  manager: 'manager',
  account: 'account acct deal opportunity record sales pipeline',
  install: 'install installation installed fitted fit fitting installs',
  booked:
    'booked booking book appointment appt appointments meeting visit callback calendar calendly scheduled schedule slot',
  link: 'link url href',
  conversation: 'conversation conversations transcript chat thread sms texts history',
  log: 'log logs',
  reply: 'reply replies response responded replied answer',
  latest: 'latest newest recent',
  sent: 'sent send delivered',
  archived: 'archived archive isarchived',
  manual: 'manual',
  mode: 'mode',
  ai: 'ai bot',
  processed: 'processed',
  row: 'row',
  nth: '2 3 4 5 6 7 8 9',
  // What makes a column something else than it seems.
  organisation:
    'company organisation organization org employer firm ltd practice school department dept job role position occupation industry',
  advert:
    'campaign ad ads adset adgroup advert form keyword source medium utm gclid fbclid channel platform creative page list segment audience landing referrer origin provider vendor supplier publisher affiliate hear heard',
  id: 'id ids uuid guid ref reference key uprn mpan mprn idx identifier index serial external crm',
  consent:
    'consent opt optin optout opted unsubscribe unsubscribed subscribe subscribed gdpr permission permissions marketing preference preferences agree agreed accept accepts suppress dnc tps allowed allow ok okay privacy policy terms',
  birth: 'birth dob birthday birthdate born age',
  relative: 'partner partners spouse wife husband emergency kin guardian friend mother father parent parents',
  otherPerson:
    'landlord tenant installer installers surveyor electrician plumber builder engineer staff member agency referred referral introducer recommended neighbour witness creator author modifier editor driver doctor',
  kind: 'type kind category network format carrier verified checked check valid validated invalid bounced bounce bounces score quality rating count total quantity opens clicks clicked sendable deliverable confidence lookup error flag tag tags extension ext length linked match matched reason delivery',
  changed:
    'modified updated update changed edited modification activity touched touch contacted followed follow followup next due reminder expiry expires renewal closed close converted conversion deleted refund cancelled attempt attempted viewed login seen visited engaged review anniversary',
  pick: 'best preferred preferable convenient prefer suitable',
  house: 'house property',
  web: 'website web browser ip mac linkedin facebook twitter instagram skype domain http',
  thing:
    'product item order invoice file document photo image price amount cost quote quoted budget bill bills usage payment roof bedroom bedrooms epc boiler heating tenure',
} as const;

export type Concept = keyof typeof VOCABULARY;

/** Words that say nothing about what a column holds. */
const FILLER = new Set(
  (
    'a an the of for to on in by with from and or your you our my me we us is are was be do does what whats s which who whom where please enter ' +
    'provide give optional required primary main uk gb current this that it so hs if how would like did has have will as per can may ' +
    'data value field column col new re ve m t x y z properties attribute personal 1 0 01 001 one own inc nd rd th utc gmt meta tbl'
  ).split(' '),
);

const CONCEPTS: ReadonlyMap<string, Concept> = new Map(
  concepts().flatMap((concept) =>
    VOCABULARY[concept].split(' ').map((word): [string, Concept] => [word, concept]),
  ),
);

function concepts(): readonly Concept[] {
  return Object.keys(VOCABULARY).filter((key): key is Concept => key in VOCABULARY);
}

/** What a heading says, word by word. */
export interface HeadingWords {
  readonly concepts: ReadonlySet<Concept>;
  /** Each word in its plain form, fillers left out. */
  readonly words: readonly string[];
  /** Words that mean nothing known. */
  readonly unknown: number;
  /** A word was read as another one, a letter apart. */
  readonly corrected: boolean;
}

/** Reads a heading: camelCase, punctuation, glued words, plurals and single wrong letters do not matter. */
export function wordsOfHeading(heading: string): HeadingWords {
  const found = new Set<Concept>();
  const words: string[] = [];
  let unknown = 0;
  let corrected = false;
  for (const raw of rawWords(heading)) {
    for (const word of apart(raw)) {
      if (FILLER.has(word)) continue;
      words.push(word);
      const known = CONCEPTS.get(word) ?? CONCEPTS.get(word.replace(/s$/, ''));
      const near = known ?? nearest(word);
      if (near) found.add(near);
      else unknown += 1;
      if (!known && near) corrected = true;
    }
  }
  return { concepts: found, words, unknown, corrected };
}

const ORDINALS: Readonly<Record<string, string>> = { '1st': 'first', '2nd': 'second', '3rd': 'third' };

/** Lower-case words and numbers; `E-mail` is one word, `p/code` another. */
function rawWords(heading: string): readonly string[] {
  const plain = heading
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replace(/\be[\s._-]?mail/g, 'email')
    .replace(/\bp[\s./_-]?code\b/g, 'postcode')
    .replace(/\bpost[\s_-]?town\b/g, 'posttown')
    .replace(/\buser[\s_-]?agent\b/g, 'browser')
    .replace(/\b(?:1st|2nd|3rd)\b/g, (nth) => ORDINALS[nth] ?? nth)
    .replace(/\b(?:opt)[\s._-](in|out)\b/g, 'opt$1')
    .replace(/['’]s\b/g, '')
    .replace(/#|№|n°/g, ' number ')
    .replace(/([a-z])(\d)/g, '$1 $2')
    .replace(/(\d)([a-z])/g, '$1 $2');
  return plain.split(/[^a-z0-9]+/).filter((word) => word !== '');
}

/** A glued heading such as `emailaddress` as its words; one that cannot be cut into known words as it is. */
function apart(word: string): readonly string[] {
  if (word.length < 6 || CONCEPTS.has(word) || FILLER.has(word)) return [word];
  const cut: (readonly string[] | null)[] = [[]];
  for (let end = 1; end <= word.length; end++) {
    cut[end] = null;
    for (let from = 0; from < end; from++) {
      const before = cut[from];
      const piece = word.slice(from, end);
      if (!before || (piece.length < 3 && !GLUED_SHORT.has(piece)) || !CONCEPTS.has(piece)) continue;
      const best = cut[end];
      if (!best || before.length + 1 < best.length) cut[end] = [...before, piece];
    }
  }
  return cut[word.length] ?? [word];
}

const GLUED_SHORT: ReadonlySet<string> = new Set(['no', 'ph', 'id', 'at', 'ai', 'ad']);

/** The concept of the one known word that is a single slip away (a letter more, less, other, or two swapped). */
function nearest(word: string): Concept | null {
  if (word.length < 5 || /\d/.test(word)) return null;
  const near = new Set<Concept>();
  for (const [known, concept] of CONCEPTS) {
    if (known.length >= 5 && Math.abs(known.length - word.length) <= 1 && isOneSlip(word, known))
      near.add(concept);
  }
  const [only, ...others] = near;
  return only !== undefined && others.length === 0 ? only : null;
}

function isOneSlip(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  const restOf = (text: string, skip: number) => text.slice(start + skip);
  const swapped = a[start] === b[start + 1] && a[start + 1] === b[start];
  return (
    restOf(a, 1) === restOf(b, 1) ||
    restOf(a, 1) === restOf(b, 0) ||
    restOf(a, 0) === restOf(b, 1) ||
    (swapped && restOf(a, 2) === restOf(b, 2))
  );
}
