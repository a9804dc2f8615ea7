/** Makes one campaign of two: its leads move into another, call by call, with their conversations. */
import { useState } from 'preact/hooks';
import type { MergeAsk } from '../../../answers/campaigns.ts';
import type { CampaignSummary } from '../../../calls.ts';
import { ConfirmButton } from '../../ui/confirm.tsx';
import { Progress } from '../../ui/progress.tsx';
import { count, number } from '../../ui/words.ts';
import type { Actions } from '../actions.ts';
import { mergeAll } from '../long-actions.ts';
import type { Doing } from '../state.ts';

interface MergeSectionProps {
  readonly from: CampaignSummary;
  /** Those that it can be merged into. */
  readonly others: readonly CampaignSummary[];
  readonly blocked: boolean;
  readonly doing: Doing | null;
  readonly actions: Actions;
}

interface Merging {
  readonly moved: number;
  readonly total: number;
}

const DOUBLES: readonly { readonly rule: MergeAsk['doubles']; readonly label: string }[] = [
  { rule: 'leave', label: 'leave it here' },
  { rule: 'move', label: 'move it too, so that both are there' },
];

export function MergeSection({ from, others, blocked, doing, actions }: MergeSectionProps) {
  const [chosen, setChosen] = useState('');
  const [doubles, setDoubles] = useState<MergeAsk['doubles']>('leave');
  const [merging, setMerging] = useState<Merging | null>(null);
  const into = others.find(({ id }) => id === chosen) ?? null;
  const key = `merge ${from.id}`;
  const busy = doing?.what === 'page' && doing.key === key;
  const merge = (target: CampaignSummary) =>
    actions.perform(key, async ({ ask, takeFrom }) => {
      setMerging({ moved: 0, total: from.leads });
      try {
        const said = await mergeAll(
          () => takeFrom(() => ask('mergeCampaigns', { from: from.id, into: target.id, doubles })),
          (moved, total) => setMerging({ moved, total }),
        );
        return { text: said };
      } finally {
        setMerging(null);
      }
    });
  if (others.length === 0) return <p class="small">There is no other campaign to merge it into.</p>;
  return (
    <div class="form">
      <label class="field">
        <span>Move all its leads into</span>
        <select
          value={chosen}
          disabled={blocked || busy}
          onChange={(event) => setChosen(event.currentTarget.value)}
        >
          <option value="">Choose a campaign</option>
          {others.map(({ id, name, leads }) => (
            <option key={id} value={id}>
              {name} ({count(leads, 'lead')})
            </option>
          ))}
        </select>
      </label>
      <fieldset class="ticks" disabled={blocked || busy}>
        <legend class="label">A lead whose phone or e-mail is there already:</legend>
        {DOUBLES.map(({ rule, label }) => (
          <label key={rule} class="tick">
            <input type="radio" name="doubles" checked={doubles === rule} onChange={() => setDoubles(rule)} />
            {label}
          </label>
        ))}
      </fieldset>
      {merging ? (
        <>
          <Progress label={`Moving leads of ${from.name}`} value={merging.moved} max={merging.total} />
          <p class="small" role="status">
            {number(merging.moved)} of {number(merging.total)} moved
          </p>
        </>
      ) : null}
      <p class="small" id="merge-will">
        {into
          ? `The leads move from “${from.name}” into “${into.name}”, each with its conversation, and are read back there. Once none is left, “${from.name}” is archived.`
          : 'Each lead moves with its conversation and is read back in its new place.'}
      </p>
      <ConfirmButton
        label={busy ? 'Merging…' : 'Merge'}
        wide
        busy={busy}
        disabled={blocked || into === null}
        describedBy="merge-will"
        onConfirm={() => {
          if (into) void merge(into);
        }}
      />
    </div>
  );
}
