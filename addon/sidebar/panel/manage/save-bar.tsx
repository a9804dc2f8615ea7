/** What was changed and is not saved: kept in sight, wherever the page is scrolled to. */
import { Button } from '../../ui/button.tsx';

interface SaveBarProps {
  readonly busy: boolean;
  /** Why it cannot be saved as it is; null where it can. */
  readonly problem: string | null;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
}

export function SaveBar({ busy, problem, onSave, onDiscard }: SaveBarProps) {
  return (
    <section class="save-bar" aria-label="Not saved yet">
      <p class="small" id="save-problem" role="status">
        {problem ?? 'Not saved yet'}
      </p>
      <div class="save-buttons">
        <Button
          look="primary"
          busy={busy}
          disabled={problem !== null}
          describedBy="save-problem"
          onClick={onSave}
        >
          {busy ? 'Saving…' : 'Save'}
        </Button>
        <Button look="quiet" disabled={busy} onClick={onDiscard}>
          Discard
        </Button>
      </div>
    </section>
  );
}
