/** The first step: a file is dropped, chosen or pasted; then how it was read, on its own first rows. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { MAX_FILE_BYTES, MAX_FILE_ROWS } from '../../../model/import/file.ts';
import { TEMPLATE_NAME, templateTable } from '../../../model/import/template.ts';
import { Button } from '../../ui/button.tsx';
import { saveCsv } from '../../ui/csv-file.ts';
import { ClipboardIcon, DownloadIcon, UploadIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { number } from '../../ui/words.ts';
import { Frame } from '../frame.tsx';
import { unconnected } from '../plan.ts';
import type { WizardActions } from '../use-wizard.ts';
import type { Source, Wizard, WizardEvent } from '../wizard.ts';
import { HowRead } from './how-read.tsx';

interface FileStepProps {
  readonly wizard: Wizard;
  readonly dispatch: (event: WizardEvent) => void;
  readonly actions: WizardActions;
  readonly onClose: () => void;
}

export function FileStep({ wizard, dispatch, actions, onClose }: FileStepProps) {
  const { source } = wizard;
  const [choosing, setChoosing] = useState(false);
  usePasteAnywhere(actions);
  const why = unconnected(wizard);
  if (source.is === 'ready' && !choosing) {
    return (
      <HowRead
        key={source.file.name}
        source={source}
        onHow={(how) => actions.readOtherwise(source, how)}
        onBack={() => setChoosing(true)}
        onward={() => dispatch({ is: 'wentTo', step: 'columns' })}
      />
    );
  }
  const kept = source.is === 'ready' ? source : source.is === 'none' ? null : source.before;
  return (
    <Frame
      title="Choose the file with your leads"
      intro="CSV, TSV or Excel (.xlsx), one lead in each row. Nothing is written before you have seen what becomes of every row."
      back={<Button onClick={onClose}>Close</Button>}
      onward={
        kept && source.is !== 'reading' ? (
          <Button
            look="primary"
            onClick={() => {
              if (source.is !== 'ready') actions.callOff();
              setChoosing(false);
            }}
          >
            Go on with {kept.file.name}
          </Button>
        ) : null
      }
    >
      {why ? <Notice tone="warn">{why}</Notice> : null}
      <div role="alert">
        {source.is === 'failed' ? (
          <Notice tone="bad" title={`${source.problem.title}: ${source.name}`}>
            {source.problem.message}
          </Notice>
        ) : null}
      </div>
      {source.is === 'reading' ? (
        <Reading source={source} onCancel={actions.callOff} />
      ) : (
        <Choose
          readFile={(file) => {
            setChoosing(false);
            actions.readFile(file);
          }}
          readText={(text) => {
            setChoosing(false);
            actions.readText(text);
          }}
        />
      )}
    </Frame>
  );
}

interface ReadingProps {
  readonly source: Extract<Source, { is: 'reading' }>;
  readonly onCancel: () => void;
}

function Reading({ source, onCancel }: ReadingProps) {
  return (
    <section class="drop" aria-label="Reading the file">
      <p class="drop-title" role="status">
        Reading {source.name}…
      </p>
      <div class="drop-progress">
        <Progress label="File read" value={Math.round(source.share * 100)} max={100} />
      </div>
      <Button onClick={onCancel}>Cancel</Button>
    </section>
  );
}

interface ChooseProps {
  readonly readFile: (file: File) => void;
  readonly readText: (text: string) => void;
}

function Choose({ readFile, readText }: ChooseProps) {
  const [pasting, setPasting] = useState(false);
  if (pasting) return <PasteBox onUse={readText} onBack={() => setPasting(false)} />;
  return <DropBox onFile={readFile} onPaste={() => setPasting(true)} />;
}

interface DropBoxProps {
  readonly onFile: (file: File) => void;
  readonly onPaste: () => void;
}

function DropBox({ onFile, onPaste }: DropBoxProps) {
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
      <p class="drop-title">Drop a CSV or Excel file here</p>
      <p class="small">
        Up to {number(MAX_FILE_ROWS)} rows and {MAX_FILE_BYTES / 1024 / 1024} MB
      </p>
      <div class="drop-buttons">
        <Button look="primary" onClick={() => input.current?.click()}>
          Choose a file
        </Button>
        <Button onClick={onPaste}>
          <ClipboardIcon /> Paste instead
        </Button>
      </div>
      <p class="small">
        Or press <kbd>Ctrl</kbd> <kbd>V</kbd> with cells or a file on the clipboard
      </p>
      <Button look="quiet" onClick={() => void saveCsv(TEMPLATE_NAME, templateTable())}>
        <DownloadIcon /> Download a template to fill in
      </Button>
      <input
        ref={input}
        class="unseen"
        type="file"
        tabIndex={-1}
        aria-label="CSV or Excel file"
        accept=".csv,.tsv,.txt,.xlsx,text/csv,text/tab-separated-values,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
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
        Cells from a spreadsheet, or the text of a CSV file
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
      const text = event.clipboardData?.getData('text/plain') ?? '';
      const file = event.clipboardData?.files[0];
      if (!file && text.trim() === '') return;
      event.preventDefault();
      // Spreadsheets put a picture of the cells beside their text.
      if (file && !(file.type.startsWith('image/') && text.trim() !== '')) readFile(file);
      else readText(text);
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, [readFile, readText]);
}
