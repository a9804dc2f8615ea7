/** Made-up leads for a bench: as cells of a tab, and as the documents that the same leads are. */
import { cellTextOf, readText } from '../../addon/model/cell.ts';
import { FIELDS } from '../../addon/model/fields.ts';
import type { FieldValue } from '../../addon/model/lead.ts';
import { DEFAULT_COUNTRY } from '../../addon/model/phone.ts';
import { ORIGINAL_LEADS, originalDataset, type SampleDocument } from '../local/sample/original.ts';

/** The texts of the 26 fields, in the table's order. */
export type LeadCells = readonly string[];

/** Values by field, as a document holds them. */
export type LeadValues = { readonly [field: string]: FieldValue };

/**
 * As many leads as asked for: conversations, statuses and times like those of the 971 original leads, over and over with
 * other seeds. Phone numbers come from Ofcom's drama ranges, so they repeat.
 */
export function madeUpLeads(count: number): readonly LeadCells[] {
  const leads: LeadCells[] = [];
  for (let seed = ORIGINAL_LEADS; leads.length < count; seed++) {
    const more = originalDataset(NOW, ORIGINAL_LEADS, seed).filter(({ _type }) => _type === 'dbrLead');
    leads.push(...more.slice(0, count - leads.length).map(originalCells));
  }
  return leads;
}

/** The original leads and what stood beside them, as they were in the dataset. */
export function originals(): readonly SampleDocument[] {
  return originalDataset(NOW);
}

/** The same in every run. */
const NOW = new Date('2026-01-15T12:00:00Z');

/** What a lead's document says, as the cells of its row. */
export function originalCells(document: SampleDocument): LeadCells {
  return FIELDS.map((field) => {
    const value = field.key === 'archived' ? false : document[field.key];
    return cellTextOf(field, isFieldValue(value) ? value : null, 'timeFirst');
  });
}

function isFieldValue(value: unknown): value is FieldValue {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** What a tab's row says, as a program reads it that knows the types of the fields; empty cells are left out. */
export function valuesOf(cells: LeadCells): LeadValues {
  const read = FIELDS.map((field, n) => {
    const reading = readText(field, cells[n] ?? '', DEFAULT_COUNTRY);
    return [field.key, reading.state === 'value' ? reading.value : (cells[n] ?? '')] as const;
  });
  return Object.fromEntries(read.filter(([, value]) => value !== null && value !== ''));
}
