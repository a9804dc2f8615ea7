/** A file to fill in: the headings that the import knows without asking, and one made-up lead to show how. */
import { FIELDS, type FieldKey } from '../fields.ts';

/** What a person who collects leads has to say; the rest comes about as the campaign runs. */
const ASKED: readonly FieldKey[] = [
  'firstName',
  'secondName',
  'phoneNumber',
  'emailAddress',
  'postcode',
  'address',
  'enquiryDate',
  'notes',
];

/** Ofcom keeps this number for films; nobody has it. */
const EXAMPLE: { readonly [K in FieldKey]?: string } = {
  firstName: 'Sam',
  secondName: 'Field',
  phoneNumber: '07700 900123',
  emailAddress: 'sam@example.com',
  postcode: 'CF10 1AA',
  address: '1 Example Street, Cardiff',
  enquiryDate: '12/03/2025',
  notes: 'Delete this row',
};

export const TEMPLATE_NAME = 'Leads template.csv';

/** Headings, then the example. */
export function templateTable(): readonly (readonly string[])[] {
  const fields = FIELDS.filter(({ key }) => ASKED.includes(key));
  return [fields.map(({ header }) => header), fields.map(({ key }) => EXAMPLE[key] ?? '')];
}
