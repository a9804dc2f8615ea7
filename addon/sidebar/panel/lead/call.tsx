/** A booked call: when it is, and where it can be moved. */
import type { LeadCard } from '../../../answers/lead.ts';
import { parseWallTime, wallKey, wallToIso } from '../../../model/time.ts';
import { ClockIcon } from '../../ui/icons.tsx';
import { whenOf } from '../desk/times.ts';
import { safeLink } from './words.ts';

export function BookedCall({ card, now }: { readonly card: LeadCard; readonly now: number }) {
  const text = card.texts.callBookedTime?.trim() ?? '';
  const link = safeLink(card.texts.calBookingUrl ?? '');
  if (text === '' && link === null) return null;
  const wall = parseWallTime(text);
  const when = wall ? whenOf(wallKey(wall), now) : text;
  const past = wall !== null && Date.parse(wallToIso(wall)) < now;
  return (
    <section class={`card padded call${past ? ' call-past' : ''}`} aria-label="Booked call">
      <ClockIcon />
      <div>
        <p class="call-when">
          {text === '' ? 'No call is booked yet' : past ? `Call was ${when}` : `Call ${when}`}
        </p>
        {text !== '' && !wall ? <p class="small">This is not a time that can be read.</p> : null}
        {link === null ? null : (
          <a class="row-link" href={link} target="_blank" rel="noopener noreferrer">
            Open the booking
          </a>
        )}
      </div>
    </section>
  );
}
