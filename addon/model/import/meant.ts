/** What other programs call the values that a lead's lists have. */

import { readText } from '../cell.ts';
import { type Field, fieldOf } from '../fields.ts';
import { DEFAULT_COUNTRY } from '../phone.ts';

/**
 * Value of our list → how others say it, letters and digits only. Nothing means `Ready`: the automation writes to
 * whoever is ready, so that is for a person to say.
 */
const SAID: {
  readonly [K in 'contactStatus' | 'leadSentiment' | 'finalStatus']: Readonly<Record<string, string>>;
} = {
  contactStatus: {
    HOT: 'hotlead veryinterested readytobuy highlyinterested priority',
    WARM: 'warmlead interested qualified nurture nurturing considering followup',
    COLD: 'coldlead noanswer noresponse unresponsive noreply voicemail',
    NEUTRAL: 'undecided thinking',
    NEGATIVE: 'notinterested uninterested unqualified disqualified rejected declined badlead',
    CALL_BOOKED:
      'appointmentbooked appointmentset meetingbooked meetingscheduled surveybooked appointment demobooked consultationbooked',
    CONVERTED: 'sold won closedwon customer signed saleagreed contracted',
    INSTALLED: 'completed installcomplete installationcomplete fitted',
    PAUSED: 'onhold hold parked snoozed',
    REMOVED: 'donotcontact dnc optout optedout unsubscribed removeme stop donotcall blacklisted',
  },
  leadSentiment: {
    POSITIVE: 'happy good pos great',
    NEGATIVE: 'unhappy bad neg angry',
    NEUTRAL: 'ok average mixed',
    UNSURE: 'notsure maybe',
    UNCLEAR: 'unknown',
  },
  finalStatus: {
    WON: 'sold closedwon sale success successful converted',
    LOST: 'closedlost nosale unsuccessful dead',
    IN_PROGRESS: 'open ongoing pending active working',
    PAUSED: 'onhold hold',
    REMOVED: 'donotcontact optout',
  },
};

const MEANS: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries(SAID).map(([key, values]) => [
    key,
    new Map(
      Object.entries(values).flatMap(([value, words]) =>
        words.split(' ').map((word) => [word, value] as const),
      ),
    ),
  ]),
);

/** The listed value that a text means by what other programs say; null where nothing is known to. */
export function meantValue(field: Field, text: string): string | null {
  return MEANS.get(field.key)?.get(text.toLowerCase().replace(/[^a-z0-9]/g, '')) ?? null;
}

/** A distinct value of a column with a list, how often it stands there, and what it is taken for. */
export interface ListedValue {
  readonly text: string;
  readonly count: number;
  /** The value of the list; null: it means none of them, so a person decides or it is kept as it is. */
  readonly value: string | null;
  /** `said`: it is a value of the list, however it is spelled. `meant`: others call it so. */
  readonly how: 'said' | 'meant' | 'unknown';
}

export interface ListedValues {
  readonly values: readonly ListedValue[];
  /** Distinct values beyond the most frequent ones, which are not listed. */
  readonly more: number;
}

/** A column with more values than this is no list. */
const MOST_VALUES = 200;

/** The distinct values of a column of a field that has a list (yes and no among them), the frequent ones first. */
export function listedValues(field: Field, cells: readonly string[]): ListedValues {
  const counts = new Map<string, number>();
  for (const cell of cells) {
    const text = cell.trim();
    if (text !== '') counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const ordered = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return {
    values: ordered.slice(0, MOST_VALUES).map(([text, count]) => ({ text, count, ...takenFor(field, text) })),
    more: Math.max(0, ordered.length - MOST_VALUES),
  };
}

function takenFor(field: Field, text: string): Pick<ListedValue, 'value' | 'how'> {
  const reading = readText(field, text, DEFAULT_COUNTRY);
  const listed = reading.state === 'value' && reading.hint === undefined;
  if (listed) return { value: shownValue(field, reading.value), how: 'said' };
  const meant = meantValue(field, text);
  return meant === null ? { value: null, how: 'unknown' } : { value: meant, how: 'meant' };
}

/** The values that a person may choose for a field with a list, as cells say them. */
export function valuesOf(field: Field): readonly string[] {
  const { kind } = fieldOf(field.key);
  if (kind.is === 'choice') return kind.values;
  return kind.is === 'yesNo' ? [kind.yes, kind.no] : [];
}

function shownValue({ kind }: Field, value: unknown): string {
  if (kind.is === 'yesNo') return value === true ? kind.yes : kind.no;
  return String(value);
}
