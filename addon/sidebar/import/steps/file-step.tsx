/** The first step: a file is dropped, chosen or pasted. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { MAX_FILE_BYTES, MAX_FILE_ROWS } from '../../../model/import/file.ts';
import { Button } from '../../ui/button.tsx';
import { ClipboardIcon, UploadIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import { number } from '../../ui/words.ts';
import { Frame } from '../frame.tsx';
import type { WizardActions } from '../use-wizard.ts';
import type { Source, World } from '../wizard.ts';

interface FileStepProps {
  readonly source: Source;
  readonly world: World | null;
  readonly actions: WizardActions;
  readonly onKeep: () => void;
  readonly onClose: () => void;
}

export function FileStep({ source, world, actions, onKeep, onClose }: FileStepProps) {
  const [pasting, setPasting] = useState(false);
  usePasteAnywhere(actions);
  return (
    <Frame
      title="Choose the file with your leads"
      intro="A CSV or TSV file with one lead in each row and headings in the first. Nothing is written before you have seen it."
      back={<Button onClick={onClose}>Cancel</Button>}
      onward={
        source.is === 'ready' ? (
          <Button look="primary" onClick={onKeep}>
            Go on with {source.file.name}
          </Button>
        ) : null
      }
    >
      {world && world.connection.state !== 'ok' ? (
        <Notice tone="warn" title="Leadsheet is not connected to Sanity">
          You can look at a file here, but not import it. Connect in the sidebar first.
        </Notice>
      ) : null}
      <div role="alert">
        {source.is === 'failed' ? (
          <Notice tone="bad" title={`${source.problem.title}: ${source.name}`}>
            {source.problem.message}
          </Notice>
        ) : null}
      </div>
      {pasting ? (
        <PasteBox onUse={actions.readText} onBack={() => setPasting(false)} />
      ) : (
        <DropBox busy={source.is === 'reading'} onFile={actions.readFile} onPaste={() => setPasting(true)} />
      )}
    </Frame>
  );
}

interface DropBoxProps {
  readonly busy: boolean;
  readonly onFile: (file: File) => void;
  readonly onPaste: () => void;
}

function DropBox({ busy, onFile, onPaste }: DropBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0];
    if (file) onFile(file);
  };
  return (
    <section
      class={`drop${over ? ' is-over' : ''}`}
      aria-label="Drop a file here"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer?.files);
      }}
    >
      <span class="drop-icon">
        <UploadIcon size={34} />
      </span>
      <p class="drop-title">{busy ? 'Reading the file…' : 'Drop a CSV file here'}</p>
      <p class="small">
        Up to {number(MAX_FILE_ROWS)} rows and {MAX_FILE_BYTES / 1024 / 1024} MB
      </p>
      <div class="drop-buttons">
        <Button look="primary" busy={busy} onClick={() => input.current?.click()}>
          Choose a file
        </Button>
        <Button onClick={onPaste}>
          <ClipboardIcon /> Paste instead
        </Button>
      </div>
      <p class="small">
        Or press <kbd>Ctrl</kbd> <kbd>V</kbd> with cells or a file on the clipboard
      </p>
      <input
        ref={input}
        class="unseen"
        type="file"
        tabIndex={-1}
        aria-label="CSV file"
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
        onChange={(event) => {
          take(event.currentTarget.files);
          // The same file may be chosen again after it was corrected.
          event.currentTarget.value = '';
        }}
      />
    </section>
  );
}

interface PasteBoxProps {
  readonly onUse: (text: string) => void;
  readonly onBack: () => void;
}

function PasteBox({ onUse, onBack }: PasteBoxProps) {
  const [text, setText] = useState('');
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <section class="paste" aria-label="Paste leads">
      <label class="label" for="paste-text">
        Leads, with the headings in the first line
      </label>
      <textarea
        id="paste-text"
        ref={box}
        value={text}
        spellcheck={false}
        placeholder={'First name,Phone,E-mail\nSam,07700 900123,sam@example.com'}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <div class="paste-buttons">
        <Button look="primary" disabled={text.trim() === ''} onClick={() => onUse(text)}>
          Use this text
        </Button>
        <Button onClick={onBack}>Choose a file instead</Button>
      </div>
    </section>
  );
}

/** Ctrl+V anywhere but in a text box takes the clipboard's file or text. */
function usePasteAnywhere({ readFile, readText }: WizardActions): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      if (event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement) return;
      const file = event.clipboardData?.files[0];
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (!file && text.trim() === '') return;
      event.preventDefault();
      if (file) readFile(file);
      else readText(text);
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, [readFile, readText]);
}
