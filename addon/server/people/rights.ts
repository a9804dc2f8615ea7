/** What the person at the sheet may do, as the document remembers it. */
import { FIRST_PEOPLE, type People, RIGHTS, type Right, rightsOf } from '../../model/rights.ts';
import { storedObject } from '../campaigns/campaigns.ts';
import { Failure } from '../failure.ts';
import { type Guard, isText, listOf, oneOf, shape } from '../shapes.ts';
import { readDocument, type Stored } from '../sheets/properties.ts';
import { userEmail } from '../sheets/session.ts';

const KEY = 'people';
const isRight = oneOf(...RIGHTS);
const isPeople: Guard<People> = shape({
  everyone: listOf(isRight),
  named: listOf(shape({ email: isText, rights: listOf(isRight) })),
});

export function peopleIn(stored: Stored): People {
  return storedObject(stored, KEY, isPeople) ?? FIRST_PEOPLE;
}

export function peopleEntry(people: People): Stored {
  return { [KEY]: JSON.stringify(people) };
}

const DEEDS: { readonly [R in Right]: string } = {
  create: 'make or change campaigns',
  import: 'import leads',
  export: 'export leads',
  delete: 'delete campaigns or erase people',
  people: 'change who may do what',
};

/** Throws a Failure `not-allowed` unless the person at the sheet may do it. */
export function requireRight(right: Right): void {
  const people = peopleIn(readDocument());
  const email = userEmail();
  if (rightsOf(people, email).includes(right)) return;
  const who = people.named.filter((one) => one.rights.includes('people')).map((one) => one.email);
  const ask = who.length > 0 ? `Ask ${who.join(' or ')}` : 'Ask whoever connected this spreadsheet';
  throw new Failure(
    'not-allowed',
    `${email === '' ? 'Google does not tell who you are, and not everybody' : `${email} is not among those who`} may ${DEEDS[right]} here. Nothing was done. ${ask} to add you under People in the sidebar.`,
  );
}
