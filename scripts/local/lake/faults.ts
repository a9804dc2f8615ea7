/** Faults on command: what the lake is told to do wrong, how often, and on which route. */
import { z } from 'zod';
import { randomKey } from './mutations.ts';

export const ROUTES = ['query', 'mutate', 'doc', 'listen', 'history', 'export'] as const;
export type RouteName = (typeof ROUTES)[number];

const common = {
  /** Only on this route; every route where the kind makes sense if left out. */
  route: z.enum(ROUTES).optional(),
  /** How many times it strikes; once by default. */
  times: z.union([z.int().positive(), z.literal('always')]).default(1),
  /** Strikes with this probability each time it could, drawn from `seed`; always if left out. */
  probability: z.number().min(0).max(1).optional(),
  seed: z.int().default(1),
};
const ms = z.number().nonnegative();

const fault = z.discriminatedUnion('kind', [
  /** Answers 429 with `retry-after` in seconds; nothing is done. */
  z.strictObject({ kind: z.literal('429'), retryAfter: z.number().nonnegative().default(1), ...common }),
  /** Answers a server error; on `mutate` with `committed`, after having committed. */
  z.strictObject({
    kind: z.literal('5xx'),
    status: z.union([z.literal(500), z.literal(502), z.literal(503), z.literal(504)]).default(503),
    committed: z.boolean().default(false),
    ...common,
  }),
  /** Never answers and does nothing. With `ms` the connection is cut then; otherwise when the caller gives up. */
  z.strictObject({ kind: z.literal('timeout-before-commit'), ms: ms.optional(), ...common }),
  /** Commits and never answers: the answer is lost. `ms` as above. */
  z.strictObject({ kind: z.literal('timeout-after-commit'), ms: ms.optional(), ...common }),
  /** Answers a normal success and commits only the first `keep` mutations. */
  z.strictObject({ kind: z.literal('ack-and-drop'), keep: z.int().nonnegative().default(0), ...common }),
  /** Transactions are seen by `query` this much later; `sync` ones too unless `evenSync` is false. */
  z.strictObject({ kind: z.literal('index-lag'), ms, evenSync: z.boolean().default(true), ...common }),
  /** Answers this much later. */
  z.strictObject({ kind: z.literal('slow'), ms, ...common }),
  /** Cuts a listener's connection instead of sending it an event. */
  z.strictObject({ kind: z.literal('listen-drop'), ...common }),
  /** Sends a listener `disconnect` instead of an event: the client then does not come back by itself. */
  z.strictObject({ kind: z.literal('listen-disconnect'), ...common }),
  z.strictObject({ kind: z.literal('webhook-lose'), ...common }),
  z.strictObject({ kind: z.literal('webhook-double'), ...common }),
  /** A delivery changes places with the one after it (and goes alone after `ms` if none comes). */
  z.strictObject({ kind: z.literal('webhook-reorder'), ms: ms.default(500), ...common }),
  z.strictObject({ kind: z.literal('webhook-delay'), ms, ...common }),
]);

/** A fault as given: what has a default may be left out. */
export type FaultInput = z.input<typeof fault>;
export type Fault = z.infer<typeof fault>;
export type FaultKind = Fault['kind'];
export type ActiveFault = Fault & { readonly id: string };

/** Reads a fault from outside. Throws ZodError that says what is wrong. */
export function readFault(value: unknown): Fault {
  return fault.parse(value);
}

interface Armed {
  readonly id: string;
  readonly fault: Fault;
  readonly random: () => number;
  left: number;
}

/** The faults now armed. The first that fits strikes; each is counted down and disarmed at zero. */
export class FaultControl {
  private readonly armed: Armed[] = [];
  /** How often each kind struck since the start. */
  readonly struck: Partial<Record<FaultKind, number>> = {};

  /** Arms a fault. Throws ZodError for one that is not of the known kinds. */
  add(input: FaultInput): { id: string; remove(): void } {
    const given = readFault(input);
    const left = given.times === 'always' ? Number.POSITIVE_INFINITY : given.times;
    const item: Armed = { id: randomKey(4), fault: given, random: randomFrom(given.seed), left };
    this.armed.push(item);
    return { id: item.id, remove: () => this.disarm(item) };
  }

  /** What is armed, with how often each will still strike. */
  list(): ActiveFault[] {
    return this.armed.map(({ id, fault: armed, left }) => ({
      ...armed,
      id,
      times: Number.isFinite(left) ? left : 'always',
    }));
  }

  clear(): void {
    this.armed.length = 0;
  }

  /** Takes the first armed fault of one of these kinds that strikes now, if any. For the lake's own use. */
  take<K extends FaultKind>(kinds: readonly K[], route?: RouteName): Extract<Fault, { kind: K }> | undefined {
    for (const item of [...this.armed]) {
      const candidate = item.fault;
      if (!isOneOf(candidate, kinds)) continue;
      if (candidate.route !== undefined && candidate.route !== route) continue;
      if (candidate.probability !== undefined && item.random() >= candidate.probability) continue;
      item.left--;
      if (item.left <= 0) this.disarm(item);
      this.struck[candidate.kind] = (this.struck[candidate.kind] ?? 0) + 1;
      return candidate;
    }
    return undefined;
  }

  private disarm(item: Armed): void {
    const at = this.armed.indexOf(item);
    if (at !== -1) this.armed.splice(at, 1);
  }
}

function isOneOf<K extends FaultKind>(
  candidate: Fault,
  kinds: readonly K[],
): candidate is Extract<Fault, { kind: K }> {
  return kinds.some((kind) => kind === candidate.kind);
}

/** Mulberry32: small, seeded, good enough to spread faults. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
