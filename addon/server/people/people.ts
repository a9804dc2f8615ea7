/** Who may do what: shown and changed. */
import type { Calls } from '../../calls.ts';
import { type People, RIGHTS, type Right } from '../../model/rights.ts';
import { PROPERTY_BYTES, utf8Length } from '../bytes.ts';
import { Failure } from '../failure.ts';
import { locked } from '../locked.ts';
import { latestDocument, readDocument, writeDocument } from '../sheets/properties.ts';
import { recordAction } from './record.ts';
import { peopleEntry, peopleIn, requireRight } from './rights.ts';

export function people(_ask: Calls['people']['ask']): Calls['people']['answer'] {
  return peopleIn(latestDocument());
}

/** Keeps who may do what. Throws a Failure unless somebody is left who can change it again. */
export function setPeople(ask: Calls['setPeople']['ask']): Calls['setPeople']['answer'] {
  const next = cleaned(ask);
  locked(() => {
    requireRight('people');
    writeDocument(peopleEntry(next));
  });
  const kept = peopleIn(readDocument());
  recordAction('people', null, `Who may do what was changed: ${told(next)}`);
  return kept;
}

/** In the table's order and in lower case, each person once. Throws a Failure for what cannot be kept. */
function cleaned({ everyone, named }: People): People {
  const refuse = (why: string) => new Failure('bad-request', `${why} Nothing was changed.`);
  const reserved = everyone.find((right) => right === 'delete' || right === 'people');
  if (reserved)
    throw refuse('Deleting, and saying who may do what, is for people by name, not for everybody.');
  const rights = new Map<string, Set<Right>>();
  for (const one of named) {
    const email = one.email.trim().toLowerCase();
    if (!EMAIL.test(email)) throw refuse(`"${one.email}" is not an e-mail address. Correct it.`);
    rights.set(email, new Set([...(rights.get(email) ?? []), ...one.rights]));
  }
  const people: People = {
    everyone: RIGHTS.filter((right) => everyone.includes(right)),
    named: [...rights].map(([email, own]) => ({ email, rights: RIGHTS.filter((right) => own.has(right)) })),
  };
  if (!people.named.some((one) => one.rights.includes('people')))
    throw refuse('Somebody must be left who may say who may do what. Give that right to one person first.');
  if (utf8Length(JSON.stringify(people)) > PROPERTY_BYTES)
    throw refuse(
      'Those are more people than can be remembered. Leave out those who may do what everybody may.',
    );
  return people;
}

const EMAIL = /^[^\s@"<>(),;:\\]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/;

function told({ everyone, named }: People): string {
  const of = (rights: readonly Right[]) => (rights.length > 0 ? rights.join(', ') : 'nothing');
  return [`everybody: ${of(everyone)}`, ...named.map(({ email, rights }) => `${email}: ${of(rights)}`)].join(
    '; ',
  );
}
