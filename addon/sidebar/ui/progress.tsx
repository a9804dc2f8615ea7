/** A progress bar with its name and its numbers. */
import { number } from './words.ts';

interface ProgressProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly quiet?: boolean;
}

export function Progress({ label, value, max, quiet }: ProgressProps) {
  const share = max > 0 ? Math.min(100, (value / max) * 100) : 0;
  return (
    <div class={`progress${quiet ? ' progress-quiet' : ''}`}>
      <div
        class="progress-track"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={value}
        aria-valuetext={`${number(value)} of ${number(max)}`}
      >
        <div class="progress-fill" style={{ width: `${share}%` }} />
      </div>
    </div>
  );
}
