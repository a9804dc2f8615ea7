/** "Prove it": every lead of a campaign compared with its row, and each difference by name. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Proof, SidebarState } from '../../calls.ts';
import type { ProofDifference } from '../../model/differences.ts';
import type { CampaignId } from '../../model/lead.ts';
import { faultOf } from '../faults.ts';
import { Button } from '../ui/button.tsx';
import { Clipped } from '../ui/clipped.tsx';
import { Notice } from '../ui/notice.tsx';
import { number } from '../ui/words.ts';
import type { Actions } from './actions.ts';
import { outdatedWords, proofWords } from './proof.ts';
import { RowLinks } from './row-links.tsx';
import { syncMark } from './sync-mark.ts';

/** The proof that a person asked for last. */
export type Proving =
  | { readonly is: 'working'; readonly campaign: CampaignId; readonly repair: boolean }
  | {
      readonly is: 'done';
      readonly campaign: CampaignId;
      readonly proof: Proof;
      /** What the state said of the campaign right after it; null: not known. */
      readonly mark: string | null;
      /** True: the state has said something else since, and stays so even if it says the same again. */
      readonly outdated: boolean;
    }
  | { readonly is: 'failed'; readonly campaign: CampaignId; readonly message: string };

export interface ProofDesk {
  readonly proving: Proving | null;
  readonly prove: (campaign: CampaignId, repair: boolean) => void;
  readonly dismiss: () => void;
  /** Something was decided since: what the last proof listed may not be so any more. */
  readonly outdate: () => void;
}

type Shown = Pick<SidebarState, 'active' | 'sync'>;

/** What a state says of a campaign; null when another one is open. */
function markIn({ active, sync }: Shown, campaign: CampaignId): string | null {
  return active === campaign ? syncMark(sync) : null;
}

export function useProof(prove: Actions['prove'], shown: Shown): ProofDesk {
  const [last, setProving] = useState<Proving | null>(null);
  const now = last === null ? null : markIn(shown, last.campaign);
  const isChanged = last?.is === 'done' && now !== null && now !== last.mark;
  const proving = isChanged ? { ...last, outdated: true } : last;
  useEffect(() => {
    if (isChanged) setProving((known) => (known?.is === 'done' ? { ...known, outdated: true } : known));
  }, [isChanged]);
  const start = async (campaign: CampaignId, repair: boolean) => {
    if (proving?.is === 'working') return;
    setProving({ is: 'working', campaign, repair });
    try {
      const { proof, state } = await prove(campaign, repair);
      setProving({ is: 'done', campaign, proof, mark: markIn(state, campaign), outdated: false });
    } catch (error) {
      setProving({ is: 'failed', campaign, message: faultOf(error).message });
    }
  };
  return {
    proving,
    prove: (campaign, repair) => void start(campaign, repair),
    dismiss: () => setProving(null),
    outdate: () => setProving((known) => (known?.is === 'done' && known.proof.differing > 0 ? null : known)),
  };
}

interface ProofCardProps {
  readonly desk: ProofDesk;
  /** The campaign that is open; another one's proof is not shown under its name. */
  readonly campaign: CampaignId;
  /** How many leads it has. */
  readonly leads: number;
  readonly now: number;
  readonly onRow: (row: number) => void;
}

export function ProofCard({ desk, campaign, leads, now, onRow }: ProofCardProps) {
  const proving = desk.proving?.campaign === campaign ? desk.proving : null;
  const place = useRef<HTMLDivElement>(null);
  const phase = proving?.is ?? null;
  useEffect(() => {
    // "Repair" and "Try again" leave the page when they are pressed, and take the keyboard's place with them.
    if (phase !== null && document.activeElement === document.body) place.current?.focus();
  }, [phase]);
  return (
    <div role="status" class="proof" tabIndex={-1} ref={place}>
      {proving?.is === 'working' ? <Working leads={leads} repair={proving.repair} /> : null}
      {proving?.is === 'failed' ? (
        <Notice tone="bad" title="Nothing was proven">
          <p>{proving.message}</p>
          <Button onClick={() => desk.prove(campaign, false)}>Try again</Button>
        </Notice>
      ) : null}
      {proving?.is === 'done' && proving.outdated ? (
        <Outdated proof={proving.proof} now={now} onDismiss={desk.dismiss} />
      ) : null}
      {proving?.is === 'done' && !proving.outdated ? (
        <Result
          proof={proving.proof}
          now={now}
          onRow={onRow}
          onRepair={() => desk.prove(campaign, true)}
          onDismiss={desk.dismiss}
        />
      ) : null}
    </div>
  );
}

function Working({ leads, repair }: { readonly leads: number; readonly repair: boolean }) {
  return (
    <Notice tone="info" title={repair ? 'Repairing…' : 'Proving…'}>
      <p>
        {leads === 1 ? 'The lead is' : `All ${number(leads)} leads are`} being read from Sanity and compared
        with {leads === 1 ? 'its row' : 'their rows'}. A big campaign takes a minute or more; the sheet can be
        used meanwhile.
      </p>
    </Notice>
  );
}

interface OutdatedProps {
  readonly proof: Proof;
  readonly now: number;
  readonly onDismiss: () => void;
}

/** A proof of how it was, once it is not so any more: neither green nor a list that may be wrong by now. */
function Outdated({ proof, now, onDismiss }: OutdatedProps) {
  return (
    <div class="outdated">
      <p>{outdatedWords(proof, now)}</p>
      <Button look="quiet" onClick={onDismiss}>
        Dismiss
      </Button>
    </div>
  );
}

interface ResultProps {
  readonly proof: Proof;
  readonly now: number;
  readonly onRow: (row: number) => void;
  readonly onRepair: () => void;
  readonly onDismiss: () => void;
}

function Result({ proof, now, onRow, onRepair, onDismiss }: ResultProps) {
  const { tone, title, facts, differences, unlisted, repair, undecided } = proofWords(proof, now);
  return (
    <Notice tone={tone} title={title}>
      {facts.map((fact) => (
        <p key={fact}>{fact}</p>
      ))}
      {differences.length > 0 ? (
        <ul class="differences">
          {differences.map((difference, nth) => (
            <Difference
              key={`${nth} ${difference.row} ${difference.who}`}
              difference={difference}
              onRow={onRow}
            />
          ))}
          {unlisted > 0 ? <li class="small">and {number(unlisted)} more</li> : null}
        </ul>
      ) : null}
      {repair === null ? null : <p id="repair-will">{repair}</p>}
      {undecided === null ? null : <p>{undecided}</p>}
      <div class="choice-buttons">
        {repair === null ? null : (
          <Button look="primary" describedBy="repair-will" onClick={onRepair}>
            Repair
          </Button>
        )}
        <Button look="quiet" onClick={onDismiss}>
          Dismiss
        </Button>
      </div>
    </Notice>
  );
}

interface DifferenceProps {
  readonly difference: ProofDifference;
  readonly onRow: (row: number) => void;
}

function Difference({ difference, onRow }: DifferenceProps) {
  const { row, who, fields, message } = difference;
  // Without fields it may be about several leads at once, and its message names them.
  const name = who === '' && fields.length > 0 ? 'A lead without a name' : who;
  return (
    <li class="entry">
      {name === '' && row === null ? null : (
        <p class="conflict-field">
          <strong>{name}</strong>
          <RowLinks rows={row === null ? [] : [row]} onRow={onRow} />
        </p>
      )}
      {fields.map(({ label, sheet, sanity }) => (
        <div key={label} class="conflict">
          <p class="small">{label}</p>
          <dl>
            <div>
              <dt>The sheet</dt>
              <dd>{sheet === '' ? '(empty)' : <Clipped text={sheet} />}</dd>
            </div>
            <div>
              <dt>Sanity</dt>
              <dd>{sanity === '' ? '(empty)' : <Clipped text={sanity} />}</dd>
            </div>
          </dl>
        </div>
      ))}
      <p>{message}</p>
    </li>
  );
}
