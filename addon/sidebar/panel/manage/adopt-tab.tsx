/** The tab that the person looks at, as something to make a campaign of: what is taken for what, and what will happen. */
import type { AdoptableTab } from '../../../answers/campaigns.ts';
import { fieldOf } from '../../../model/fields.ts';
import { Notice } from '../../ui/notice.tsx';
import { Pending } from '../../ui/pending.tsx';
import { count } from '../../ui/words.ts';
import type { Answered } from '../use-answer.ts';

/** What the server answers about it. */
export interface Adoptable {
  readonly tab: AdoptableTab | null;
}

interface AdoptTabProps {
  readonly answered: Answered<Adoptable>;
  /** The campaign that the active tab is of, if any. */
  readonly campaign: string | null;
}

export function AdoptTab({ answered, campaign }: AdoptTabProps) {
  const { value, failure, waiting, again } = answered;
  if (!value || failure !== null)
    return <Pending what="this tab" failure={failure} busy={waiting} onRetry={again} />;
  const { tab } = value;
  if (!tab)
    return (
      <Notice tone="info" title={campaign === null ? 'Not this tab' : `This is the tab of “${campaign}”`}>
        <p>Go to the tab in the spreadsheet that is to become a campaign: this page follows.</p>
      </Notice>
    );
  return (
    <div class="card padded form" aria-busy={waiting}>
      <p>
        <strong>“{tab.name}”</strong>, {count(tab.leads, 'row')}
      </p>
      {tab.problems.length > 0 ? (
        <Notice tone="bad" title="It cannot become one as it is">
          <ul class="outcome-lines">
            {tab.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Notice>
      ) : (
        <>
          <p class="small">
            Its rows stay as they are. Two hidden columns are added at the far right, and each row is sent to
            Sanity as a lead and read back.
          </p>
          {tab.notes.length > 0 ? (
            <ul class="outcome-lines small">
              {tab.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          ) : null}
        </>
      )}
      {tab.headings.length > 0 ? <Headings headings={tab.headings} /> : null}
    </div>
  );
}

function Headings({ headings }: Pick<AdoptableTab, 'headings'>) {
  return (
    <table class="headings">
      <caption class="unseen">Which heading is taken for which field</caption>
      <thead>
        <tr>
          <th scope="col">Heading</th>
          <th scope="col">Taken for</th>
        </tr>
      </thead>
      <tbody>
        {headings.map(({ heading, field }, nth) => (
          <tr key={`${nth} ${heading}`}>
            <th scope="row">{heading === '' ? '(no heading)' : heading}</th>
            <td>{field === null ? <span class="small">a column of its own</span> : fieldOf(field).label}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
