/** Which functions an event fires, with what permissions, and what the event object tells them. */
import type { RunResult, UserContext } from '../protocol.ts';
import { formatInstant } from './dates.ts';
import type { PersonsChange } from './edits.ts';
import type { Occasion, Surroundings } from './execution.ts';
import type { Arguments } from './run_script.ts';
import { dayOf } from './services/clock.ts';
import { AUTH_MODE } from './services/enums.ts';
import { Range } from './services/range.ts';
import { User } from './services/session.ts';
import { Spreadsheet } from './services/spreadsheet.ts';
import type { StoredTrigger } from './state.ts';

/** Runs a function for an event. */
export type Runner = (occasion: Occasion, args: Arguments) => RunResult;

export interface TriggerHost {
  readonly around: Surroundings;
  readonly runner: Runner;
  /** Whether the bundle has such a global function: simple triggers are found by name. */
  hasFunction(name: string): boolean;
}

/** `onOpen`, then the installable ones. All effects count, the menu among them; the first failure is the outcome. */
export function fireOpen(host: TriggerHost, context: UserContext): RunResult {
  const results: RunResult[] = [];
  // The first opening of an add-on that its user has not used yet: nothing but a static menu is allowed.
  if (host.hasFunction('onOpen'))
    results.push(host.runner(simple(host, 'onOpen', 'NONE', context, context), openEvent('NONE')));
  for (const trigger of installed(host, 'ON_OPEN')) {
    results.push(host.runner(installable(host, trigger, context, context), openEvent('FULL')));
  }
  const [first] = results;
  const failed = results.find(({ outcome }) => !outcome.ok);
  const shown = failed ?? first ?? nothing();
  return { ...shown, effects: results.flatMap(({ effects }) => effects) };
}

function nothing(): RunResult {
  const metrics = {
    functionName: 'onOpen',
    calls: {},
    methods: {},
    simulatedSeconds: 0,
    fetchedBytes: { sent: 0, received: 0 },
  };
  return { outcome: { ok: true, value: null }, effects: [], metrics };
}

function openEvent(mode: 'NONE' | 'FULL'): Arguments {
  return (run) => [{ authMode: AUTH_MODE[mode], source: new Spreadsheet(run), user: new User(run) }];
}

/** A person's change: `onEdit` and the installable edit and change triggers. */
export function fireChange(
  host: TriggerHost,
  change: PersonsChange,
  where: UserContext | null,
): readonly RunResult[] {
  const results: RunResult[] = [];
  const { edited } = change;
  const place = edited ? { sheetId: edited.sheetId, selection: edited.zone } : where;
  if (edited) {
    if (host.hasFunction('onEdit')) {
      results.push(host.runner(simple(host, 'onEdit', 'LIMITED', null, place), editEvent(change, 'LIMITED')));
    }
    for (const trigger of installed(host, 'ON_EDIT')) {
      results.push(host.runner(installable(host, trigger, null, place), editEvent(change, 'FULL', trigger)));
    }
  }
  for (const trigger of installed(host, 'ON_CHANGE')) {
    const { changeType } = change;
    results.push(
      host.runner(installable(host, trigger, null, place), (run) => [
        {
          authMode: AUTH_MODE.FULL,
          changeType,
          source: new Spreadsheet(run),
          triggerUid: trigger.id,
          user: new User(run),
        },
      ]),
    );
  }
  return results;
}

function editEvent(change: PersonsChange, mode: 'LIMITED' | 'FULL', trigger?: StoredTrigger): Arguments {
  return (run) => {
    const { edited, oldValue } = change;
    if (!edited) return [];
    const { zone, sheetId } = edited;
    const isOne = zone.top === zone.bottom && zone.left === zone.right;
    const shown = isOne ? run.book.display(sheetId, zone.top, zone.left) : '';
    return [
      {
        authMode: AUTH_MODE[mode],
        range: new Range(run, edited),
        source: new Spreadsheet(run),
        user: new User(run),
        ...(shown === '' ? {} : { value: shown }),
        ...(oldValue === undefined ? {} : { oldValue }),
        ...(trigger ? { triggerUid: trigger.id } : {}),
      },
    ];
  };
}

/** Runs time triggers: all of them, or those whose time has come. Each gets its next time; a single one is spent. */
export function fireClock(host: TriggerHost, which: 'all' | 'due'): readonly RunResult[] {
  const { around } = host;
  const now = around.now();
  const due = installed(host, 'CLOCK').filter((one) => which === 'all' || (one.nextAt ?? 0) <= now);
  const results: RunResult[] = [];
  for (const trigger of due) {
    const { triggers } = around.state;
    around.state.setTriggers(
      triggers.flatMap((one) => {
        if (one.id !== trigger.id) return [one];
        return one.everySeconds === undefined ? [] : [{ ...one, nextAt: now + one.everySeconds * 1000 }];
      }),
    );
    results.push(host.runner(installable(host, trigger, null, null, false), clockEvent(trigger)));
  }
  return results;
}

function clockEvent(trigger: StoredTrigger): Arguments {
  return (run) => {
    const part = (pattern: string) => Number(formatInstant(run.around.now(), 'UTC', pattern));
    return [
      {
        authMode: AUTH_MODE.FULL,
        triggerUid: trigger.id,
        year: part('yyyy'),
        month: part('M'),
        'day-of-month': part('d'),
        'day-of-week': part('u'),
        hour: part('H'),
        minute: part('m'),
        second: part('s'),
        timezone: 'UTC',
      },
    ];
  };
}

function installed({ around }: TriggerHost, event: StoredTrigger['event']): readonly StoredTrigger[] {
  return around.state.triggers.filter((one) => one.event === event);
}

function simple(
  { around }: TriggerHost,
  functionName: string,
  authMode: 'NONE' | 'LIMITED',
  screen: UserContext | null,
  place: Occasion['place'],
): Occasion {
  const limitSeconds = around.limits.simpleTriggerSeconds;
  return { functionName, authMode, screen, place, toasts: true, limitSeconds, isTrigger: false };
}

function installable(
  { around }: TriggerHost,
  { functionName }: StoredTrigger,
  screen: UserContext | null,
  place: Occasion['place'],
  toasts = true,
): Occasion {
  const limitSeconds = around.limits.executionSeconds;
  return { functionName, authMode: 'FULL', screen, place, toasts, limitSeconds, isTrigger: true };
}

/** Counts a trigger's time against the day's, and says whether there is any left. */
export function hasTriggerTime({ state, limits, now }: Surroundings): boolean {
  return state.used(dayOf(now())).triggerSeconds < limits.triggerMinutesPerDay * 60;
}
