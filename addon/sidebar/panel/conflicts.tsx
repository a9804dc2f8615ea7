/** Values that were changed on both sides: what was kept, and what was not taken but is not lost either. */
import { useEffect, useState } from 'preact/hooks';
import { fieldOf, isFieldKey } from '../../model/fields.ts';
import type { CampaignId, FieldValue } from '../../model/lead.ts';
import type { Conflict } from '../../model/wire.ts';
import { faultOf } from '../faults.ts';
import type { Ask } from '../server.ts';
import { Notice } from '../ui/notice.tsx';
import { ago, clock, momentOf } from '../ui/words.ts';

interface ConflictsProps {
  readonly campaign: CampaignId;
  /** When it changes, the list is asked for again. */
  readonly count: number;
  readonly ask: Ask;
}

type Answer =
  | { readonly is: 'waiting' }
  | { readonly is: 'failed'; readonly message: string }
  | { readonly is: 'here'; readonly conflicts: readonly Conflict[] };

export function Conflicts({ campaign, count, ask }: ConflictsProps) {
  const [answer, setAnswer] = useState<Answer>({ is: 'waiting' });
  useEffect(() => {
    let gone = false;
    const show = (next: Answer) => {
      if (!gone) setAnswer(next);
    };
    if (count === 0) show({ is: 'here', conflicts: [] });
    else
      ask('conflicts', { campaign }).then(
        ({ conflicts }) => show({ is: 'here', conflicts }),
        (error: unknown) => show({ is: 'failed', message: faultOf(error).message }),
      );
    return () => {
      gone = true;
    };
  }, [ask, campaign, count]);

  switch (answer.is) {
    case 'waiting':
      return <p class="entry entry-more">Fetching both values…</p>;
    case 'failed':
      return <Notice tone="warn">{answer.message}</Notice>;
    case 'here':
      return (
        <ul class="entries">
          {answer.conflicts.map((conflict) => (
            <ConflictEntry key={`${conflict.lead} ${conflict.field} ${conflict.at}`} conflict={conflict} />
          ))}
        </ul>
      );
  }
}

function ConflictEntry({ conflict }: { readonly conflict: Conflict }) {
  const { field, kept, lost, lostSide, at } = conflict;
  const sides = lostSide === 'store' ? ['the sheet', 'Sanity'] : ['Sanity', 'the sheet'];
  const moment = momentOf(at);
  const now = Date.now();
  return (
    <li class="entry conflict">
      <p class="conflict-field">
        <strong>{isFieldKey(field) ? fieldOf(field).label : field}</strong>
        {moment === null ? null : <time title={clock(moment, now)}>{ago(moment, now)}</time>}
      </p>
      <dl>
        <div>
          <dt>Kept, from {sides[0]}</dt>
          <dd>{shown(kept)}</dd>
        </div>
        <div class="conflict-lost">
          <dt>Not taken, from {sides[1]}</dt>
          <dd>{shown(lost)}</dd>
        </div>
      </dl>
    </li>
  );
}

function shown(value: FieldValue): string {
  if (value === null || value === '') return '(empty)';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return String(value);
}
