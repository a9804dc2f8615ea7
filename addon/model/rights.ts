/** Who may do what. A spreadsheet that everybody may edit still needs somebody to ask before it loses a campaign. */

/** `people`: may change who may do what. */
export const RIGHTS = ['create', 'import', 'export', 'delete', 'people'] as const;
export type Right = (typeof RIGHTS)[number];

/** What everybody may do, and what named people may do beside it. E-mails in lower case. */
export interface People {
  readonly everyone: readonly Right[];
  readonly named: readonly { readonly email: string; readonly rights: readonly Right[] }[];
}

/** As it is until somebody changes it: only named people delete, and only they name others. */
export const FIRST_PEOPLE: People = { everyone: ['create', 'import', 'export'], named: [] };

/** What a person may do; `email` '' where Google does not tell who it is. */
export function rightsOf(people: People, email: string): readonly Right[] {
  const own = people.named.find((one) => one.email !== '' && one.email === email.trim().toLowerCase());
  return RIGHTS.filter((right) => people.everyone.includes(right) || own?.rights.includes(right));
}
