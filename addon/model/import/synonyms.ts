/** What other programs and people head a column with, by the field that they mean. */
import type { FieldKey } from '../fields.ts';

/** What a column of a file may be mapped to by its heading. */
export type Meaning = FieldKey | 'fullName';

/**
 * By meaning, the likeliest heading first: where two columns want the same field, the earlier word wins.
 * Written as letters and digits only, lower case, as `looseHeading` leaves them.
 */
const WORDS: { readonly [K in Meaning]: string } = {
  contactStatus: 'contactstatus status leadstatus stage leadstage pipelinestage currentstatus',
  firstName: 'firstname forename givenname first fname christianname',
  secondName: 'secondname lastname surname familyname last lname',
  fullName: 'fullname name contactname customername clientname leadname contact customer homeowner',
  phoneNumber:
    'phonenumber mobilenumber mobile mobilephone phone telephone telephonenumber tel cell cellphone cellnumber ' +
    'contactnumber contactphone phoneno mobileno telno number phone1 mobile1 whatsapp whatsappnumber landline homephone daytimephone',
  emailAddress: 'emailaddress email mail emailid contactemail email1 emailaddr',
  postcode: 'postcode postalcode zip zipcode postalzip postcodezip',
  address:
    'address fulladdress addressline1 address1 streetaddress street propertyaddress homeaddress location',
  enquiryDate:
    'enquirydate inquirydate dateofenquiry enquired enquiredon dateenquired enquirytime leaddate datereceived ' +
    'createddate datecreated createdat created createdon dateadded addedon submitted submittedat submissiondate date timestamp',
  rowNumber: 'rownumber row rowno',
  replyReceived: 'replyreceived replied repliedat replydate lastreplyat responsedate',
  notes: 'notes note comments comment remarks additionalinformation additionalinfo furtherinformation',
  m1Sent: 'm1sent message1sent m1 firstmessagesent sms1sent',
  m2Sent: 'm2sent message2sent m2 secondmessagesent sms2sent',
  m3Sent: 'm3sent message3sent m3 thirdmessagesent sms3sent',
  conversationHistory:
    'conversationhistory conversation chathistory messagehistory transcript smshistory chatlog messages',
  latestLeadReply: 'latestleadreply latestreply lastreply lastleadreply lastmessage',
  replyProcessed: 'replyprocessed processed',
  leadSentiment: 'leadsentiment sentiment',
  aiReplySent: 'aireplysent aireplied aireply',
  installDate: 'installdate installationdate dateinstalled installed installedon',
  finalStatus: 'finalstatus outcome finaloutcome result finalresult',
  manualMode: 'manualmode manual',
  assignedTo:
    'assignedto assigned owner assignee salesperson salesrep agent leadowner accountmanager advisor',
  callBookedTime:
    'callbooked callbookedtime callbookedfor callbookedat bookedcall appointment appointmentdate appointmenttime calltime calldate',
  calBookingUrl: 'bookinglink bookingurl calendarlink calbookingurl calendly',
  archived: 'archived isarchived archive',
};

/** The meaning of a heading and how early it stands in that meaning's list (0 is the likeliest). */
export interface HeadingMatch {
  readonly meaning: Meaning;
  readonly rank: number;
}

const byWord: ReadonlyMap<string, HeadingMatch> = new Map(
  meanings().flatMap((meaning) =>
    WORDS[meaning].split(' ').map((word, rank): [string, HeadingMatch] => [word, { meaning, rank }]),
  ),
);

/** All meanings, in the field table's order, the full name last. */
export function meanings(): readonly Meaning[] {
  return Object.keys(WORDS).filter((key): key is Meaning => key in WORDS);
}

/** Every word of a meaning; for tests and for nothing else that could drift from the list. */
export function wordsOf(meaning: Meaning): readonly string[] {
  return WORDS[meaning].split(' ');
}

/** A heading as letters and digits, lower case, accents off: `E-mail Address` → `emailaddress`. */
export function looseHeading(heading: string): string {
  return heading
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

/** Words that say whose a column is, not what it holds. */
const FILLER =
  /\b(?:please|enter|your|the|customers?|clients?|leads?|contacts?|prospects?|homeowners?|applicants?|primary|main|uk|required|optional)\b/gi;

/** What a heading means: by the whole of it, then without filler words. Null when it says nothing known. */
export function meaningOf(heading: string): { readonly match: HeadingMatch; readonly exact: boolean } | null {
  const whole = byWord.get(looseHeading(heading));
  if (whole) return { match: whole, exact: true };
  const spaced = heading.replace(/[_\-./]+/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2');
  const core = byWord.get(looseHeading(spaced.replace(FILLER, ' ').replace(/\([^)]*\)/g, ' ')));
  return core ? { match: core, exact: false } : null;
}
