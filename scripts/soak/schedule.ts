/** What happens in one run, as plain JSON: it can be printed, shortened and played again. */
import type { FaultInput } from '../local/lake/server.ts';
import type { Cut } from './world.ts';

/** A: imported before the run; O: the mapped originals; B: imported during the run. */
export type Camp = 'A' | 'B' | 'O';

/**
 * Rows are counted among those that hold a lead, columns among those with a heading, both modulo how many there are: a step
 * makes sense wherever it stands, and does nothing when there is nothing that it could be done to. `v` is the number
 * that its values carry.
 */
export type Step =
  // People, and programs that write as if they were.
  | {
      readonly do: 'type';
      readonly by: 'person' | 'api';
      readonly camp: Camp;
      readonly row: number;
      readonly header: string;
      readonly v: number;
      readonly as: 'value' | 'empty' | 'unreadable' | 'listed';
    }
  | {
      readonly do: 'paste';
      readonly by: 'person' | 'api';
      readonly camp: Camp;
      readonly row: number;
      readonly col: number;
      readonly high: number;
      readonly wide: number;
      readonly v: number;
    }
  | {
      readonly do: 'append';
      readonly by: 'person' | 'api';
      readonly camp: Camp;
      readonly rows: number;
      readonly v: number;
    }
  | { readonly do: 'insertRow'; readonly camp: Camp; readonly row: number }
  | { readonly do: 'deleteRows'; readonly camp: Camp; readonly row: number; readonly rows: number }
  /** The whole row, hidden cells and all; `v` not null: one cell of the copy is changed then. */
  | {
      readonly do: 'copyRow';
      readonly by: 'person' | 'api';
      readonly camp: Camp;
      readonly row: number;
      readonly v: number | null;
    }
  | {
      readonly do: 'sort';
      readonly camp: Camp;
      readonly header: string;
      readonly down: boolean;
      readonly span: 'table' | 'shown' | 'left' | 'one' | 'ids';
    }
  | { readonly do: 'filter'; readonly camp: Camp; readonly header: string; readonly row: number }
  | { readonly do: 'unfilter'; readonly camp: Camp }
  | { readonly do: 'renameHeader'; readonly camp: Camp; readonly header: string; readonly to: string }
  | { readonly do: 'moveColumn'; readonly camp: Camp; readonly header: string; readonly to: number }
  | {
      readonly do: 'insertColumn';
      readonly camp: Camp;
      readonly at: number;
      readonly name: string;
      readonly v: number;
    }
  | { readonly do: 'deleteColumn'; readonly camp: Camp; readonly header: string }
  | {
      readonly do: 'tab';
      readonly camp: Camp;
      readonly how: 'rename' | 'move' | 'hide' | 'delete';
      readonly v: number;
    }
  /** An edit, or a change by another client, just before the nth service call from now. */
  | { readonly do: 'during'; readonly calls: number; readonly step: Step }
  | { readonly do: 'import'; readonly lines: number; readonly v: number }
  // Other clients of the dataset.
  | {
      readonly do: 'patch';
      readonly camp: Camp;
      readonly lead: number;
      readonly field: string;
      readonly v: number;
      readonly as: 'value' | 'unset' | 'risky' | 'long';
    }
  | { readonly do: 'messages'; readonly camp: Camp; readonly lead: number; readonly v: number }
  | { readonly do: 'create'; readonly camp: Camp; readonly v: number }
  | { readonly do: 'delete'; readonly camp: Camp; readonly lead: number }
  | { readonly do: 'elsewhere'; readonly v: number }
  | { readonly do: 'olderReads' }
  | { readonly do: 'olderWrites' }
  /** A patch between the bridge's next reading and its writing. */
  | {
      readonly do: 'race';
      readonly camp: Camp;
      readonly lead: number;
      readonly field: string;
      readonly v: number;
    }
  // What fails.
  | { readonly do: 'fault'; readonly fault: FaultInput }
  | { readonly do: 'cut'; readonly how: Cut; readonly times: number }
  | { readonly do: 'bridge'; readonly replica: 0 | 1; readonly up: boolean }
  | { readonly do: 'kill'; readonly calls: number; readonly lose: boolean }
  | { readonly do: 'reopen' }
  | { readonly do: 'wait'; readonly seconds: number }
  // The add-on at work.
  | { readonly do: 'tick'; readonly camp: Camp; readonly full: boolean }
  | { readonly do: 'minute' }
  | { readonly do: 'prove'; readonly camp: Camp; readonly repair: boolean }
  | { readonly do: 'decide'; readonly camp: Camp; readonly n: number }
  | { readonly do: 'settle'; readonly camp: Camp; readonly n: number; readonly take: boolean };

export interface Schedule {
  readonly seed: number;
  /** How many leads there are before anything happens: which of the prepared worlds is used. */
  readonly size: Size;
  readonly steps: readonly Step[];
}

export const SIZES = {
  small: { own: 6, originals: 7 },
  medium: { own: 10, originals: 12 },
  /** More rows than a pass may change the keys of without asking. */
  large: { own: 26, originals: 24 },
} as const;
export type Size = keyof typeof SIZES;
export const ALL_SIZES: readonly Size[] = ['small', 'medium', 'large'];
