/** What the lists are called, and what each says when nobody is in it. */
import { LISTS, type ListName } from '../../../model/desk/line.ts';
import type { Period } from '../../../model/period.ts';

interface ListWords {
  readonly title: string;
  readonly empty: string;
}

export const LIST_WORDS: { readonly [L in ListName]: ListWords } = {
  waiting: { title: 'Waiting for an answer', empty: 'Nobody waits for an answer.' },
  hot: { title: 'Hot leads', empty: 'No lead is hot just now.' },
  warm: { title: 'Warm leads', empty: 'No lead is warm just now.' },
  upcoming: { title: 'Upcoming calls', empty: 'No call is coming up.' },
  booked: { title: 'Booked calls', empty: 'No call was booked yet.' },
  recent: { title: 'Recent replies', empty: 'Nobody has replied yet.' },
  archived: { title: 'Archived leads', empty: 'No lead is archived.' },
};

/** In the order in which a person works through them. */
export const LIST_ORDER: readonly ListName[] = ['waiting', ...LISTS.filter((list) => list !== 'waiting')];

export const PERIOD_WORDS: { readonly [P in Period]: { readonly short: string; readonly before: string } } = {
  today: { short: 'Today', before: 'yesterday' },
  '7days': { short: '7 days', before: 'the 7 days before' },
  '30days': { short: '30 days', before: 'the 30 days before' },
  all: { short: 'All', before: '' },
};
