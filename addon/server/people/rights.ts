/** What the person at the sheet may do, as the document remembers it. */
import { FIRST_PEOPLE, type People, RIGHTS, type Right, rightsOf } from '../../model/rights.ts';
import { storedObject } from '../campaigns/campaigns.ts';
import { Failure } from '../failure.ts';
import { triggerOwnerIn } from '../settings.ts';
import { type Guard, isText, listOf, oneOf, shape } from '../shapes.ts';
import { latestDocument, type Stored } from '../sheets/properties.ts';
import { userEmail } from '../sheets/session.ts';

const KEY = 'people';
const isRight = oneOf(...RIGHTS);
const isPeople: Guard<People> = shape({
  everyone: listOf(isRight),
  named: listOf(shape({ email: isText, rights: listOf(isRight) })),
});

/** As it was set. Until somebody has the right to set it, whoever's triggers run may do everything. */
export function peopleIn(stored: Stored): People {
  const people = storedObject(stored, KEY, isPeople) ?? FIRST_PEOPLE;
  return hasKeeper(people) ? people : withAllRights(people, triggerOwnerIn(stored)?.owner ?? '');
}

/**
 * Entries that give all rights to a person, unless somebody may set them already: for whoever connects a spreadsheet or
 * installs its triggers first. None where Google does not tell who it is.
 */
export function firstKeeper(stored: Stored, email: string): Stored {
  const people = storedObject(stored, KEY, isPeople) ?? FIRST_PEOPLE;
  return hasKeeper(people) || email === '' ? {} : peopleEntry(withAllRights(people, email));
}

function hasKeeper(people: People): boolean {
  return people.named.some((one) => one.email !== '' && one.rights.includes('people'));
}

function withAllRights(people: People, email: string): People {
  const keeper = email.trim().toLowerCase();
  if (keeper === '') return people;
  const others = people.named.filter((one) => one.email !== keeper);
  return { ...people, named: [...others, { email: keeper, rights: RIGHTS }] };
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
  const people = peopleIn(latestDocument());
  const email = userEmail();
  if (rightsOf(people, email).includes(right)) return;
  const who = people.named.filter((one) => one.rights.includes('people')).map((one) => one.email);
  const ask = who.length > 0 ? `Ask ${who.join(' or ')}` : 'Ask whoever looks after this spreadsheet';
  throw new Failure(
    'not-allowed',
    `${email === '' ? 'Google does not tell who you are, and not everybody' : `${email} is not among those who`} may ${DEEDS[right]} here. Nothing was done. ${ask} to add you under People in the sidebar.`,
  );
}
