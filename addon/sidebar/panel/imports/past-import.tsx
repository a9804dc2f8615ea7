/** One import that was made: its counts, its groups, and its undo with what came of it. */
import { useState } from 'preact/hooks';
import type { UndoProgress } from '../../../calls.ts';
import type { Job, JobRow } from '../../../model/import/job.ts';
import { GROUPS, type Group, groupOf } from '../../../model/import/receipt.ts';
import { faultOf } from '../../faults.ts';
import type { Ask } from '../../server.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm.tsx';
import { DownloadIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { downloadGroup, GROUP_NAMES } from '../../ui/row-groups.ts';
import { clock, momentOf, number } from '../../ui/words.ts';
import type { Actions } from '../actions.ts';
import { undoImport } from '../long-actions.ts';
import { whoWords } from '../manage/words.ts';
import { canUndo, rowWords, stateWords, undoneWords, undoWords } from './past.ts';

interface PastImportProps {
  readonly job: Job;
  readonly user: string;
  /** This person may take it back. */
  readonly may: boolean;
  readonly ask: Ask;
  readonly actions: Actions;
  /** What is listed stands otherwise now. */
  readonly onChanged: () => void;
}

export function PastImport(props: PastImportProps) {
  const { job, user } = props;
  const moment = momentOf(job.at);
  return (
    <li class="import-past">
      <div>
        <p class="import-file">{job.fileName}</p>
        <p class="small">
          {moment === null ? job.at : clock(moment, Date.now())} · {whoWords(job.by, user)} · into{' '}
          {job.isNew ? 'the new campaign ' : ''}“{job.campaignName}”
        </p>
        <p class="small">{stateWords(job)}</p>
      </div>
      <Sum {...props} />
      <Undo {...props} />
    </li>
  );
}

/** Rows in = the groups together; each to look into and to take along. */
function Sum({ job, ask }: PastImportProps) {
  const [open, setOpen] = useState<Group | null>(null);
  const filled = GROUPS.filter((group) => job.counts[group] > 0);
  return (
    <ul class="import-sum">
      <li>
        <span>Rows in</span> <b>{number(job.counts.rowsIn)}</b>
      </li>
      {filled.map((group) => (
        <li key={group}>
          <Button
            look="quiet"
            current={open === group}
            onClick={() => setOpen(open === group ? null : group)}
          >
            {GROUP_NAMES[group]}
          </Button>
          <b>{number(job.counts[group])}</b>
        </li>
      ))}
      {open ? <OpenGroup key={open} group={open} job={job} ask={ask} /> : null}
    </ul>
  );
}

/** Shown here; the download holds every row. */
const MOST_SHOWN = 50;

function OpenGroup({ group, job, ask }: Pick<PastImportProps, 'job' | 'ask'> & { readonly group: Group }) {
  const [rows, setRows] = useState<readonly JobRow[] | null>(null);
  const [busy, setBusy] = useState<'show' | 'download' | null>(null);
  const [complaint, setComplaint] = useState<string | null>(null);
  const doing = async (what: 'show' | 'download', work: () => Promise<void>) => {
    setBusy(what);
    setComplaint(null);
    try {
      await work();
    } catch (error) {
      setComplaint(faultOf(error).message);
    }
    setBusy(null);
  };
  const show = async () => {
    const found: JobRow[] = [];
    for await (const part of partsOf(job, ask)) {
      found.push(...part.filter((row) => groupOf(row) === group));
      if (found.length >= MOST_SHOWN) break;
    }
    setRows(found.slice(0, MOST_SHOWN));
  };
  return (
    <li>
      <div class="import-kept">
        {complaint ? (
          <Notice tone="bad" urgent>
            {complaint}
          </Notice>
        ) : null}
        {rows === null ? (
          <Button busy={busy === 'show'} onClick={() => void doing('show', show)}>
            Show the rows
          </Button>
        ) : (
          <ul class="import-rows" aria-label={`${GROUP_NAMES[group]} rows`}>
            {rows.map((row) => (
              <li key={row.line}>
                <b>Row {number(row.line)}</b> {rowWords(row)}
              </li>
            ))}
            {job.counts[group] > rows.length ? (
              <li class="small">The download holds all {number(job.counts[group])}.</li>
            ) : null}
          </ul>
        )}
        <Button
          busy={busy === 'download'}
          onClick={() =>
            void doing('download', () => downloadGroup(group, { job, parts: partsOf(job, ask) }))
          }
        >
          <DownloadIcon /> Download as CSV
        </Button>
      </div>
    </li>
  );
}

async function* partsOf(job: Job, ask: Ask): AsyncGenerator<readonly JobRow[]> {
  for (let part = 0; part < job.parts; part += 1) {
    yield (await ask('importRowsOf', { importId: job.importId, part })).rows;
  }
}

function Undo({ job, may, actions, onChanged }: PastImportProps) {
  const [progress, setProgress] = useState<UndoProgress | null>(null);
  const [busy, setBusy] = useState(false);
  const { importId, counts } = job;
  const start = async () => {
    setBusy(true);
    await actions.perform(`undo ${importId}`, async ({ ask }) => {
      const last = await undoImport(() => ask('importUndo', { importId }), setProgress);
      return { text: `The import of ${job.fileName} was taken back: ${undoneWords(last)}` };
    });
    setBusy(false);
    onChanged();
  };
  const told = progress ? (
    <>
      {busy ? (
        <Progress
          label={`Taking back ${job.fileName}`}
          value={progress.removed + progress.restored + progress.kept.length}
          max={Math.max(counts.created + counts.updated, progress.removed + progress.restored)}
        />
      ) : null}
      <p class="small" role="status">
        {undoneWords(progress)}
      </p>
      <Kept progress={progress} />
    </>
  ) : null;
  if (!canUndo(job)) return told;
  const id = `undo-${importId}`;
  return (
    <>
      {told}
      <p class="small" id={id}>
        {job.state === 'undoing' ? 'It goes on by itself, or at once.' : undoWords(job)}
      </p>
      {may ? (
        job.state === 'undoing' ? (
          <Button wide busy={busy} describedBy={id} onClick={() => void start()}>
            Carry on taking it back
          </Button>
        ) : (
          <ConfirmButton
            wide
            label="Take this import back"
            busy={busy}
            describedBy={id}
            onConfirm={() => void start()}
          />
        )
      ) : (
        <p class="small">You may not import here, nor take an import back.</p>
      )}
    </>
  );
}

/** Listed here; how many they are is said above. */
const MOST_KEPT = 100;

function Kept({ progress: { kept } }: { readonly progress: UndoProgress }) {
  if (kept.length === 0) return null;
  return (
    <Notice tone="info" title="Kept as they are">
      <ul class="import-kept">
        {kept.slice(0, MOST_KEPT).map(({ row, message }) => (
          <li key={`${row} ${message}`}>
            {row === null ? '' : `Row ${number(row)}: `}
            {message}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
