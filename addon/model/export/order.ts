/** What a person wants exported: which kinds of rows, which leads, which columns, in which form. */
import { FIELDS, type FieldKey } from '../fields.ts';
import type { ExportedLead } from '../wire.ts';
import { textOf } from './text.ts';

export const EXPORT_KINDS = ['leads', 'conversations', 'history'] as const;
/** `leads`: a row a lead. `conversations`: a row a message. `history`: a row a change or conflict. */
export type ExportKind = (typeof EXPORT_KINDS)[number];

export const EXPORT_FORMATS = ['csv', 'xlsx', 'json', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Which leads. Empty lists and texts leave nothing out. */
export interface ExportFilter {
  /** Values of the status; '' stands for none. */
  readonly statuses: readonly string[];
  /** Values of the sentiment; '' stands for none. */
  readonly sentiments: readonly string[];
  readonly archived: 'with' | 'without' | 'only';
  /** Found in name, phone, e-mail, postcode, notes or conversation, without regard to case. */
  readonly text: string;
}

export const EVERY_LEAD: ExportFilter = { statuses: [], sentiments: [], archived: 'with', text: '' };

/** Which columns the rows of leads have. */
export interface ExportColumns {
  readonly fields: readonly FieldKey[];
  /** The campaigns' own columns. */
  readonly extras: boolean;
  readonly leadId: boolean;
}

export const EVERY_COLUMN: ExportColumns = {
  fields: FIELDS.map(({ key }) => key),
  extras: true,
  leadId: false,
};

export interface ExportOrder {
  readonly kinds: readonly ExportKind[];
  readonly format: ExportFormat;
  readonly filter: ExportFilter;
  readonly columns: ExportColumns;
}

/** A lead and the name of its campaign. */
export interface NamedLead {
  readonly campaign: string;
  readonly exported: ExportedLead;
}

const SEARCHED: readonly FieldKey[] = [
  'firstName',
  'secondName',
  'phoneNumber',
  'emailAddress',
  'postcode',
  'notes',
  'conversationHistory',
];

/** Whether a lead is among those that are wanted. */
export function isWanted({ lead, messages }: ExportedLead, filter: ExportFilter): boolean {
  const { fields } = lead;
  const among = (values: readonly string[], value: unknown) =>
    values.length === 0 || values.includes(String(value ?? ''));
  if (!among(filter.statuses, fields.contactStatus)) return false;
  if (!among(filter.sentiments, fields.leadSentiment)) return false;
  const archived = fields.archived === true;
  if (filter.archived !== 'with' && archived !== (filter.archived === 'only')) return false;
  const text = filter.text.trim().toLowerCase();
  if (text === '') return true;
  const name = `${textOf('firstName', fields.firstName)} ${textOf('secondName', fields.secondName)}`;
  const said = [
    name,
    ...SEARCHED.map((key) => textOf(key, fields[key])),
    ...messages.map((one) => one.content),
  ];
  return said.some((one) => one.toLowerCase().includes(text));
}

/** True when nothing is left out, of any lead. */
export function isWhole({ kinds, filter, columns }: ExportOrder): boolean {
  const every = filter.statuses.length + filter.sentiments.length === 0 && filter.archived === 'with';
  return (
    EXPORT_KINDS.every((kind) => kinds.includes(kind)) &&
    every &&
    filter.text.trim() === '' &&
    columns.extras &&
    FIELDS.every(({ key }) => columns.fields.includes(key))
  );
}
