/** The whole sidebar: waiting, failed, or the home view with the settings sliding over it. */
import { useEffect, useState } from 'preact/hooks';
import type { Ask } from '../server.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Home } from './home.tsx';
import { Pages } from './pages.tsx';
import { type SyncLine, syncLine } from './sync-line.ts';
import { usePanel } from './use-panel.ts';

export function App({ ask }: { readonly ask: Ask }) {
  const { panel, actions } = usePanel(ask);
  const now = useNow();
  const { server, failure } = panel;
  if (!server)
    return failure ? <FirstFailure message={failure.message} onRetry={actions.retry} /> : <Waiting />;
  const line = syncLine(server, failure, now);
  return (
    <>
      <Announcer line={line} />
      <div class="view-home" inert={panel.pages.length > 0}>
        <Home panel={panel} state={server} line={line} now={now} ask={ask} actions={actions} />
      </div>
      <Pages panel={panel} state={server} now={now} ask={ask} actions={actions} />
    </>
  );
}

/** Tells screen readers when the line changes, but not each time the clock does. */
function Announcer({ line }: { readonly line: SyncLine }) {
  return (
    <p class="unseen" role="status">
      {line.text}
    </p>
  );
}

/** The time, so that “12 s ago” stays true. Milliseconds. */
function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') setNow(Date.now());
    }, 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function Waiting() {
  return (
    <div aria-busy="true">
      <header class="banner">
        <p class="banner-over">Leadsheet</p>
        <h1>Loading…</h1>
        <p class="unseen" role="status">
          Loading the campaigns
        </p>
        <div class="ghost ghost-dark" style={{ width: '60%' }} />
        <div class="ghost ghost-dark ghost-tall" />
      </header>
      <div class="body">
        <div class="ghost ghost-tall" />
        <div class="ghost" style={{ width: '40%' }} />
        <div class="card padded">
          <div class="ghost" />
          <div class="ghost" />
          <div class="ghost" style={{ width: '70%' }} />
        </div>
      </div>
    </div>
  );
}

function FirstFailure({ message, onRetry }: { readonly message: string; readonly onRetry: () => void }) {
  return (
    <div>
      <header class="banner">
        <p class="banner-over">Leadsheet</p>
        <h1>Could not load</h1>
        <p class="banner-facts">The campaigns could not be read. Nothing was changed.</p>
      </header>
      <main class="body">
        <Notice tone="bad" urgent title="What happened">
          <p>{message}</p>
        </Notice>
        <Button look="primary" wide onClick={onRetry}>
          Try again
        </Button>
      </main>
    </div>
  );
}
