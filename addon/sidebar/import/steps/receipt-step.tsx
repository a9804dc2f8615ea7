/** The last step: what became of every row, proven to add up. */
import type { ImportProgress } from '../../../calls.ts';
import { type CheckedRow, leftOutBecause } from '../../../model/import/check.ts';
import { fileRow, type ImportFile } from '../../../model/import/file.ts';
import { isBalanced } from '../../../model/import/receipt.ts';
import { Button } from '../../ui/button.tsx';
import { CheckIcon, DownloadIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import { count, number } from '../../ui/words.ts';
import { downloadLeftOut } from '../download.ts';
import { Frame } from '../frame.tsx';
import type { Plan } from '../plan.ts';

interface ReceiptStepProps {
  readonly progress: ImportProgress;
  readonly plan: Plan;
  readonly file: ImportFile;
  readonly going: boolean;
  readonly complaint: string | null;
  readonly onGo: () => void;
  /** null where there is nothing to resume. */
  readonly onRetry: (() => void) | null;
}

export function ReceiptStep({ progress, plan, file, going, complaint, onGo, onRetry }: ReceiptStepProps) {
  const { counts } = plan;
  const whole =
    isBalanced(counts) && counts.created === progress.total && progress.written === progress.total;
  const saved = whole && progress.state === 'done' && progress.verified === progress.total;
  const leftOut = counts.rowsIn - counts.created;
  const noted = plan.rows.filter(({ row, verdict }) => verdict === 'create' && row.problems.length > 0);
  return (
    <Frame
      title={saved ? `${count(counts.created, 'lead')} imported` : 'Imported, but not all of it is proven'}
      intro={
        <>
          Campaign <b>{progress.campaignName}</b>, from {file.name}
        </>
      }
      back={
        leftOut > 0 ? (
          <Button onClick={() => downloadLeftOut(file, plan.rows)}>
            <DownloadIcon /> Download the {count(leftOut, 'row')} left out
          </Button>
        ) : null
      }
      onward={
        <>
          {onRetry ? <Button onClick={onRetry}>Try again</Button> : null}
          <Button look="primary" busy={going} onClick={onGo}>
            Go to the campaign
          </Button>
        </>
      }
    >
      {complaint ? (
        <Notice tone="bad" urgent>
          {complaint}
        </Notice>
      ) : null}
      <div class={`seal ${saved ? 'seal-good' : 'seal-warn'}`} role="status">
        <span class="seal-mark">{saved ? <CheckIcon size={26} /> : '!'}</span>
        <p>
          <strong>
            {number(progress.verified)} of {number(progress.total)} verified in Sanity
          </strong>
          <span class="seal-text">
            {saved
              ? `Every new lead was read back and compared, field by field.${noted.length > 0 ? ` ${count(noted.length, 'row')} with a note, below.` : ''}`
              : (progress.message ??
                'The others are in the tab, and are sent again while the sidebar is open.')}
          </span>
        </p>
      </div>
      {whole ? null : (
        <Notice tone="bad" urgent title="The numbers do not add up">
          {number(counts.rowsIn)} rows came in, {number(counts.created)} were to be created and{' '}
          {number(progress.written)} stand in the tab. Compare the tab with the file before you rely on it.
        </Notice>
      )}
      <Sum plan={plan} />
      <Unproven progress={progress} />
      <Noted rows={noted} />
      <LeftOut rows={plan.rows} />
    </Frame>
  );
}

/** Rows in = created + duplicate + invalid + skipped, as one line of figures. */
function Sum({ plan }: { readonly plan: Plan }) {
  const { rowsIn, created, duplicate, invalid, skipped } = plan.counts;
  const parts: readonly (readonly [string, number, string])[] = [
    ['created', created, 'Created'],
    ['duplicate', duplicate, duplicate === 1 ? 'Duplicate' : 'Duplicates'],
    ['invalid', invalid, 'Invalid'],
    ['skipped', skipped, 'Skipped'],
  ];
  return (
    <dl class="sum">
      <div class="sum-part sum-in">
        <dt>Rows in</dt>
        <dd>{number(rowsIn)}</dd>
      </div>
      {parts.map(([key, n, label], index) => (
        <div key={key} class={`sum-part sum-${key}`} data-sign={index === 0 ? '=' : '+'}>
          <dt>{label}</dt>
          <dd>{number(n)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The rows that the server names as not verified. */
function Unproven({ progress }: { readonly progress: ImportProgress }) {
  if (progress.problems.length === 0) return null;
  return (
    <section class="card listed" aria-label="Rows that are not verified">
      <h2>Not verified</h2>
      <ul>
        {progress.problems.map(({ row, message }) => (
          <li key={`${row} ${message}`} class="listed-row">
            <b>{row === null ? '' : `Row ${number(row)} of the tab`}</b>
            <span class="listed-why">{message}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Shown here; the sidebar names what is still wrong, the download holds every row left out. */
const MOST_LISTED = 100;

/** Rows that came in with something that a person should see to: what cannot be read is not in Sanity. */
function Noted({ rows }: { readonly rows: readonly CheckedRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section class="card listed" aria-label="Rows with a note">
      <h2>Imported with a note</h2>
      <ul>
        {rows.slice(0, MOST_LISTED).map(({ row }) => (
          <li key={row.line} class="listed-row">
            <b>
              Row {number(fileRow(row.line))}
              {row.name ? ` · ${row.name}` : ''}
            </b>
            <span class="listed-why">{row.problems.map(({ message }) => message).join(' ')}</span>
          </li>
        ))}
        {rows.length > MOST_LISTED ? (
          <li>
            <span class="listed-why">and {number(rows.length - MOST_LISTED)} more, named in the sidebar</span>
          </li>
        ) : null}
      </ul>
    </section>
  );
}

/** The rows that stayed out, with the reason for each. */
function LeftOut({ rows }: { readonly rows: readonly CheckedRow[] }) {
  const out = rows.filter(({ verdict }) => verdict !== 'create');
  if (out.length === 0) return null;
  return (
    <section class="card listed" aria-label="Rows left out">
      <h2>Left out</h2>
      <ul>
        {out.slice(0, MOST_LISTED).map((checked) => (
          <li key={checked.row.line} class="listed-row">
            <b>
              Row {number(fileRow(checked.row.line))}
              {checked.row.name ? ` · ${checked.row.name}` : ''}
            </b>
            <span class="listed-why">{leftOutBecause(checked)}</span>
          </li>
        ))}
        {out.length > MOST_LISTED ? (
          <li>
            <span class="listed-why">and {number(out.length - MOST_LISTED)} more, in the download</span>
          </li>
        ) : null}
      </ul>
    </section>
  );
}
