/** The export while leads are read, and what came of it. */
import type { ExportKind } from '../../model/export/order.ts';
import { Frame } from '../import/frame.tsx';
import { Button } from '../ui/button.tsx';
import { CheckIcon, DownloadIcon } from '../ui/icons.tsx';
import { Notice } from '../ui/notice.tsx';
import { Progress } from '../ui/progress.tsx';
import { count, number } from '../ui/words.ts';
import type { Going } from './run-export.ts';
import type { Receipt, SavedFile } from './use-export.ts';

export function GoingView({
  going,
  onCancel,
}: {
  readonly going: Going | null;
  readonly onCancel: () => void;
}) {
  return (
    <Frame
      title="Reading the leads"
      intro="Nothing is saved until every lead is here. This window must stay open."
      back={<Button onClick={onCancel}>Cancel</Button>}
    >
      <div class="reading" aria-busy="true">
        <p role="status">
          {going === null || going.total === 0 ? (
            'Asking Sanity…'
          ) : (
            <>
              <b>{going.campaign}</b>: {number(going.leads)} of {count(going.total, 'lead')}
            </>
          )}
        </p>
        <Progress label="Leads read" value={going?.leads ?? 0} max={going?.total ?? 0} />
        <p class="small">
          {going && going.of > 1 ? `${number(going.done)} of ${count(going.of, 'campaign')} read.` : ''}
        </p>
      </div>
    </Frame>
  );
}

interface ReceiptProps {
  readonly receipt: Receipt;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

const ROWS: { readonly [K in ExportKind]: readonly [string, string] } = {
  leads: ['lead', 'leads'],
  conversations: ['message', 'messages'],
  history: ['change or conflict', 'changes and conflicts'],
};

export function ReceiptView({ receipt, onAgain, onClose }: ReceiptProps) {
  const { files, leads, incomplete } = receipt;
  const complete = incomplete.length === 0;
  const title =
    files.length === 0
      ? 'No lead matches'
      : complete
        ? `${count(files.length, 'file')} saved`
        : 'Saved, but leads are missing';
  return (
    <Frame
      title={title}
      intro={
        files.length === 0 ? (
          'No file was saved. Choose other campaigns or another filter.'
        ) : (
          <Told receipt={receipt} />
        )
      }
      back={<Button onClick={onAgain}>Export something else</Button>}
      onward={
        <Button look="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      {files.length === 0 ? null : (
        <div class={`seal ${complete ? 'seal-good' : 'seal-warn'}`} role="status">
          <span class="seal-mark">{complete ? <CheckIcon size={26} /> : '!'}</span>
          <p>
            <strong>{receipt.rows.map(({ kind, count: n }) => count(n, ...ROWS[kind])).join(', ')}</strong>
            <span class="seal-text">
              {complete
                ? `Counted against Sanity’s number of leads: ${number(receipt.read)}, and ${number(receipt.read)} were read.`
                : 'Fewer or more leads were read than Sanity counts. Each file says INCOMPLETE in its name.'}
            </span>
          </p>
        </div>
      )}
      {incomplete.map(({ name, leads: read, total }) => (
        <Notice key={name} tone="bad" urgent title={`“${name}” is not complete`}>
          Sanity counts {count(total, 'lead')}, and {number(read)} could be read, in three readings. Leads may
          be coming or going just now. Export again in a minute.
        </Notice>
      ))}
      {receipt.read > leads && files.length > 0 ? (
        <Notice tone="info">{count(receipt.read - leads, 'lead')} left out, as the filter says.</Notice>
      ) : null}
      {receipt.cut > 0 ? (
        <Notice tone="warn" title={`${count(receipt.cut, 'text')} cut`}>
          Excel holds at most 32,767 characters in a cell. CSV and JSON hold all of it.
        </Notice>
      ) : null}
      {receipt.unreadMessages > 0 ? (
        <Notice tone="warn" title={`${count(receipt.unreadMessages, 'message')} not in the file`}>
          Their entries in Sanity hold no message that could be read. They are there as before.
        </Notice>
      ) : null}
      {receipt.unrecorded === null ? null : (
        <Notice tone="warn" title="It could not be recorded who exported this">
          {receipt.unrecorded}
        </Notice>
      )}
      <Files files={files} />
    </Frame>
  );
}

function Told({ receipt: { leads, read, incomplete } }: { readonly receipt: Receipt }) {
  if (incomplete.length > 0) return <>{count(read, 'lead')} could be read.</>;
  return leads === read ? (
    <>All {count(leads, 'lead')} read.</>
  ) : (
    <>
      {number(leads)} of {count(read, 'lead')} match the filter.
    </>
  );
}

/** The files, to be saved again where the browser kept one back. */
function Files({ files }: { readonly files: readonly SavedFile[] }) {
  if (files.length === 0) return null;
  return (
    <section class="card padded" aria-labelledby="files">
      <h2 class="label" id="files">
        In your downloads
      </h2>
      <ul class="export-files">
        {files.map(({ name, url, bytes }) => (
          <li key={url}>
            <span class="export-file">{name}</span>
            <span class="small">{sizeOf(bytes)}</span>
            <a href={url} download={name} aria-label={`Save ${name} again`}>
              <DownloadIcon /> Save again
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function sizeOf(bytes: number): string {
  return bytes < 1_000_000
    ? `${number(Math.ceil(bytes / 1_000))} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
