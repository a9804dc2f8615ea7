/** Judging what was read back against what was to be written. */
import type { LeadSnapshot } from '../../addon/model/lead.ts';
import { differingFields, pushedFields } from '../../addon/model/merge.ts';
import type { CountryCode } from '../../addon/model/phone.ts';
import type { Conflict, PushedRow, Receipt } from '../../addon/model/wire.ts';
import { isLeadOf, type StoredLead, toLead } from '../store/documents.ts';
import type { StoredDocument } from '../store/store.ts';
import { labelOf, type PlanRules, type RowWrite } from './plan.ts';

export type Judgement =
  | { readonly is: 'there'; readonly lead: StoredLead }
  /** `names`: what is not as written, in a person's words; empty when the whole document is not there. */
  | { readonly is: 'not-there'; readonly names: readonly string[] };

/**
 * Compares every field of the lead that was read back, and looks for the documents that keep what lost. A field that
 * this write did not touch may differ: someone else changed it since, and the receipt tells the sheet.
 */
export function judge(
  write: RowWrite,
  found: ReadonlyMap<string, StoredDocument>,
  rules: PlanRules,
): Judgement {
  const document = found.get(write.row.id);
  if (!document || !isLeadOf(rules.campaign, document)) return { is: 'not-there', names: [] };
  const lead = toLead(document);
  const wrong = differingFields(lead.snapshot, write.intended, rules.country).filter((name) =>
    write.taken.has(name),
  );
  const unkept = write.conflicts.filter(({ id }) => !found.has(id));
  const names = [
    ...wrong.map(labelOf),
    ...unkept.map((lost) => `the other value of ${labelOf(lost.conflict.field)}`),
  ];
  return names.length > 0 ? { is: 'not-there', names } : { is: 'there', lead };
}

/** The receipt of a row whose document was read and compared. `undisturbed`: it was at the row's revision before. */
export function verified(
  row: PushedRow,
  lead: StoredLead,
  undisturbed: boolean,
  conflicts: readonly Conflict[],
  country: CountryCode,
): Receipt {
  const { snapshot } = lead;
  const exact = undisturbed && holdsExactly(row, snapshot, country);
  return { state: 'verified', id: row.id, rev: snapshot.rev, snapshot: exact ? null : snapshot, conflicts };
}

/**
 * True when the document is the row's base with the pushed values on top. Only asked when the revision before the write
 * was the row's own, so that fields which were not pushed are as the base says; a new lead has no others.
 */
function holdsExactly(row: PushedRow, snapshot: LeadSnapshot, country: CountryCode): boolean {
  const fields = Object.fromEntries(pushedFields(row).map(([field, pushed]) => [field.key, pushed.value]));
  const extra: Record<string, string | null> = Object.create(null);
  for (const [column, { value }] of Object.entries(row.extra))
    extra[column] = value === null ? null : String(value);
  const pushed = { ...snapshot, fields, extra };
  const names = row.rev === null ? null : new Set([...Object.keys(fields), ...Object.keys(extra)]);
  return differingFields(snapshot, pushed, country).every((name) => names !== null && !names.has(name));
}
