/** Values that were changed on both sides: what was kept, what was not taken, and a button for each. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { OpenConflict } from '../../model/wire.ts';
import { Button } from '../ui/button.tsx';
import { Clipped } from '../ui/clipped.tsx';
import { Notice } from '../ui/notice.tsx';
import { Progress } from '../ui/progress.tsx';
import { ago, clock, momentOf, number } from '../ui/words.ts';
import {
  type Choice,
  type ConflictGroup,
  choiceWords,
  choosable,
  groupsOf,
  SIDES,
  valueLines,
  whoOf,
} from './conflict-list.ts';
import { type ConflictsSource, type OpenList, useConflicts } from './use-conflicts.ts';

export function Conflicts(source: ConflictsSource) {
  const list = useConflicts(source);
  const { conflicts, failure, progress } = list;
  const place = useRef<HTMLDivElement>(null);
  useKeptFocus(place, conflicts?.length ?? 0);
  return (
    <div class="groups" ref={place}>
      {failure ? <Notice tone="warn">{failure}</Notice> : null}
      {progress ? (
        <div class="settling">
          <Progress label="Settling" value={progress.done} max={progress.total} />
          <p class="small" role="status">
            {number(progress.done)} of {number(progress.total)} settled
          </p>
        </div>
      ) : null}
      {conflicts === null ? (
        failure ? null : (
          <p class="entry entry-more">Fetching both values…</p>
        )
      ) : conflicts.length === 0 ? (
        <p class="entry entry-more">No value waits for you any more.</p>
      ) : (
        groupsOf(conflicts).map((group) => <Group key={group.key} group={group} list={list} />)
      )}
    </div>
  );
}

/**
 * An entry that was settled takes the keyboard's place with it: the entry that follows gets it. Not that entry's
 * button: a key that is still held down must not settle what nobody has read.
 */
function useKeptFocus(place: { readonly current: HTMLElement | null }, length: number): void {
  const last = useRef(0);
  const before = useRef(length);
  useEffect(() => {
    const root = place.current;
    if (!root) return;
    const entries = () => [...root.querySelectorAll<HTMLElement>('.conflict')];
    const note = (event: FocusEvent) => {
      const at = entries().findIndex((entry) => event.target instanceof Node && entry.contains(event.target));
      if (at >= 0) last.current = at;
    };
    root.addEventListener('focusin', note);
    return () => root.removeEventListener('focusin', note);
  }, [place]);
  useEffect(() => {
    const root = place.current;
    const fewer = length < before.current;
    before.current = length;
    if (!root || !fewer || document.activeElement !== document.body || !document.hasFocus()) return;
    const entries = [...root.querySelectorAll<HTMLElement>('.conflict')];
    entries[Math.min(last.current, entries.length - 1)]?.focus();
  }, [place, length]);
}

/** So many are read at a time. */
const PAGE = 20;

function Group({ group, list }: { readonly group: ConflictGroup; readonly list: OpenList }) {
  const [shown, setShown] = useState(PAGE);
  const { label, lostSide, conflicts } = group;
  const alike = conflicts.length > 1;
  const rest = conflicts.length - shown;
  return (
    <div class="group">
      {alike ? (
        <div class="group-head">
          <h3>
            {label}: {number(conflicts.length)} values from {SIDES[lostSide]} not taken
          </h3>
          <div class="choice-buttons">
            <AllButton choice="keep" group={group} list={list} />
            <AllButton choice="take" group={group} list={list} />
          </div>
        </div>
      ) : null}
      <ul class="entries entries-tall">
        {conflicts.slice(0, shown).map((conflict) => (
          <ConflictEntry
            key={`${conflict.id} ${conflict.at}`}
            conflict={conflict}
            label={label}
            busy={list.busy.get(conflict.id) ?? null}
            onChoose={(choice) => list.choose([conflict], choice)}
          />
        ))}
      </ul>
      {rest > 0 ? (
        <Button look="quiet" wide onClick={() => setShown(shown + PAGE)}>
          Show {number(Math.min(PAGE, rest))} more of {number(rest)}
        </Button>
      ) : null}
    </div>
  );
}

interface AllButtonProps {
  readonly choice: Choice;
  readonly group: ConflictGroup;
  readonly list: OpenList;
}

function AllButton({ choice, group, list }: AllButtonProps) {
  const for_ = choosable(group.conflicts, choice);
  if (for_.length === 0) return null;
  const busy = for_.every(({ id }) => list.busy.get(id) === choice);
  const taken = !busy && for_.some(({ id }) => list.busy.has(id));
  return (
    <Button busy={busy} disabled={taken} onClick={() => list.choose(for_, choice)}>
      {choiceWords(for_)[choice]}
      <span class="unseen"> of {group.label}</span>
    </Button>
  );
}

interface ConflictEntryProps {
  readonly conflict: OpenConflict;
  readonly label: string;
  readonly busy: Choice | null;
  readonly onChoose: (choice: Choice) => void;
}

function ConflictEntry({ conflict, label, busy, onChoose }: ConflictEntryProps) {
  const { at, gone } = conflict;
  const moment = momentOf(at);
  const now = Date.now();
  const words = choiceWords([conflict]);
  const about = <span class="unseen">{` ${label} of ${whoOf(conflict)}`}</span>;
  return (
    <li class="entry conflict" tabIndex={-1} aria-busy={busy ? 'true' : undefined}>
      <p class="conflict-field">
        <strong>{whoOf(conflict)}</strong>
        {moment === null ? null : <time title={clock(moment, now)}>{ago(moment, now)}</time>}
      </p>
      <p class="small">{label}</p>
      <dl>
        {valueLines(conflict).map(({ label: whose, text, lost }) => (
          <div key={whose} class={lost ? 'conflict-lost' : undefined}>
            <dt>{whose}</dt>
            <dd>
              <Clipped text={text} />
            </dd>
          </div>
        ))}
      </dl>
      {gone ? (
        <p class="small">This lead is no longer in Sanity, so the other value has nowhere to go.</p>
      ) : null}
      <div class="choice-buttons">
        <Button busy={busy === 'keep'} disabled={busy === 'take'} onClick={() => onChoose('keep')}>
          {words.keep}
          {about}
        </Button>
        {gone ? null : (
          <Button busy={busy === 'take'} disabled={busy === 'keep'} onClick={() => onChoose('take')}>
            {words.take}
            {about}
          </Button>
        )}
      </div>
    </li>
  );
}
