/** Leads as tables: a heading for each column, a row for each lead, message, or change. */
import { FIELDS, fieldOf, isFieldKey } from '../fields.ts';
import type { FieldValue } from '../lead.ts';
import { own } from '../merge.ts';
import { linesOf } from './conversation.ts';
import { type ExportColumns, type ExportKind, type ExportOrder, isWanted, type NamedLead } from './order.ts';
import { textOf, wallText } from './text.ts';

export interface Table {
  readonly kind: ExportKind;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The headings that are not a field's. */
export const CAMPAIGN_HEADING = 'Campaign';
export const LEAD_ID_HEADING = 'Lead id';

/** The tables that are wanted, of the leads that are wanted, in the leads' order. */
export function tablesOf(leads: readonly NamedLead[], order: ExportOrder): readonly Table[] {
  const wanted = leads.filter(({ exported }) => isWanted(exported, order.filter));
  const make: { readonly [K in ExportKind]: () => Table } = {
    leads: () => leadTable(wanted, order.columns, severalIn(leads)),
    conversations: () => conversationTable(wanted),
    history: () => historyTable(wanted),
  };
  return order.kinds.map((kind) => make[kind]());
}

function severalIn(leads: readonly NamedLead[]): boolean {
  return leads.some(({ campaign }) => campaign !== leads[0]?.campaign);
}

/**
 * A row a lead: the fields by their headers in the tab's order, so that the file imports again as it is; then the
 * campaigns' own columns. The campaign is named only where there are several.
 */
function leadTable(leads: readonly NamedLead[], columns: ExportColumns, several: boolean): Table {
  const fields = FIELDS.filter(({ key }) => columns.fields.includes(key));
  const extras = columns.extras ? extrasOf(leads) : [];
  const headings = [
    ...fields.map(({ header }) => header),
    ...extras,
    ...(several ? [CAMPAIGN_HEADING] : []),
    ...(columns.leadId ? [LEAD_ID_HEADING] : []),
  ];
  const rows = leads.map(({ campaign, exported: { lead } }) => [
    ...fields.map(({ key }) => textOf(key, lead.fields[key])),
    ...extras.map((name) => own(lead.extra, name) ?? ''),
    ...(several ? [campaign] : []),
    ...(columns.leadId ? [lead.id] : []),
  ]);
  return { kind: 'leads', headings, rows };
}

/** Every further column that any of the leads has, in the order in which they come up. */
function extrasOf(leads: readonly NamedLead[]): readonly string[] {
  return [...new Set(leads.flatMap(({ exported }) => Object.keys(exported.lead.extra)))];
}

const WHO = [CAMPAIGN_HEADING, LEAD_ID_HEADING, 'Name', 'Phone'];

function whoIs({ campaign, exported: { lead } }: NamedLead): readonly string[] {
  const { firstName, secondName, phoneNumber } = lead.fields;
  const name = `${textOf('firstName', firstName)} ${textOf('secondName', secondName)}`.trim();
  return [campaign, lead.id, name, textOf('phoneNumber', phoneNumber)];
}

function conversationTable(leads: readonly NamedLead[]): Table {
  const rows = leads.flatMap((one) =>
    linesOf(one.exported).map(({ time, speaker, name, text }) => [...whoIs(one), time, speaker, name, text]),
  );
  return { kind: 'conversations', headings: [...WHO, 'Time (UK)', 'Speaker', 'Called', 'Text'], rows };
}

const HISTORY = ['Time (UK)', 'What', 'By', 'Field', 'Before', 'After', 'Value not taken'];
const BY = { sheet: 'Leadsheet', other: 'Another program' } as const;

/** Changes and conflicts together, oldest first within a lead. */
function historyTable(leads: readonly NamedLead[]): Table {
  const rows = leads.flatMap((one) => {
    const { changes, conflicts } = one.exported;
    const changed = changes.flatMap(({ at, by, kind, values }) => {
      const told = values.map((value) => [
        value.field,
        said(value.field, value.before),
        said(value.field, value.after),
      ]);
      return (told.length > 0 ? told : [['', '', '']]).map(([field = '', before = '', after = '']) => {
        return { at, cells: [kind, BY[by], labelOf(field), before, after, ''] };
      });
    });
    const lost = conflicts.map(({ at, open, lostSide, field, kept, lost }) => {
      const state = open ? 'conflict, open' : 'conflict, settled';
      const by = lostSide === 'sheet' ? 'the sheet’s value lost' : 'Sanity’s value lost';
      return { at, cells: [state, by, labelOf(field), '', said(field, kept), said(field, lost)] };
    });
    return [...changed, ...lost]
      .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
      .map(({ at, cells }) => [...whoIs(one), wallText(at), ...cells]);
  });
  return { kind: 'history', headings: [...WHO, ...HISTORY], rows };
}

function labelOf(field: string): string {
  return isFieldKey(field) ? fieldOf(field).header : field;
}

function said(field: string, value: FieldValue): string {
  return isFieldKey(field) ? textOf(field, value) : String(value ?? '');
}
