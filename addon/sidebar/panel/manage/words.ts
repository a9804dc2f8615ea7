/** Days and people as the management pages write them. */
import { momentOf } from '../../ui/words.ts';

/** `23 December 2026`; the text itself where it is no time. */
export function untilWords(iso: string): string {
  const moment = momentOf(iso);
  if (moment === null) return iso;
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' }).format(moment);
}

/** Who did something; Google does not always tell. */
export function whoWords(email: string, user: string): string {
  if (email === '') return 'someone whom Google does not name';
  return email === user ? 'you' : email;
}
