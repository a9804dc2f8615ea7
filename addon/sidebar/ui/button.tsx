/** A button as both pages draw it. */
import type { ComponentChildren } from 'preact';

interface ButtonProps {
  readonly look?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly wide?: boolean;
  /** Under way: shows that it works and takes no second press, but keeps the focus. */
  readonly busy?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** What it leads to is what is shown now. */
  readonly current?: boolean;
  readonly submit?: boolean;
  /** Id of what explains the button, e.g. why it is disabled. */
  readonly describedBy?: string | undefined;
  readonly onClick?: () => void;
  readonly children: ComponentChildren;
}

export function Button({
  look = 'plain',
  wide,
  busy,
  disabled,
  current,
  submit,
  describedBy,
  onClick,
  children,
}: ButtonProps) {
  const blocked = busy || disabled;
  return (
    <button
      type={submit ? 'submit' : 'button'}
      class={`button button-${look}${wide ? ' button-wide' : ''}${busy ? ' is-busy' : ''}`}
      aria-disabled={blocked ? 'true' : undefined}
      aria-busy={busy ? 'true' : undefined}
      aria-current={current ? 'true' : undefined}
      aria-describedby={describedBy}
      onClick={(event) => {
        if (blocked) event.preventDefault();
        else onClick?.();
      }}
    >
      {busy ? <span class="spinner" aria-hidden="true" /> : null}
      {children}
    </button>
  );
}

interface IconButtonProps {
  readonly name: string;
  readonly onClick: () => void;
  readonly busy?: boolean | undefined;
  readonly children: ComponentChildren;
}

/** A button that shows only an icon; `name` is said and shown on hover. */
export function IconButton({ name, onClick, busy, children }: IconButtonProps) {
  return (
    <button
      type="button"
      class={`icon-button${busy ? ' is-turning' : ''}`}
      aria-label={name}
      title={name}
      aria-busy={busy ? 'true' : undefined}
      onClick={() => {
        if (!busy) onClick();
      }}
    >
      {children}
    </button>
  );
}
