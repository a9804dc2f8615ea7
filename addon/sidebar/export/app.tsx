/** The whole export dialog: choosing, reading, and what was saved. */
import { Frame } from '../import/frame.tsx';
import type { Ask } from '../server.ts';
import { Button } from '../ui/button.tsx';
import { DownloadIcon } from '../ui/icons.tsx';
import { Notice } from '../ui/notice.tsx';
import { count, number } from '../ui/words.ts';
import { chosenOf, whyNot } from './choices.ts';
import { ColumnsForm, FilterForm, FormatForm, WhatForm } from './forms.tsx';
import { GoingView, ReceiptView } from './outcome.tsx';
import { type ExportLife, useExport } from './use-export.ts';

interface AppProps {
  readonly ask: Ask;
  readonly closePage: () => void;
}

export function App({ ask, closePage }: AppProps) {
  const life = useExport(ask);
  return (
    <div class="dialog">
      <header class="banner head export-head">
        <p class="banner-over">Leadsheet</p>
      </header>
      <Stage life={life} closePage={closePage} />
    </div>
  );
}

function Stage({ life, closePage }: { readonly life: ExportLife; readonly closePage: () => void }) {
  const { state, phase, unknown } = life;
  if (!state) return <Unknown unknown={unknown} onRetry={life.retry} onClose={closePage} />;
  switch (phase.is) {
    case 'choosing':
    case 'failed':
      return <Choosing life={life} onClose={closePage} />;
    case 'going':
      return <GoingView going={phase.going} onCancel={life.cancel} />;
    case 'done':
      return <ReceiptView receipt={phase.receipt} onAgain={life.again} onClose={closePage} />;
  }
}

interface UnknownProps {
  readonly unknown: string | null;
  readonly onRetry: () => void;
  readonly onClose: () => void;
}

function Unknown({ unknown, onRetry, onClose }: UnknownProps) {
  return (
    <Frame
      title="Export"
      intro={
        unknown === null ? (
          <span role="status">Asking which campaigns there are…</span>
        ) : (
          'Nothing was exported.'
        )
      }
      back={<Button onClick={onClose}>Close</Button>}
      onward={
        unknown === null ? null : (
          <Button look="primary" onClick={onRetry}>
            Try again
          </Button>
        )
      }
    >
      {unknown === null ? (
        <div aria-busy="true" class="export-forms">
          <div class="ghost ghost-tall" />
          <div class="ghost ghost-tall" />
        </div>
      ) : (
        <Notice tone="bad" urgent title="The campaigns could not be read">
          {unknown}
        </Notice>
      )}
    </Frame>
  );
}

function Choosing({ life, onClose }: { readonly life: ExportLife; readonly onClose: () => void }) {
  const { state, choices, phase, choose } = life;
  if (!state || !choices) return null;
  const why = whyNot(choices, state);
  const describedBy = why === null ? undefined : 'why-not';
  return (
    <Frame
      title="Export"
      intro="Everything is read from Sanity, lead by lead, and counted before a file is called complete."
      back={<Button onClick={onClose}>Close</Button>}
      onward={
        <>
          <span id="why-not" class="why-not" role="status">
            {why ?? <Extent life={life} />}
          </span>
          <Button disabled={why !== null} describedBy={describedBy} onClick={life.count}>
            Count
          </Button>
          <Button look="primary" disabled={why !== null} describedBy={describedBy} onClick={life.start}>
            <DownloadIcon /> Export
          </Button>
        </>
      }
    >
      {phase.is === 'failed' ? (
        <Notice tone="bad" urgent title="Nothing was saved">
          {phase.message}
        </Notice>
      ) : null}
      <div class="export-forms">
        <WhatForm choices={choices} campaigns={state.campaigns} choose={choose} />
        <div class="export-side">
          <FormatForm choices={choices} choose={choose} />
          <FilterForm choices={choices} choose={choose} />
          {choices.kinds.includes('leads') ? <ColumnsForm choices={choices} choose={choose} /> : null}
        </div>
      </div>
    </Frame>
  );
}

/** How many leads it is about: counted where they were read already, else what the tabs say. */
function Extent({ life }: { readonly life: ExportLife }) {
  const { matching, choices, state } = life;
  if (matching)
    return (
      <>
        <b>{number(matching.leads)}</b> of {count(matching.of, 'lead')} match
      </>
    );
  const chosen = state && choices ? chosenOf(choices, state.campaigns) : [];
  const leads = chosen.reduce((sum, one) => sum + one.leads, 0);
  return (
    <>
      {count(leads, 'lead')} in {count(chosen.length, 'campaign')}
    </>
  );
}
