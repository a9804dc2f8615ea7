/** A campaign's numbers at a glance: eight tiles, each against the period before, and how long replies take. */
import type { ComponentChildren } from 'preact';
import type { DeskNumbers } from '../../../answers/desk.ts';
import { PERIODS, type Period } from '../../../model/period.ts';
import { number } from '../../ui/words.ts';
import { PERIOD_WORDS } from './words.ts';

interface PeriodChooserProps {
  readonly period: Period;
  /** Chosen, and on its way to the dashboard. */
  readonly busy: boolean;
  readonly onChoose: (period: Period) => void;
}

export function PeriodChooser({ period, busy, onChoose }: PeriodChooserProps) {
  return (
    <fieldset class="periods" aria-label="Period">
      {PERIODS.map((one) => {
        const on = one === period;
        return (
          <button
            key={one}
            type="button"
            class={`period${on ? ' is-on' : ''}`}
            aria-pressed={on}
            aria-busy={on && busy ? 'true' : undefined}
            onClick={() => {
              if (!on) onChoose(one);
            }}
          >
            {on && busy ? <span class="spinner" aria-hidden="true" /> : null}
            {PERIOD_WORDS[one].short}
          </button>
        );
      })}
    </fieldset>
  );
}

interface NumbersProps {
  readonly numbers: DeskNumbers;
  readonly period: Period;
}

export function Numbers({ numbers, period }: NumbersProps) {
  const { change } = numbers;
  const tile = (label: string, value: string, grown?: number, worse = false) => (
    <Tile
      label={label}
      value={value}
      note={grown === undefined ? null : <Change percent={grown} period={period} worse={worse} />}
    />
  );
  return (
    <dl class="tiles">
      {tile('Messages', number(numbers.messages), change?.messages)}
      {tile('Replies', number(numbers.replied), change?.replied)}
      {tile('Reply rate', percent(numbers.replyRate), change?.replyRate)}
      {tile('Hot', number(numbers.hot), change?.hot)}
      {tile('Calls booked', number(numbers.callsBooked), change?.callsBooked)}
      {tile('Converted', number(numbers.converted), change?.converted)}
      {tile('Opt-outs', percent(numbers.optOutRate), change?.optOutRate, true)}
      <Tile
        label="Time to reply, median"
        value={hours(numbers.medianHours)}
        note={<span class="tile-note">mean {hours(numbers.meanHours)}</span>}
        wide
      />
    </dl>
  );
}

interface TileProps {
  readonly label: string;
  readonly value: string;
  readonly note: ComponentChildren;
  readonly wide?: boolean;
}

function Tile({ label, value, note, wide }: TileProps) {
  return (
    <div class={`tile${wide ? ' tile-wide' : ''}`}>
      <dt>{label}</dt>
      <dd class="tile-value">{value}</dd>
      {note ? <dd>{note}</dd> : null}
    </div>
  );
}

interface ChangeProps {
  readonly percent: number;
  readonly period: Period;
  /** True where more is not good news. */
  readonly worse: boolean;
}

function Change({ percent: by, period, worse }: ChangeProps) {
  const { before } = PERIOD_WORDS[period];
  const rounded = Math.round(by);
  if (rounded === 0)
    return (
      <span class="tile-note" title={`As in ${before}`}>
        ± 0 % <span class="unseen">against {before}</span>
      </span>
    );
  const up = rounded > 0;
  return (
    <span
      class={`tile-note tile-${up === worse ? 'bad' : 'good'}`}
      title={`${up ? 'Up' : 'Down'} ${number(Math.abs(rounded))} % against ${before}`}
    >
      <span aria-hidden="true">{up ? '▲' : '▼'}</span>
      <span class="unseen">{up ? 'up' : 'down'}</span> {number(Math.abs(rounded))} %
      <span class="unseen"> against {before}</span>
    </span>
  );
}

/** `12.3 %`; a half is rounded up, as everywhere on the dashboard. */
function percent(rate: number): string {
  return `${oneDecimal.format(rate)} %`;
}

function hours(value: number | null): string {
  return value === null ? '–' : `${oneDecimal.format(value)} h`;
}

const oneDecimal = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });
