/** Runs one function of the bundle in a fresh world, and says how it ended. */
import vm from 'node:vm';
import type { Json, RunResult } from '../protocol.ts';
import type { Bundle } from './bundle.ts';
import { Execution, type Occasion, type Surroundings, TIME_IS_UP } from './execution.ts';
import { globalsOf } from './globals.ts';
import { Realm } from './realm.ts';
import { plainResult } from './result.ts';
import { CardPart, cardJson } from './services/card.ts';

/** Makes the arguments once the execution exists: event objects hold ranges that belong to it. */
export type Arguments = (run: Execution) => readonly unknown[];

/** The result of a run that was not even begun. */
export function refusedRun(functionName: string, error: string): RunResult {
  const fetchedBytes = { sent: 0, received: 0 };
  const metrics = { functionName, calls: {}, methods: {}, simulatedSeconds: 0, fetchedBytes };
  return { outcome: { ok: false, error }, effects: [], metrics };
}

/** Runs a function. Never throws: an error of the script is the outcome. A missing function counts as one. */
export function runScript(
  bundle: Bundle,
  around: Surroundings,
  occasion: Occasion,
  args: Arguments,
): RunResult {
  const run = new Execution(around, occasion);
  around.interrupts.flushed();
  const ended = (outcome: RunResult['outcome']): RunResult => ({
    outcome: run.isStopped ? { ok: false, error: TIME_IS_UP } : outcome,
    effects: run.effects,
    metrics: run.metrics(),
  });
  try {
    return ended({ ok: true, value: call(bundle, run, args) });
  } catch (error) {
    return ended({ ok: false, error: messageOf(error) });
  }
}

function call(bundle: Bundle, run: Execution, args: Arguments): Json {
  const realm = new Realm(run, globalsOf(run));
  const timeout = Math.ceil(run.occasion.limitSeconds * 1000);
  bundle.script.runInContext(realm.context, { timeout });
  const target = functionNamed(realm, run.occasion.functionName);
  const scriptArgs = args(run).map((one) => realm.toScript(one));
  const back = realm.callWithin(timeout, target, scriptArgs);
  const own = realm.fromScript(back);
  return own instanceof CardPart || isCards(own) ? cardJson(own) : plainResult(back);
}

function isCards(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((one) => one instanceof CardPart);
}

/** Throws Google's sentence for a name that is no global function. */
function functionNamed(realm: Realm, name: string): CallableFunction {
  // A trailing underscore makes a function private.
  const isName = /^[A-Za-z_$][\w$]*$/.test(name) && !name.endsWith('_');
  const found: unknown = isName
    ? vm.runInContext(`typeof ${name} === 'function' ? ${name} : null`, realm.context)
    : null;
  if (typeof found !== 'function') throw new Error(`Script function not found: ${name}`);
  return found;
}

function messageOf(error: unknown): string {
  if (error !== null && typeof error === 'object') {
    if ('code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return TIME_IS_UP;
    if ('message' in error) return String(error.message);
  }
  return String(error);
}
