/** The export dialog's life: what is chosen, what was read, and what is under way. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { SidebarState } from '../../calls.ts';
import type { ExportFiles } from '../../model/export/files.ts';
import { type ExportKind, isWanted, isWhole } from '../../model/export/order.ts';
import { faultOf } from '../faults.ts';
import type { Ask } from '../server.ts';
import { saveBlob } from '../ui/save-file.ts';
import { type Choices, chosenOf, firstChoices, orderOf } from './choices.ts';
import {
  Cancelled,
  type Gathered,
  type Going,
  gather,
  incompleteIn,
  makeFiles,
  namedLeads,
  type Stop,
} from './run-export.ts';
import { xlsxOf } from './xlsx.ts';

export interface SavedFile {
  readonly name: string;
  readonly url: string;
  readonly bytes: number;
}

/** What was saved, and what was not. */
export interface Receipt {
  readonly files: readonly SavedFile[];
  readonly leads: number;
  /** Leads that were read, the others left out by the filter. */
  readonly read: number;
  readonly rows: readonly { readonly kind: ExportKind; readonly count: number }[];
  readonly cut: number;
  readonly unreadMessages: number;
  /** Campaigns of which leads are missing. */
  readonly incomplete: readonly { readonly name: string; readonly leads: number; readonly total: number }[];
  /** Why it could not be recorded who took it; null when it was. */
  readonly unrecorded: string | null;
}

export type Phase =
  | { readonly is: 'choosing' }
  | { readonly is: 'going'; readonly going: Going | null }
  | { readonly is: 'failed'; readonly message: string }
  | { readonly is: 'done'; readonly receipt: Receipt };

export interface ExportLife {
  /** null until the server has answered. */
  readonly state: SidebarState | null;
  /** Why the server could not be asked. */
  readonly unknown: string | null;
  readonly choices: Choices | null;
  readonly phase: Phase;
  /** How many leads match, as they were read a short while ago; null: not counted. */
  readonly matching: { readonly leads: number; readonly of: number } | null;
  readonly choose: (change: Partial<Choices>) => void;
  readonly count: () => void;
  readonly start: () => void;
  readonly cancel: () => void;
  readonly again: () => void;
  readonly retry: () => void;
}

/** Leads that were read so short a while ago need not be read again, in milliseconds. */
const FRESH = 2 * 60_000;

export function useExport(ask: Ask): ExportLife {
  const { state, unknown, retry } = useWorld(ask);
  const [changes, setChanges] = useState<Partial<Choices>>({});
  const [phase, setPhase] = useState<Phase>({ is: 'choosing' });
  const [gathered, setGathered] = useState<Gathered | null>(null);
  const stop = useRef<Stop>({ wanted: false });
  const run = useRef(0);
  const choices = state ? { ...firstChoices(state), ...changes } : null;
  const usable = choices && gathered && isFor(gathered, choices) ? gathered : null;

  const read = async (): Promise<Gathered | null> => {
    if (!state || !choices) return null;
    if (usable && Date.now() - usable.at < FRESH) return usable;
    const own: Stop = { wanted: false };
    stop.current = own;
    setPhase({ is: 'going', going: null });
    const campaigns = chosenOf(choices, state.campaigns);
    const fresh = await gather(campaigns, choices.kinds.includes('history'), ask, own, (going) => {
      if (!own.wanted) setPhase({ is: 'going', going });
    });
    setGathered(fresh);
    return fresh;
  };
  const attempt = (work: () => Promise<Phase>) => {
    run.current += 1;
    const own = run.current;
    // What was cancelled ends later than the next one begins.
    const end = (next: Phase) => {
      if (own === run.current) setPhase(next);
    };
    work().then(end, (error: unknown) =>
      end(
        error instanceof Cancelled ? { is: 'choosing' } : { is: 'failed', message: faultOf(error).message },
      ),
    );
  };
  const start = () =>
    attempt(async () => {
      const leads = await read();
      return leads && choices ? { is: 'done', receipt: await save(leads, choices, ask) } : { is: 'choosing' };
    });
  const count = () =>
    attempt(async () => {
      await read();
      return { is: 'choosing' };
    });
  return {
    state,
    unknown,
    choices,
    phase,
    matching: usable && choices ? matchingIn(usable, choices) : null,
    choose: (change) => setChanges((before) => ({ ...before, ...change })),
    count,
    start,
    cancel: () => {
      stop.current.wanted = true;
      setPhase({ is: 'choosing' });
    },
    again: () => setPhase({ is: 'choosing' }),
    retry,
  };
}

/** Learns which campaigns there are and what this person may do. */
function useWorld(ask: Ask) {
  const [state, setState] = useState<SidebarState | null>(null);
  const [unknown, setUnknown] = useState<string | null>(null);
  const retry = useCallback(() => {
    setUnknown(null);
    ask('state', null).then(setState, (error: unknown) => setUnknown(faultOf(error).message));
  }, [ask]);
  useEffect(retry, [retry]);
  return { state, unknown, retry };
}

/** True where these leads are the ones that the choices are about. */
function isFor({ campaigns, history }: Gathered, choices: Choices): boolean {
  const same =
    campaigns.length === choices.campaigns.length &&
    campaigns.every(({ id }) => choices.campaigns.includes(id));
  return same && (history || !choices.kinds.includes('history'));
}

function matchingIn(gathered: Gathered, { filter }: Choices) {
  const leads = namedLeads(gathered);
  return { leads: leads.filter(({ exported }) => isWanted(exported, filter)).length, of: leads.length };
}

/** Makes the files and downloads them, then notes it. Nothing is saved where no lead matches. */
async function save(gathered: Gathered, choices: Choices, ask: Ask): Promise<Receipt> {
  const order = orderOf(choices);
  const made = makeFiles(gathered, order, new Date());
  const lacking = incompleteIn(gathered);
  const files: SavedFile[] = [];
  for (const file of made.leads === 0 ? [] : made.files) {
    const blob = 'sheets' in file ? await xlsxOf(file.sheets) : new Blob([file.text], { type: file.type });
    files.push({ name: file.name, url: saveBlob(file.name, blob), bytes: blob.size });
  }
  const whole = isWhole(order) && lacking.length === 0 && made.cut === 0;
  return {
    files,
    leads: made.leads,
    read: namedLeads(gathered).length,
    rows: made.rows,
    cut: made.cut,
    unreadMessages: order.kinds.includes('conversations') ? made.unreadMessages : 0,
    incomplete: lacking.map(({ name, leads, total }) => ({ name, leads: leads.length, total })),
    unrecorded: files.length === 0 ? null : await note(gathered, order.format, made, whole, ask),
  };
}

async function note(
  { campaigns }: Gathered,
  format: string,
  { leads }: ExportFiles,
  whole: boolean,
  ask: Ask,
): Promise<string | null> {
  try {
    const ids = campaigns.map(({ id }) => id);
    await ask('noteExport', { campaigns: ids, what: 'exported', format, leads, whole });
    return null;
  } catch (error) {
    return faultOf(error).message;
  }
}
