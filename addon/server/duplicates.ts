/** Looking for leads of any campaign by phone and e-mail. */
import type { Calls } from '../calls.ts';
import type { DuplicateMatch } from '../model/wire.ts';
import { askBridge } from './ask-bridge.ts';

/** As the bridge takes them at most. */
const SLICE = 2_000;

/** All matches; long lists are asked in slices. Phones are E.164, e-mails lower case. */
export function duplicatesOf({ phones, emails }: Calls['duplicates']['ask']): Calls['duplicates']['answer'] {
  const matches: DuplicateMatch[] = [];
  const suppressed: { phones: string[]; emails: string[] } = { phones: [], emails: [] };
  const longest = Math.max(phones.length, emails.length);
  for (let from = 0; from < longest; from += SLICE) {
    const slice = { phones: phones.slice(from, from + SLICE), emails: emails.slice(from, from + SLICE) };
    const answer = askBridge('/v1/duplicates', slice);
    matches.push(...answer.matches);
    suppressed.phones.push(...answer.suppressed.phones);
    suppressed.emails.push(...answer.suppressed.emails);
  }
  return { matches, suppressed };
}
