/** A random schedule from a seed. */
import { FIELDS } from '../../addon/model/fields.ts';
import type { FaultInput } from '../local/lake/server.ts';
import { type Random, seeded } from '../local/sample/random.ts';
import { EXTRAS } from './prepared-leads.ts';
import type { Camp, Schedule, Size, Step } from './schedule.ts';

const MOST_STEPS = 25;
const LEAST_STEPS = 8;

/** The schedule of a seed: the same on every machine. */
export function generate(seed: number): Schedule {
  const random = seeded(seed * 2_654_435 + 17);
  const count = random.whole(LEAST_STEPS, MOST_STEPS);
  return {
    seed,
    size: sizeOf(random),
    steps: Array.from({ length: count }, (_, v) => stepOf(random, v + 1)),
  };
}

function sizeOf(random: Random): Size {
  const chosen = random.next();
  return chosen < 0.6 ? 'small' : chosen < 0.9 ? 'medium' : 'large';
}

type Maker = (random: Random, v: number) => Step;

const HEADERS = [...FIELDS.map((field) => field.header), ...EXTRAS];
/** What people mostly type into, what both sides write, and then anything. */
const BUSY_HEADERS = ['Notes', 'First_name', 'Latest_lead_reply', 'Phone_number', 'M_1_sent', EXTRAS[0]];
const BUSY_FIELDS = ['notes', 'firstName', 'latestLeadReply', 'phoneNumber', 'm1Sent', 'conversationHistory'];

const camp = (random: Random): Camp => (random.chance(0.5) ? 'A' : random.chance(0.8) ? 'O' : 'B');
const own = (random: Random): Camp => (random.chance(0.8) ? 'A' : 'B');
const header = (random: Random) => random.pick(random.chance(0.6) ? BUSY_HEADERS : HEADERS);
const field = (random: Random) =>
  random.pick(
    random.chance(0.6) ? BUSY_FIELDS : FIELDS.map(({ key }) => key).filter((key) => key !== 'archived'),
  );
/** Few rows and few columns, so that things meet. */
const few = (random: Random) => (random.chance(0.6) ? random.whole(0, 2) : random.whole(0, 40));
const by = (random: Random) => (random.chance(0.6) ? 'person' : 'api');

const type: Maker = (random, v) => {
  const kind = random.next();
  const as = kind < 0.8 ? 'value' : kind < 0.9 ? 'empty' : kind < 0.95 ? 'listed' : 'unreadable';
  return { do: 'type', by: by(random), camp: camp(random), row: few(random), header: header(random), v, as };
};
const patch: Maker = (random, v) => {
  const kind = random.next();
  const as = kind < 0.8 ? 'value' : kind < 0.9 ? 'unset' : kind < 0.98 ? 'risky' : 'long';
  return { do: 'patch', camp: camp(random), lead: few(random), field: field(random), v, as };
};
const sort: Maker = (random) => ({
  do: 'sort',
  camp: camp(random),
  header: header(random),
  down: random.chance(0.5),
  span: 'table',
});
const sortSome: Maker = (random) => ({
  do: 'sort',
  camp: camp(random),
  header: header(random),
  down: random.chance(0.5),
  span: random.pick(['shown', 'left', 'one', 'ids']),
});
const insertRow: Maker = (random) => ({ do: 'insertRow', camp: camp(random), row: few(random) });
const deleteRows: Maker = (random) => ({
  do: 'deleteRows',
  camp: camp(random),
  row: few(random),
  rows: random.whole(1, 2),
});
const tick: Maker = (random) => ({ do: 'tick', camp: camp(random), full: random.chance(0.7) });

const during: Maker = (random, v) => {
  const inner = random.pick([type, type, patch, patch, sort, insertRow, deleteRows, sortSome]);
  return { do: 'during', calls: random.whole(1, 20), step: inner(random, v) };
};

const fault: Maker = (random) => ({ do: 'fault', fault: faultOf(random) });

function faultOf(random: Random): FaultInput {
  const times = random.whole(1, 3);
  const route = random.pick(['query', 'mutate', 'doc'] as const);
  switch (random.whole(0, 9)) {
    case 0:
      return { kind: '429', retryAfter: 0, times, route };
    case 1:
      return { kind: '5xx', times, route };
    case 2:
      return { kind: '5xx', committed: true, times, route: 'mutate' };
    case 3:
      return { kind: 'timeout-before-commit', ms: 2, times, route };
    case 4:
    case 5:
      return { kind: 'timeout-after-commit', ms: 2, times, route: 'mutate' };
    case 6:
      return { kind: 'ack-and-drop', keep: random.whole(0, 2), times, route: 'mutate' };
    case 7:
      return { kind: 'slow', ms: 3, times, route };
    case 8:
      return { kind: 'index-lag', ms: random.pick([20, 150]), times };
    default:
      return random.pick([
        { kind: 'webhook-lose', times },
        { kind: 'webhook-double', times },
        { kind: 'webhook-reorder', ms: 5, times },
      ]);
  }
}

const MAKERS: readonly (readonly [weight: number, make: Maker])[] = [
  [16, type],
  [
    4,
    (random, v) => ({
      do: 'paste',
      by: by(random),
      camp: camp(random),
      row: few(random),
      col: few(random),
      high: random.whole(1, 3),
      wide: random.whole(1, 3),
      v,
    }),
  ],
  [3, (random, v) => ({ do: 'append', by: by(random), camp: own(random), rows: random.whole(1, 2), v })],
  [2, insertRow],
  [3, deleteRows],
  [
    3,
    (random, v) => ({
      do: 'copyRow',
      by: by(random),
      camp: camp(random),
      row: few(random),
      v: random.chance(0.4) ? v : null,
    }),
  ],
  [4, sort],
  [3, sortSome],
  [2, (random) => ({ do: 'filter', camp: camp(random), header: header(random), row: few(random) })],
  [1, (random) => ({ do: 'unfilter', camp: camp(random) })],
  [
    2,
    (random, v) => ({
      do: 'renameHeader',
      camp: camp(random),
      header: header(random),
      to: random.chance(0.8) ? `Named ${v}` : header(random),
    }),
  ],
  [
    2,
    (random) => ({ do: 'moveColumn', camp: camp(random), header: header(random), to: random.whole(0, 27) }),
  ],
  [
    2,
    (random, v) => ({
      do: 'insertColumn',
      camp: camp(random),
      at: random.whole(0, 27),
      name: random.chance(0.8) ? `Column ${v}` : '',
      v,
    }),
  ],
  [
    2,
    (random) => ({
      do: 'deleteColumn',
      camp: camp(random),
      header: random.chance(0.1) ? random.pick(['_lead', '_sync']) : header(random),
    }),
  ],
  [
    2,
    (random, v) => ({
      do: 'tab',
      camp: camp(random),
      how: random.chance(0.1) ? 'delete' : random.pick(['rename', 'move', 'hide']),
      v,
    }),
  ],
  [8, during],
  [0.3, (random, v) => ({ do: 'import', lines: random.whole(2, 6), v })],
  [12, patch],
  [2, (random, v) => ({ do: 'messages', camp: camp(random), lead: few(random), v })],
  [3, (random, v) => ({ do: 'create', camp: camp(random), v })],
  [3, (random) => ({ do: 'delete', camp: camp(random), lead: few(random) })],
  [1, (_, v) => ({ do: 'elsewhere', v })],
  [2, () => ({ do: 'olderReads' })],
  [3, () => ({ do: 'olderWrites' })],
  [4, (random, v) => ({ do: 'race', camp: camp(random), lead: few(random), field: field(random), v })],
  [14, fault],
  [
    4,
    (random) => ({
      do: 'cut',
      how: random.pick(['before', 'after', 'double', 'late']),
      times: random.whole(1, 2),
    }),
  ],
  [2, (random) => ({ do: 'bridge', replica: random.chance(0.5) ? 0 : 1, up: random.chance(0.5) })],
  [9, (random) => ({ do: 'kill', calls: random.whole(1, 25), lose: random.chance(0.5) })],
  [0.7, () => ({ do: 'reopen' })],
  [3, (random) => ({ do: 'wait', seconds: random.pick([2, 30, 61, 130, 1_000]) })],
  [14, tick],
  [4, () => ({ do: 'minute' })],
  [2, (random) => ({ do: 'prove', camp: camp(random), repair: random.chance(0.7) })],
  [3, (random) => ({ do: 'decide', camp: camp(random), n: random.whole(0, 5) })],
  [2, (random) => ({ do: 'settle', camp: camp(random), n: random.whole(0, 5), take: random.chance(0.5) })],
];

const TOTAL = MAKERS.reduce((sum, [weight]) => sum + weight, 0);

function stepOf(random: Random, v: number): Step {
  let at = random.next() * TOTAL;
  for (const [weight, make] of MAKERS) {
    at -= weight;
    if (at < 0) return make(random, v);
  }
  return { do: 'minute' };
}
