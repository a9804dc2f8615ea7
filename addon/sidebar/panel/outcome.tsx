/** What became of what a person chose: said aloud, and brought into view where the keyboard lost its place. */
import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { Notice, type Tone } from '../ui/notice.tsx';
import { number } from '../ui/words.ts';

export interface Outcome {
  readonly tone: Tone;
  readonly title?: string;
  readonly text: string;
  readonly lines: readonly string[];
}

interface OutcomeNoteProps {
  readonly outcome: Outcome | null;
  /** Takes back what was done, where that can be. */
  readonly onUndo?: (() => void) | null;
  readonly onDismiss: () => void;
}

/** What was done well is news for so long. Milliseconds. */
export const STAYS = 60_000;

/** More than these would only be scrolled past. */
const MOST_LINES = 20;

export function OutcomeNote({ outcome, onUndo, onDismiss }: OutcomeNoteProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const note = place.current;
    if (!outcome || !note) return;
    const lost = document.activeElement === document.body;
    if (lost) note.focus({ preventScroll: true });
    if (lost || outcome.tone !== 'good') note.scrollIntoView({ block: 'nearest' });
  }, [outcome]);
  return (
    <div class="outcome" role="status" tabIndex={-1} ref={place}>
      {outcome ? (
        <Notice tone={outcome.tone} title={outcome.title}>
          <p>{outcome.text}</p>
          {outcome.lines.length > 0 ? (
            <ul class="outcome-lines">
              {outcome.lines.slice(0, MOST_LINES).map((line) => (
                <li key={line}>{line}</li>
              ))}
              {outcome.lines.length > MOST_LINES ? (
                <li>and {number(outcome.lines.length - MOST_LINES)} more</li>
              ) : null}
            </ul>
          ) : null}
          <div class="choice-buttons">
            {onUndo ? <Button onClick={onUndo}>Undo</Button> : null}
            <Button look="quiet" onClick={onDismiss}>
              Dismiss
            </Button>
          </div>
        </Notice>
      ) : null}
    </div>
  );
}
