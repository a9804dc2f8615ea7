/** What was changed about a lead, by whom, and what was not taken; the rest of its row. */
import { useState } from 'preact/hooks';
import type { LeadBackground, LeadCard } from '../../../answers/lead.ts';
import { FIELDS, type FieldKey } from '../../../model/fields.ts';
import type { LeadChange, LeadConflict } from '../../../model/wire.ts';
import { Button } from '../../ui/button.tsx';
import { Clipped } from '../../ui/clipped.tsx';
import { Fold } from '../../ui/fold.tsx';
import { clock, count, momentOf, number } from '../../ui/words.ts';
import { fieldLabel, SIDES, valueText } from '../conflict-list.ts';

const PAGE = 15;

interface HistoryProps {
  /** null: not told yet. */
  readonly background: LeadBackground | null;
  readonly now: number;
}

export function History({ background, now }: HistoryProps) {
  const changes = background?.changes ?? [];
  const [shown, setShown] = useState(PAGE);
  const rest = changes.length - shown;
  return (
    <Fold
      id="lead-history"
      title={titled('What was changed', background && !background.historyFailure ? changes.length : null)}
    >
      {background === null ? <p class="small">Asking Sanity…</p> : null}
      {background?.historyFailure ? <p class="small">{background.historyFailure}</p> : null}
      {background && !background.historyFailure && changes.length === 0 ? (
        <p class="small">Sanity’s history holds nothing about it: it keeps some days, by your plan there.</p>
      ) : null}
      <ul class="entries entries-tall">
        {changes.slice(0, shown).map((change, n) => (
          <ChangeItem key={`${change.at} ${n}`} change={change} now={now} />
        ))}
      </ul>
      {rest > 0 ? (
        <Button look="quiet" wide onClick={() => setShown(shown + PAGE)}>
          Show {number(Math.min(PAGE, rest))} more of {number(rest)}
        </Button>
      ) : null}
    </Fold>
  );
}

function titled(text: string, n: number | null) {
  return (
    <>
      {text} {n === null ? null : <span class="fold-count">{number(n)}</span>}
    </>
  );
}

function ChangeItem({ change, now }: { readonly change: LeadChange; readonly now: number }) {
  const { at, by, kind, values } = change;
  const what = kind === 'created' ? 'Made' : kind === 'deleted' ? 'Deleted' : 'Changed';
  return (
    <li class="entry">
      <p class="conflict-field">
        <strong>
          {what} {by === 'sheet' ? 'from the sheet' : 'in Sanity'}
        </strong>
        <When at={at} now={now} />
      </p>
      {kind === 'changed' ? (
        <dl class="changed">
          {values.map(({ field, before, after }) => (
            <div key={field}>
              <dt>{fieldLabel(field)}</dt>
              <dd>
                <span class="changed-before">
                  <Clipped text={valueText(field, before)} />
                </span>
                <span aria-hidden="true"> → </span>
                <span class="unseen"> became </span>
                <Clipped text={valueText(field, after)} />
              </dd>
            </div>
          ))}
        </dl>
      ) : (
        <p class="small">{count(values.length, 'field')}</p>
      )}
    </li>
  );
}

function When({ at, now }: { readonly at: string; readonly now: number }) {
  const moment = momentOf(at);
  return moment === null ? null : <time>{clock(moment, now)}</time>;
}

interface ConflictsProps extends HistoryProps {
  /** Goes to where conflicts are settled. */
  readonly onSettle: () => void;
}

export function LeadConflicts({ background, now, onSettle }: ConflictsProps) {
  const conflicts = background?.conflicts ?? [];
  if (conflicts.length === 0) return null;
  const open = conflicts.filter((one) => one.open);
  return (
    <Fold id="lead-conflicts" title={titled('Values not taken', conflicts.length)} open={open.length > 0}>
      {open.length > 0 ? (
        <Button wide onClick={onSettle}>
          Choose between {count(open.length, 'pair')} of values
        </Button>
      ) : null}
      <ul class="entries entries-tall">
        {conflicts.map((conflict) => (
          <ConflictItem key={conflict.id} conflict={conflict} now={now} />
        ))}
      </ul>
    </Fold>
  );
}

function ConflictItem({ conflict, now }: { readonly conflict: LeadConflict; readonly now: number }) {
  const { field, kept, lost, lostSide, at, open } = conflict;
  return (
    <li class="entry conflict">
      <p class="conflict-field">
        <strong>{fieldLabel(field)}</strong>
        <When at={at} now={now} />
      </p>
      <dl>
        <div>
          <dt>Kept</dt>
          <dd>
            <Clipped text={valueText(field, kept)} />
          </dd>
        </div>
        <div class="conflict-lost">
          <dt>Not taken, from {SIDES[lostSide]}</dt>
          <dd>
            <Clipped text={valueText(field, lost)} />
          </dd>
        </div>
      </dl>
      <p class="small">{open ? 'Waits for somebody to choose' : 'Settled'}</p>
    </li>
  );
}

/** What the page shows elsewhere. */
const ELSEWHERE: ReadonlySet<FieldKey> = new Set<FieldKey>([
  'contactStatus',
  'leadSentiment',
  'finalStatus',
  'assignedTo',
  'manualMode',
  'archived',
  'notes',
  'phoneNumber',
  'emailAddress',
  'address',
  'postcode',
  'firstName',
  'secondName',
  'callBookedTime',
  'calBookingUrl',
  'conversationHistory',
  'rowNumber',
]);

/** Every other field of the row that says something, and the columns of the campaign’s own. */
export function Rest({ card }: { readonly card: LeadCard }) {
  const fields = FIELDS.filter(({ key }) => !ELSEWHERE.has(key)).flatMap(({ key, label }) => {
    const text = card.texts[key] ?? '';
    return text === '' ? [] : [{ name: label, text }];
  });
  const all = [...fields, ...card.extras.filter(({ text }) => text !== '')];
  if (all.length === 0) return null;
  return (
    <Fold id="lead-rest" title={titled('Everything else in the row', all.length)}>
      <dl class="rest">
        {all.map(({ name, text }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Clipped text={text} />
            </dd>
          </div>
        ))}
      </dl>
    </Fold>
  );
}
