/** Who may do what, as it is being changed. */
import { type People, RIGHTS, type Right } from '../../../model/rights.ts';

export type Named = People['named'][number];

/** The list with or without a right, in the order in which rights are told. */
export function toggled(rights: readonly Right[], right: Right, on: boolean): readonly Right[] {
  return RIGHTS.filter((one) => (one === right ? on : rights.includes(one)));
}

export function withRights(people: People, email: string, rights: readonly Right[]): People {
  return { ...people, named: people.named.map((one) => (one.email === email ? { email, rights } : one)) };
}

export function without(people: People, email: string): People {
  return { ...people, named: people.named.filter((one) => one.email !== email) };
}

export function withPerson(people: People, email: string): People {
  return { ...people, named: [...people.named, { email, rights: [] }] };
}

/** As it is compared and kept: in lower case, without outer spaces. */
export function emailOf(typed: string): string {
  return typed.trim().toLowerCase();
}

/** What is wrong with an address that is to be added, or null. */
export function emailProblem(typed: string, people: People): string | null {
  const email = emailOf(typed);
  if (email === '') return 'Type an e-mail address.';
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return `“${email}” is not an e-mail address.`;
  return people.named.some((one) => one.email === email) ? `${email} is in the list already.` : null;
}

/** Those who may change who may do what. */
export function deciders(people: People): readonly string[] {
  return people.named.filter(({ rights }) => rights.includes('people')).map(({ email }) => email);
}
