/** A boxed message: what happened, and what to do. */
import type { ComponentChildren } from 'preact';
import { AlertIcon, CheckIcon, InfoIcon } from './icons.tsx';

export type Tone = 'info' | 'good' | 'warn' | 'bad';

interface NoticeProps {
  readonly tone: Tone;
  readonly title?: string | undefined;
  readonly children?: ComponentChildren;
  /** Said at once by screen readers. For what a person must not miss. */
  readonly urgent?: boolean;
}

export function Notice({ tone, title, children, urgent }: NoticeProps) {
  return (
    <div class={`notice notice-${tone}`} role={urgent ? 'alert' : undefined}>
      <span class="notice-icon">
        {tone === 'good' ? <CheckIcon /> : tone === 'info' ? <InfoIcon /> : <AlertIcon />}
      </span>
      <div class="notice-text">
        {title ? <strong class="notice-title">{title}</strong> : null}
        {children}
      </div>
    </div>
  );
}
