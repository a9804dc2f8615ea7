/** Following the row that the person selects in the tab. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Selection } from '../../../answers/lead.ts';
import type { Pace } from '../../../calls.ts';
import type { Ask } from '../../server.ts';

/** Milliseconds between questions, by how many were answered alike before. */
const STEPS: readonly { readonly alike: number; readonly wait: number }[] = [
  { alike: 150, wait: 15_000 },
  { alike: 20, wait: 5_000 },
  { alike: 0, wait: 2_000 },
];
const SPARING = 15_000;
const SOON = 200;

/** Milliseconds until the next question; null: not while the day's quota rests. */
export function selectionDelay(alike: number, pace: Pace): number | null {
  if (pace.state === 'resting') return null;
  const usual = STEPS.find((step) => alike >= step.alike)?.wait ?? SPARING;
  return pace.state === 'slow' ? Math.max(usual, SPARING) : usual;
}

interface FollowOrder {
  readonly ask: Ask;
  /** False: nothing is asked. */
  readonly on: boolean;
  /** A call of the person's own is under way: the question waits. */
  readonly busy: boolean;
  readonly pace: Pace;
  /** Another lead's row was selected. */
  readonly onSelect: (selection: Selection) => void;
}

/** Asks while the page is visible, one question at a time; a failure only makes it slower. */
export function useSelection(order: FollowOrder): void {
  const latest = useRef(order);
  latest.current = order;
  const { on } = order;
  useEffect(() => {
    if (!on) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last: string | null = null;
    let place: string | null = null;
    let alike = 0;
    let over = false;
    let asking = false;
    const next = () => {
      clearTimeout(timer);
      if (over || document.visibilityState !== 'visible') return;
      // What is selected at first must be known soon: whatever is selected after that is meant.
      const soon = last === null && latest.current.busy ? SOON : selectionDelay(alike, latest.current.pace);
      timer = setTimeout(run, soon ?? SPARING);
    };
    const run = async () => {
      const { ask, busy, pace, onSelect } = latest.current;
      if (asking || over) return;
      if (busy || selectionDelay(alike, pace) === null) return next();
      asking = true;
      const found = await ask('selection', null).catch(() => null);
      asking = false;
      if (over) return;
      const now = found?.lead ?? last;
      alike = now === last ? alike + 1 : 0;
      const here = found ? `${found.campaign ?? ''} ${found.row}` : place;
      // What was selected before the page was opened is no wish to leave it, nor is another lead that came to stand
      // in the selected row because this one was moved away or the tab was sorted.
      if (found && now !== last && last !== null && here !== place) onSelect(found);
      last = now ?? '';
      place = here;
      next();
    };
    const onReturn = () => {
      alike = 0;
      next();
    };
    void run();
    document.addEventListener('visibilitychange', onReturn);
    return () => {
      over = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onReturn);
    };
  }, [on]);
}

const KEY = 'leadsheet-follow';
let remembered = true;

/** Whether rows are followed: remembered in this browser where it lets a page remember anything. */
export function useFollow(): readonly [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => recall());
  return [
    on,
    (wanted) => {
      remembered = wanted;
      try {
        localStorage.setItem(KEY, wanted ? 'on' : 'off');
      } catch {
        // A browser that keeps nothing for pages in frames: it is remembered while the sidebar is open.
      }
      setOn(wanted);
    },
  ];
}

function recall(): boolean {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === null ? remembered : kept === 'on';
  } catch {
    return remembered;
  }
}
