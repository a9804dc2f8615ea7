/** A button that asks once more, in its own place, before it does what is hard to take back. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from './button.tsx';

interface ConfirmButtonProps {
  readonly label: string;
  readonly busy?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly wide?: boolean;
  /** Id of what tells what will happen. */
  readonly describedBy?: string | undefined;
  readonly onConfirm: () => void;
}

export function ConfirmButton({ label, busy, disabled, wide, describedBy, onConfirm }: ConfirmButtonProps) {
  const [asking, setAsking] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const wasAsking = useRef(false);
  useEffect(() => {
    // The pressed button is gone, and the keyboard with it: it goes to the question, and back to the button after it.
    if (asking) place.current?.querySelector<HTMLElement>('.confirm')?.focus();
    else if (wasAsking.current) place.current?.querySelector<HTMLElement>('button')?.focus();
    wasAsking.current = asking;
  }, [asking]);
  return (
    <div ref={place}>
      {asking ? (
        <fieldset
          class="confirm"
          tabIndex={-1}
          aria-label={`${label}: are you sure?`}
          aria-describedby={describedBy}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setAsking(false);
          }}
        >
          <p>Are you sure?</p>
          <div class="confirm-buttons">
            <Button
              look="primary"
              onClick={() => {
                setAsking(false);
                onConfirm();
              }}
            >
              Yes, {label.charAt(0).toLowerCase() + label.slice(1)}
            </Button>
            <Button look="quiet" onClick={() => setAsking(false)}>
              Not now
            </Button>
          </div>
        </fieldset>
      ) : (
        <Button
          wide={wide ?? false}
          busy={busy}
          disabled={disabled}
          describedBy={describedBy}
          onClick={() => setAsking(true)}
        >
          {label}
        </Button>
      )}
    </div>
  );
}
