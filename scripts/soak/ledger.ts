/** Which values must still be somewhere at the end, and which were taken away by somebody who meant it. */
import { FIELDS } from '../../addon/model/fields.ts';
import type { Commit, StoredDocument } from '../local/lake/server.ts';
import { type Token, tokensIn } from './values.ts';

/**
 * A value is *live* from the moment in which a person's edit stood in the sheet, or another client's write was in the
 * store. It stops being live, because somebody meant it, when
 * - a person or program overwrites or clears the very cell that shows it;
 * - another client (an agent, the dashboard, the older sync) overwrites, unsets or deletes it in the store itself. Its
 *   copy in the sheet then is what was agreed before and gives way, also where a person had typed it;
 * - its row, column or tab is deleted before the store ever had it: nobody but that sheet knew of it. A value that the store has
 *   stays live, for nothing is deleted by absence;
 * - a person answers something held, or a conflict, in a way that says that it goes (see `forgive`).
 * Every live value must at the end be in some cell, in some document, or in a conflict, settled or not.
 *
 * A value is *loose* when whose it is cannot be told any more: typed into a row whose cells belong to several
 * leads, moved by a sort of some columns before the store had it, copied by the older sync by position, or left where it stands
 * by a person who accepted that. Loose values must be kept, under whichever lead.
 */
export class Ledger {
  private readonly live = new Map<Token, string>();
  private readonly ended = new Map<Token, string>();
  private readonly loose = new Set<Token>();
  private readonly documents: Map<string, StoredDocument>;
  /** What Leadsheet's own transactions must never do, seen as it happened. */
  readonly offences: string[] = [];
  /** Leads whose documents another client deleted or replaced as a whole: their other attributes are that client's. */
  readonly deleted = new Set<string>();
  /** Attributes without a column, and documents of other types, as other clients left them last. */
  private readonly untouched = new Map<string, string>();
  commits = 0;

  constructor(documents: readonly StoredDocument[]) {
    this.documents = new Map(documents.map((document) => [document._id, document]));
    for (const document of documents) {
      for (const token of tokensIn(document)) this.live.set(token, 'there from the start');
      this.untouched.set(document._id, rest(document));
    }
  }

  /** Every document of the store now. */
  get store(): ReadonlyMap<string, StoredDocument> {
    return this.documents;
  }

  accept(tokens: Iterable<Token>, why: string): void {
    for (const token of tokens) this.live.set(token, why);
  }

  supersede(tokens: Iterable<Token>, why: string): void {
    for (const token of tokens) {
      if (this.live.delete(token)) this.ended.set(token, why);
    }
  }

  /** Cells went away with their row, column or tab: what only they held is gone with them. */
  vanish(tokens: Iterable<Token>, why: string): void {
    const kept = new Set([...this.documents.values()].flatMap(tokensIn));
    this.supersede(
      [...tokens].filter((token) => !kept.has(token)),
      why,
    );
  }

  loosen(tokens: Iterable<Token>): void {
    for (const token of tokens) this.loose.add(token);
  }

  isLoose(token: Token): boolean {
    return this.loose.has(token);
  }

  /** True when some document holds it now. */
  isStored(token: Token): boolean {
    for (const document of this.documents.values()) if (tokensIn(document).includes(token)) return true;
    return false;
  }

  /** Live values that are in none of the places, with how each came to be. */
  missingFrom(places: ReadonlySet<Token>): readonly string[] {
    return [...this.live].filter(([token]) => !places.has(token)).map(([token, why]) => `${token} (${why})`);
  }

  /** How a value ended, for a person who looks into a failure. */
  endOf(token: Token): string | undefined {
    return this.ended.get(token);
  }

  /** What other clients left in a document outside all columns; undefined: it is not theirs to say. */
  expectedRest(id: string): string | undefined {
    return this.deleted.has(id) ? undefined : this.untouched.get(id);
  }

  /** Takes in a transaction of the store as it happens. */
  note(commit: Commit): void {
    this.commits += 1;
    const ours = commit.id.startsWith('leadsheet-');
    for (const { id, before, after } of commit.changes) {
      if (ours) this.noteOurs(commit, id, before, after);
      else this.noteTheirs(commit, id, before, after);
      if (after) this.documents.set(id, after);
      else this.documents.delete(id);
    }
  }

  private noteOurs(commit: Commit, id: string, before: Doc, after: Doc): void {
    if (!after) this.offences.push(`Leadsheet deleted ${id}.`);
    if (before && commit.mutations.some((one) => 'createOrReplace' in one))
      this.offences.push(`Leadsheet replaced ${id} as a whole.`);
    if (!before && after && !this.untouched.has(id)) this.untouched.set(id, rest(after));
  }

  private noteTheirs(commit: Commit, id: string, before: Doc, after: Doc): void {
    const held = new Set(tokensIn(after));
    this.supersede(
      tokensIn(before).filter((token) => !held.has(token)),
      `overwritten in the store by ${commit.id}`,
    );
    const had = new Set(tokensIn(before));
    this.accept(
      [...held].filter((token) => !had.has(token)),
      `written to the store by ${commit.id}`,
    );
    if (after) this.untouched.set(id, rest(after));
    else this.deleted.add(id);
  }
}

type Doc = StoredDocument | undefined;

const SHOWN = new Set<string>(['_rev', '_updatedAt', 'extra', ...FIELDS.map(({ key }) => key)]);

/** All of a lead that no column shows; all of any other document. */
export function rest(document: StoredDocument): string {
  const isLead = document._type === 'dbrLead' || document._type === 'campaignLead';
  const names = Object.keys(document).filter((name) => !isLead || !SHOWN.has(name));
  return JSON.stringify(names.sort().map((name) => [name, document[name]]));
}
