/** The last step: what became of every row, proven to add up; each group to look into and to take along. */
import { useState } from 'preact/hooks';
import type { ImportProgress } from '../../../calls.ts';
import { FIELDS } from '../../../model/fields.ts';
import { isBalanced, type JobRow } from '../../../model/import/job.ts';
import { GROUPS, type Group, groupOf } from '../../../model/import/receipt.ts';
import { Button } from '../../ui/button.tsx';
import { CheckIcon, DownloadIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import { downloadGroup, GROUP_NAMES } from '../../ui/row-groups.ts';
import { count, number } from '../../ui/words.ts';
import { Frame } from '../frame.tsx';
import type { ImportJob } from '../job.ts';

interface ReceiptStepProps {
  readonly progress: ImportProgress;
  readonly job: ImportJob;
  readonly going: boolean;
  readonly complaint: string | null;
  readonly onGo: () => void;
}

export function ReceiptStep({ progress, job, going, complaint, onGo }: ReceiptStepProps) {
  const { counts, fileName } = job.begin;
  const [open, setOpen] = useState<Group | null>(null);
  const due = counts.created + counts.updated;
  const saved = isBalanced(counts) && progress.state === 'done' && progress.verified === due;
  return (
    <Frame
      title={saved ? titleOf(job) : 'Imported, but not all of it is proven'}
      intro={
        <>
          Campaign <b>{progress.campaignName}</b>, from {fileName}. The campaign’s imports in the sidebar keep
          this receipt, and can take the import back.
        </>
      }
      onward={
        <Button look="primary" busy={going} onClick={onGo}>
          Go to the campaign
        </Button>
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
            {number(progress.verified)} of {number(due)} verified in Sanity
          </strong>
          <span class="seal-text">
            {saved
              ? 'Every lead was read back and compared, field by field.'
              : (progress.message ?? 'The others are sent again while the sidebar is open.')}
          </span>
        </p>
      </div>
      <Sum job={job} open={open} onOpen={(group) => setOpen(open === group ? null : group)} />
      <Unproven progress={progress} />
      {open ? <GroupList key={open} group={open} job={job} /> : null}
    </Frame>
  );
}

function titleOf({ begin: { counts } }: ImportJob): string {
  const { created, updated } = counts;
  if (updated === 0) return `${count(created, 'lead')} imported`;
  return created === 0
    ? `${count(updated, 'lead')} updated`
    : `${count(created, 'lead')} imported, ${number(updated)} updated`;
}

interface SumProps {
  readonly job: ImportJob;
  readonly open: Group | null;
  readonly onOpen: (group: Group) => void;
}

/** Rows in = created + updated + duplicate + invalid + skipped, as one line of figures; each opens its rows. */
function Sum({ job, open, onOpen }: SumProps) {
  const { counts } = job.begin;
  return (
    <ul class="sum" aria-label="Rows in, and what became of them">
      <li class="sum-part sum-in">
        <span class="sum-name">Rows in</span>
        <span class="sum-n">{number(counts.rowsIn)}</span>
      </li>
      {GROUPS.map((group, index) => (
        <li key={group} class={`sum-part sum-${group}`} data-sign={index === 0 ? '=' : '+'}>
          <button
            type="button"
            aria-expanded={open === group}
            disabled={counts[group] === 0}
            onClick={() => onOpen(group)}
          >
            <span class="sum-name">{GROUP_NAMES[group]}</span>
            <span class="sum-n">{number(counts[group])}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The rows that the server names as not verified. */
function Unproven({ progress }: { readonly progress: ImportProgress }) {
  if (progress.problems.length === 0) return null;
  return (
    <section class="card listed" aria-label="Rows with a note">
      <h2>To look at</h2>
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

/** Shown here; the download holds every row. */
const MOST_LISTED = 100;

interface GroupListProps {
  readonly group: Group;
  readonly job: ImportJob;
}

function GroupList({ group, job }: GroupListProps) {
  const [busy, setBusy] = useState(false);
  const rows: JobRow[] = [];
  for (const part of job.parts) {
    for (const row of part) if (rows.length < MOST_LISTED && groupOf(row) === group) rows.push(row);
    if (rows.length === MOST_LISTED) break;
  }
  const all = job.begin.counts[group];
  const download = async () => {
    setBusy(true);
    await downloadGroup(group, { job: job.begin, parts: job.parts });
    setBusy(false);
  };
  return (
    <section class="card listed" aria-label={`${GROUP_NAMES[group]} rows`}>
      <div class="listed-head">
        <h2>
          {GROUP_NAMES[group]}: {count(all, 'row')}
        </h2>
        <Button busy={busy} onClick={() => void download()}>
          <DownloadIcon /> Download as CSV
        </Button>
      </div>
      <ul>
        {rows.map((row) => (
          <li key={row.line} class="listed-row">
            <b>
              Row {number(row.line)}
              {nameOf(row) ? ` · ${nameOf(row)}` : ''}
            </b>
            <span class="listed-why">{storyOf(row)}</span>
          </li>
        ))}
        {all > rows.length ? (
          <li>
            <span class="listed-why">and {number(all - rows.length)} more, in the download</span>
          </li>
        ) : null}
      </ul>
    </section>
  );
}

const at = (key: string) => FIELDS.findIndex((field) => field.key === key);
const FIRST = at('firstName');
const LAST = at('secondName');
const PHONE = at('phoneNumber');
const EMAIL = at('emailAddress');

function nameOf(row: JobRow): string {
  return row.is === 'create' ? `${row.cells[FIRST] ?? ''} ${row.cells[LAST] ?? ''}`.trim() : '';
}

function storyOf(row: JobRow): string {
  switch (row.is) {
    case 'create':
      return [row.cells[PHONE], row.cells[EMAIL]].filter((text) => text).join(', ');
    case 'update':
      return row.changes
        .map(({ column, before, after }) =>
          before === ''
            ? `${column}: “${brief(after)}”`
            : `${column}: “${brief(before)}” → “${brief(after)}”`,
        )
        .join('; ');
    case 'left':
      return row.reason;
    case 'erased':
      return '';
  }
}

function brief(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
