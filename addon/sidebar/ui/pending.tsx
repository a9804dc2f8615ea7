/** What stands where an answer is still on its way, or did not come. */
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

interface PendingProps {
  /** What is being waited for: “the campaign”. */
  readonly what: string;
  /** Why there is none; null: it is on its way. */
  readonly failure: string | null;
  readonly busy?: boolean;
  readonly onRetry: () => void;
}

export function Pending({ what, failure, busy, onRetry }: PendingProps) {
  if (failure !== null)
    return (
      <Notice tone="bad" urgent title={`Could not read ${what}`}>
        <p>{failure}</p>
        <Button busy={busy} onClick={onRetry}>
          Try again
        </Button>
      </Notice>
    );
  return (
    <div class="card padded" role="status">
      <span class="unseen">Reading {what}</span>
      <div class="ghost" style={{ width: '45%' }} />
      <div class="ghost" />
      <div class="ghost" style={{ width: '70%' }} />
    </div>
  );
}

/** Above what is shown from before, where a newer answer failed. */
export function Stale({ what, failure, busy, onRetry }: PendingProps) {
  if (failure === null) return null;
  return (
    <Notice tone="warn" title={`Could not refresh ${what}`}>
      <p>{failure} What is shown is from before.</p>
      <Button busy={busy} onClick={onRetry}>
        Try again
      </Button>
    </Notice>
  );
}
