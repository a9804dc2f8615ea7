/** The way to an erasure: a copy or its refusal first, then a word that is typed, then the button. */
import { useState } from 'preact/hooks';
import { ORIGINAL_CAMPAIGN } from '../../../model/lead.ts';
import type { PersonResponse } from '../../../model/wire.ts';
import { Button } from '../../ui/button.tsx';
import { DownloadIcon } from '../../ui/icons.tsx';
import { saveBlob } from '../../ui/save-file.ts';
import { count } from '../../ui/words.ts';

/** What has to be typed. */
const WORD = 'forget';

interface ForgetFormProps {
  readonly held: PersonResponse;
  readonly busy: boolean;
  readonly onErase: (held: PersonResponse) => void;
}

export function ForgetForm({ held, busy, onErase }: ForgetFormProps) {
  const [taken, setTaken] = useState<string | null>(null);
  const [declined, setDeclined] = useState(false);
  const [typed, setTyped] = useState('');
  const why =
    taken === null && !declined
      ? 'First take the copy, or confirm that none is wanted.'
      : typed.trim().toLowerCase() !== WORD
        ? `Type the word “${WORD}” to go on.`
        : null;
  const save = () => {
    const name = `held about a person - ${new Date().toISOString().slice(0, 10)}.json`;
    saveBlob(name, new Blob([held.dossier], { type: 'application/json' }));
    setTaken(name);
  };
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (why === null && !busy) onErase(held);
      }}
    >
      <section class="section" aria-labelledby="copy-title">
        <h2 class="section-title" id="copy-title">
          1. A copy for the person
        </h2>
        <div class="card padded form">
          <p>Everything above as a file, for whoever asked what is held about them.</p>
          <Button wide onClick={save}>
            <DownloadIcon /> Download it as JSON
          </Button>
          {taken === null ? null : (
            <p class="small" role="status">
              Saved as “{taken}” in your downloads. Delete it when it was handed over.
            </p>
          )}
          <label class="forget-check">
            <input
              type="checkbox"
              checked={declined}
              onChange={(event) => setDeclined(event.currentTarget.checked)}
            />
            The person was offered a copy and wants none
          </label>
        </div>
      </section>
      <Consequences held={held} />
      <section class="section" aria-labelledby="erase-title">
        <h2 class="section-title" id="erase-title">
          3. Erase
        </h2>
        <div class="card padded form">
          <label class="field">
            <span>Type the word “{WORD}”</span>
            <input
              type="text"
              autocomplete="off"
              spellcheck={false}
              value={typed}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          </label>
          <Button look="danger" wide submit busy={busy} disabled={why !== null} describedBy="forget-why">
            {busy ? 'Erasing…' : 'Erase this person for good'}
          </Button>
          <p class="small" id="forget-why" role="status">
            {busy
              ? 'Erasing, and asking for each document again. Keep the sidebar open.'
              : (why ?? NO_WAY_BACK)}
          </p>
        </div>
      </section>
    </form>
  );
}

const NO_WAY_BACK = 'There is no way back from this.';

/**
 * What goes and what stays. Google keeps its version history whatever a script does: revisions of spreadsheets cannot be
 * deleted (https://developers.google.com/workspace/drive/api/reference/rest/v3/revisions/delete).
 */
function Consequences({ held: { leads, conflicts, others } }: { readonly held: PersonResponse }) {
  const original = leads.some(({ campaign }) => campaign === ORIGINAL_CAMPAIGN || campaign === null);
  const foreign = others.reduce((sum, { count: n }) => sum + n, 0);
  return (
    <section class="section" aria-labelledby="then-title">
      <h2 class="section-title" id="then-title">
        2. What will happen
      </h2>
      <div class="card padded">
        <ul class="forget-points">
          <li>
            {count(leads.length, 'document')}
            {conflicts.length > 0 ? ` and ${count(conflicts.length, 'conflict')}` : ''}{' '}
            {leads.length + conflicts.length === 1 ? 'is' : 'are'} deleted from Sanity with all earlier
            versions. Then Sanity is asked whether anything is left.
          </li>
          <li>Their rows are deleted from every tab of this spreadsheet.</li>
          <li>
            Phone and e-mail go on a list that nobody can read back. From then on, import leaves this person
            out.
          </li>
          <li>It is recorded that you erased a person, and when, but not whom.</li>
          {original ? (
            <li>
              <strong>An original lead is among them.</strong> The older tools that live on those leads will
              no longer find it either.
            </li>
          ) : null}
        </ul>
        <p class="forget-stays">
          <strong>What stays</strong>
        </p>
        <ul class="forget-points">
          {foreign > 0 ? <li>{count(foreign, 'document')} of other tools: delete them there.</li> : null}
          <li>
            Google’s version history of this spreadsheet: no script can erase it. Make a copy of the
            spreadsheet and delete this one if that must go too.
          </li>
          <li>Files that were exported, back-ups, and other spreadsheets.</li>
        </ul>
      </div>
    </section>
  );
}
