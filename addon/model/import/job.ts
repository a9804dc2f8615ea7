/** An import as it is carried out: what becomes of every row of the file, in parts that are kept until it is over. */
import type { CampaignId, ImportId, LeadId } from '../lead.ts';

/** Why a row of the file makes no lead and changes none. */
export type LeftVerdict = 'duplicate' | 'invalid' | 'skipped';

/** One cell of a lead that is there already: what it said when the file was checked, and what it is to say. */
export interface CellChange {
  /** Header of the column: a field's, or the name of a column of the campaign's own. */
  readonly column: string;
  readonly before: string;
  readonly after: string;
}

/** What becomes of one row. `line`: its number in the file, as the person's spreadsheet shows it. */
export type JobRow =
  /** `cells`: texts of the 26 fields in the table's order, then of the job's further columns. */
  | { readonly is: 'create'; readonly line: number; readonly cells: readonly string[] }
  | {
      readonly is: 'update';
      readonly line: number;
      readonly campaign: CampaignId;
      readonly lead: LeadId;
      readonly changes: readonly CellChange[];
    }
  /** `cells` as the file has them, for the download of what was left out. */
  | {
      readonly is: 'left';
      readonly line: number;
      readonly verdict: LeftVerdict;
      readonly reason: string;
      readonly cells: readonly string[];
    }
  /** A person was erased on their own wish, and what the file said about them with them. */
  | { readonly is: 'erased'; readonly line: number };

/** At most this many rows, and about this many characters, in one part. */
export const PART_ROWS = 1_000;
export const PART_CHARACTERS = 1_200_000;

/** Rows in = created + updated + duplicate + invalid + skipped. */
export interface JobCounts {
  readonly rowsIn: number;
  readonly created: number;
  readonly updated: number;
  readonly duplicate: number;
  readonly invalid: number;
  readonly skipped: number;
}

/**
 * `uploading`: the rows are on their way; nothing stands in any tab yet. `running`: they are written and proven saved,
 * by whoever comes by. `done`. `undoing`, `undone`. `cancelled`: given up before anything was written.
 */
export const JOB_STATES = ['uploading', 'running', 'done', 'undoing', 'undone', 'cancelled'] as const;
export type JobState = (typeof JOB_STATES)[number];

const AFTER: { readonly [S in JobState]: readonly JobState[] } = {
  uploading: ['running', 'cancelled'],
  running: ['done'],
  done: ['undoing'],
  undoing: ['undone'],
  undone: [],
  cancelled: [],
};

/** Whether a job in one state may be kept as being in the other; that it still is in the same is always so. */
export function mayBecome(now: JobState, next: JobState): boolean {
  return now === next || AFTER[now].includes(next);
}

/** Every row of the file is counted once. */
export function isBalanced({ rowsIn, created, updated, duplicate, invalid, skipped }: JobCounts): boolean {
  return rowsIn === created + updated + duplicate + invalid + skipped;
}

/** An import as the campaign's history keeps it. Times are ISO 8601 UTC. */
export interface Job {
  readonly importId: ImportId;
  readonly spreadsheetId: string;
  readonly campaign: CampaignId;
  readonly campaignName: string;
  /** True: the campaign was made for it. */
  readonly isNew: boolean;
  readonly fileName: string;
  readonly at: string;
  readonly by: string;
  readonly state: JobState;
  readonly counts: JobCounts;
  /** The file's own headings, for downloads of what was left out. */
  readonly headings: readonly string[];
  /** Names of the further columns that created rows fill, after the 26 fields. */
  readonly extras: readonly string[];
  /** Of those, the columns that an existing campaign's tab got for it. */
  readonly addedColumns: readonly string[];
  readonly parts: number;
  /** Rows that were read back and found as they should be: created and updated ones. */
  readonly verified: number;
  /** Of an undone import: leads that were kept because they had been changed since. */
  readonly kept: number;
}

/** A lead that a row of the file matches, as its row in the tab stands now. */
export interface MatchedLead {
  readonly lead: LeadId;
  readonly campaign: CampaignId;
  /** Row number in the sheet. */
  readonly row: number;
  /** What each cell shows, by header. */
  readonly texts: { readonly [header: string]: string };
}
