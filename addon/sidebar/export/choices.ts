/** What a person chose in the export dialog, and what it asks for. */
import type { CampaignSummary, SidebarState } from '../../calls.ts';
import {
  EVERY_COLUMN,
  EVERY_LEAD,
  EXPORT_KINDS,
  type ExportColumns,
  type ExportFilter,
  type ExportFormat,
  type ExportKind,
  type ExportOrder,
} from '../../model/export/order.ts';
import type { CampaignId } from '../../model/lead.ts';

export interface Choices {
  readonly kinds: readonly ExportKind[];
  readonly campaigns: readonly CampaignId[];
  readonly format: ExportFormat;
  readonly filter: ExportFilter;
  readonly columns: ExportColumns;
}

/** The leads of the campaign that the person looks at; of all where it is none. */
export function firstChoices({ active, campaigns }: SidebarState): Choices {
  return {
    kinds: ['leads'],
    campaigns: active === null ? campaigns.map(({ id }) => id) : [active],
    format: 'csv',
    filter: EVERY_LEAD,
    columns: EVERY_COLUMN,
  };
}

export function orderOf({ kinds, format, filter, columns }: Choices): ExportOrder {
  return { kinds: EXPORT_KINDS.filter((kind) => kinds.includes(kind)), format, filter, columns };
}

export function chosenOf(choices: Choices, all: readonly CampaignSummary[]): readonly CampaignSummary[] {
  return all.filter(({ id }) => choices.campaigns.includes(id));
}

/** Why nothing can be exported as chosen, in a sentence; null when it can. */
export function whyNot(choices: Choices, state: SidebarState): string | null {
  if (!state.rights.includes('export'))
    return 'You may not export here. Ask whoever looks after this spreadsheet to add you under People in the sidebar.';
  if (state.connection.state === 'unset')
    return 'Leadsheet is not connected to Sanity. Connect in the sidebar first.';
  if (state.campaigns.length === 0) return 'There is no campaign to export yet.';
  if (choices.campaigns.length === 0) return 'Choose at least one campaign.';
  if (choices.kinds.length === 0) return 'Choose what to export.';
  const { fields, extras, leadId } = choices.columns;
  if (choices.kinds.includes('leads') && fields.length === 0 && !extras && !leadId)
    return 'Choose at least one column.';
  return null;
}

/** The list with an item in it or without; the order of `all` is kept. */
export function withItem<T>(all: readonly T[], list: readonly T[], item: T, on: boolean): readonly T[] {
  return all.filter((one) => (one === item ? on : list.includes(one)));
}
