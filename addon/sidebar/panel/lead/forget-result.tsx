/** What became of an erasure: what is gone, each asked for again, and what is left. */
import type { Forgotten } from '../../../calls.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { count } from '../../ui/words.ts';

interface ForgetResultProps {
  readonly forgotten: Forgotten;
  readonly onHome: () => void;
}

export function ForgetResult({ forgotten, onHome }: ForgetResultProps) {
  const { erased, left, why, conflicts, rows, tabs, rowsLeft, suppressed } = forgotten;
  const whole = left.length + conflicts + rowsLeft.length === 0 && erased.length > 0;
  return (
    <>
      <Notice
        tone={whole ? 'good' : 'bad'}
        urgent
        title={
          whole
            ? 'This person is forgotten'
            : erased.length === 0
              ? 'Nothing was erased'
              : 'Not everything is gone'
        }
      >
        {erased.length === 0 ? null : (
          <p>
            {count(erased.length, 'lead')} gone from Sanity, each asked for again. {count(rows, 'row')}{' '}
            deleted
            {tabs > 1 ? ` in ${count(tabs, 'tab')}` : ''}.
          </p>
        )}
        {left.length > 0 ? (
          <p>
            {count(left.length, 'lead')} still there. {why}
          </p>
        ) : null}
        {conflicts > 0 ? <p>{count(conflicts, 'conflict')} about them still there. Try again.</p> : null}
        {rowsLeft.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </Notice>
      <section class="section" aria-labelledby="left-title">
        <h2 class="section-title" id="left-title">
          What else there is to know
        </h2>
        <div class="card padded">
          <ul class="forget-points">
            <li>
              {suppressed
                ? 'Import leaves this person out from now on, by phone and by e-mail.'
                : 'There is nothing on the list for imports: no phone or e-mail was known, or it was not proven.'}
            </li>
            <Remembered forgotten={forgotten} />
            {forgotten.others.map(({ type, count: n }) => (
              <li key={type}>
                {n} × {type} of another tool still names these leads. Delete it there.
              </li>
            ))}
            <li>Google’s version history still has this spreadsheet as it was.</li>
          </ul>
        </div>
      </section>
      <Button look="primary" wide onClick={onHome}>
        Back to the campaign
      </Button>
    </>
  );
}

/** Sanity forgets after its plan's time at the latest (https://www.sanity.io/docs/history-experience). */
function Remembered({ forgotten: { remembered, erased } }: Pick<ForgetResultProps, 'forgotten'>) {
  if (erased.length === 0) return null;
  if (remembered.length === 0)
    return <li>Sanity’s history shows no earlier version of these leads any more.</li>;
  return (
    <li>
      Sanity’s history still showed earlier versions of {count(remembered.length, 'lead')} right afterwards.
      It was told to forget them; at the latest it does after the time of its plan (3, 90 or 365 days).
    </li>
  );
}
