/** When people reply: a table of weekdays and hours, the fuller the darker. */
import { number } from '../../ui/words.ts';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
/** Every sixth hour has room for its number. */
const NAMED = 6;

export function Heat({ heat }: { readonly heat: readonly (readonly number[])[] }) {
  const most = Math.max(0, ...heat.flat());
  if (most === 0) return <p class="small">Nobody has replied in this period.</p>;
  return (
    <table class="heat">
      <caption class="unseen">Replies by weekday and hour, UK time</caption>
      <thead>
        <tr>
          <td />
          {Array.from({ length: 24 }, (_, hour) => (
            <th key={hour} scope="col">
              {hour % NAMED === 0 ? hour : <span class="unseen">{hour}</span>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {DAYS.map((day, n) => (
          <tr key={day}>
            <th scope="row">{day}</th>
            {(heat[n] ?? []).map((replies, hour) => (
              <td
                key={hour}
                style={replies > 0 ? { background: shade(replies / most) } : undefined}
                title={`${day} ${String(hour).padStart(2, '0')}:00: ${number(replies)}`}
              >
                <span class="unseen">{replies}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** From the brand's cyan to its purple. */
function shade(share: number): string {
  const between = (from: number, to: number) => Math.round(from + (to - from) * share);
  return `rgb(${between(178, 110)} ${between(228, 30)} ${between(240, 200)})`;
}
