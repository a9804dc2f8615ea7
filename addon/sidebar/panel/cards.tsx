/** Cards for work that is waiting: existing leads to map, imports to carry on. */
import type { ImportProgress, SidebarState } from '../../calls.ts';
import type { ImportId } from '../../model/lead.ts';
import { Button } from '../ui/button.tsx';
import { LinkIcon } from '../ui/icons.tsx';
import { Progress } from '../ui/progress.tsx';
import { count, number } from '../ui/words.ts';
import { mappedLeads } from './long-actions.ts';

interface MapCardProps {
  readonly state: SidebarState;
  readonly busy: boolean;
  readonly onMap: () => void;
}

/** Offers to show the leads that Sanity already holds. */
export function MapCard({ state, busy, onMap }: MapCardProps) {
  const mapped = mappedLeads(state);
  const total = mapped + state.unmappedOriginals;
  return (
    <section class="card callout" aria-labelledby="map-title">
      <h2 class="callout-title" id="map-title">
        <LinkIcon /> {count(state.unmappedOriginals, 'existing lead')} in Sanity
      </h2>
      <p>They have no tab yet. Mapping shows them in one; their documents stay exactly as they are.</p>
      {busy ? (
        <>
          <Progress label="Mapping existing leads" value={mapped} max={total} />
          <p class="small" role="status">
            {number(mapped)} of {number(total)} in the tab
          </p>
        </>
      ) : null}
      <Button wide busy={busy} onClick={onMap}>
        {busy ? 'Mapping…' : 'Map existing leads'}
      </Button>
    </section>
  );
}

interface ImportCardProps {
  readonly progress: ImportProgress;
  readonly stalled: boolean;
  readonly busy: boolean;
  readonly onResume: (importId: ImportId) => void;
}

/** An import that is not done: how far it is, and a way to carry it on when nobody does. */
export function ImportCard({ progress, stalled, busy, onResume }: ImportCardProps) {
  const { state, campaignName, written, verified, total, message } = progress;
  const done = state === 'saving' ? verified : written;
  const waits = state === 'stopped' || stalled;
  // Until all rows are sent, only the dialog that has the file can go on.
  const uploading = state === 'uploading';
  return (
    <li class="import-card">
      <p class="import-name">
        <strong class="clip">{campaignName}</strong>
        <span>
          {number(done)} of {number(total)}
        </span>
      </p>
      <Progress label={`Import of ${campaignName}`} value={done} max={total} quiet={waits} />
      <p class="small">{message ?? importText(progress, waits)}</p>
      {!uploading && (waits || busy) ? (
        <Button wide busy={busy} onClick={() => onResume(progress.importId)}>
          {busy ? 'Carrying on…' : 'Carry on'}
        </Button>
      ) : null}
    </li>
  );
}

function importText({ state, total, written, verified }: ImportProgress, waits: boolean): string {
  switch (state) {
    case 'uploading':
      return waits
        ? 'The import window was closed before all rows were sent. Nothing was written; import the file again.'
        : 'Rows are being sent; nothing stands in the sheet yet.';
    case 'writing':
      return waits
        ? `${count(total - written, 'row')} still to be written. It goes on by itself, or at once.`
        : 'Rows are being written into the sheet.';
    default:
      return waits
        ? `${count(total - verified, 'row')} in the sheet not verified in Sanity yet.`
        : 'Rows are being saved and read back.';
  }
}
