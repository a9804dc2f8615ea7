/** The script's own world: a fresh `node:vm` context per execution, and the border that values cross on their way in and out. */
import { types } from 'node:util';
import vm from 'node:vm';
import type { Execution } from './execution.ts';

/** Thrown instead of a thing that Google has and this host has not. */
export function notImitated(name: string): Error {
  return new Error(`${name} is not imitated by the local host`);
}

/** Base of every object that a script may hold. Its prototype's methods are what the script sees; its fields stay here. */
export abstract class Service {
  /** The class's name at Google, for error texts and the price list. */
  abstract readonly className: string;
  readonly run: Execution;

  constructor(run: Execution) {
    this.run = run;
  }
}

/** An enum of Google's: a constant with its name. */
export class EnumValue {
  readonly group: string;
  readonly name: string;

  constructor(group: string, name: string) {
    this.group = group;
    this.name = name;
  }

  toString(): string {
    return this.name;
  }
}

export type EnumOf<Names extends string> = { readonly [Name in Names]: EnumValue };

/** Makes an enum's constants, one object for each in this whole process. */
export function enumOf<Names extends string>(group: string, ...names: readonly Names[]): EnumOf<Names> {
  const made: Partial<Record<Names, EnumValue>> = {};
  for (const name of names) made[name] = new EnumValue(group, name);
  return Object.freeze(made) as EnumOf<Names>;
}

/** The built-ins of a context that values are rebuilt with, so that `instanceof` holds there. */
interface Builtins {
  readonly Array: ArrayConstructor;
  readonly Date: DateConstructor;
  readonly Error: ErrorConstructor;
  readonly Object: ObjectConstructor;
}

/**
 * Takes away what this machine's V8 has and Apps Script's is not known to have: V8's own console, and whatever came to the
 * language after ES2022.
 */
const FORGET_NEWER = `
  for (const name of ['console', 'WebAssembly', 'Iterator', 'Float16Array', 'SuppressedError', 'DisposableStack',
    'AsyncDisposableStack']) delete globalThis[name];
  const newer = [
    [Array.prototype, ['toSorted', 'toReversed', 'toSpliced', 'with', 'findLast', 'findLastIndex']],
    [Array, ['fromAsync']],
    [Object, ['groupBy']],
    [Map, ['groupBy']],
    [Promise, ['withResolvers', 'try']],
    [String.prototype, ['isWellFormed', 'toWellFormed']],
    [RegExp, ['escape']],
    [Set.prototype, ['union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf', 'isSupersetOf',
      'isDisjointFrom']],
    [Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())), ['map', 'filter', 'take', 'drop', 'flatMap',
      'reduce', 'toArray', 'forEach', 'some', 'every', 'find']],
    [Object.getPrototypeOf(Int8Array.prototype), ['toSorted', 'toReversed', 'with', 'findLast', 'findLastIndex']],
    [Uint8Array, ['fromBase64', 'fromHex']],
  ];
  for (const [owner, names] of newer) for (const name of names) delete owner[name];
`;

const CALL = Symbol.for('local host: call');

/** What any object answers, without being a member of Google's class. */
const UNIVERSAL = new Set([
  'toJSON',
  'then',
  'constructor',
  'prototype',
  'valueOf',
  'hasOwnProperty',
  'inspect',
]);

export class Realm {
  readonly context: vm.Context;
  private readonly run: Execution;
  private readonly builtins: Builtins;
  private readonly shown = new WeakMap<object, object>();
  private readonly behind = new WeakMap<object, object>();

  constructor(run: Execution, globals: Readonly<Record<string, Service>>) {
    this.run = run;
    // An ordinary global object: one that imitates an object of ours is asked at every mention of `Math` or `String`.
    this.context = vm.createContext(vm.constants.DONT_CONTEXTIFY, { name: run.occasion.functionName });
    this.builtins = vm.runInContext('({ Array, Date, Error, Object })', this.context);
    vm.runInContext(`{${FORGET_NEWER}}`, this.context);
    for (const [name, service] of Object.entries(globals)) {
      vm.runInContext('(name, value) => { globalThis[name] = value; }', this.context)(
        name,
        this.show(service),
      );
    }
  }

  /** Calls a function of the script. Throws `ERR_SCRIPT_EXECUTION_TIMEOUT` when it computes for longer than `timeout` milliseconds. */
  callWithin(timeout: number, target: CallableFunction, args: readonly unknown[]): unknown {
    // Only code that is run in the context can be timed, and all that it can see is on the global object.
    Object.defineProperty(this.context, CALL, {
      value: () => Reflect.apply(target, undefined, args),
      configurable: true,
    });
    return vm.runInContext(`globalThis[Symbol.for('${CALL.description}')]()`, this.context, { timeout });
  }

  /** Rebuilds a value of this side for the script: arrays, dates and objects of its own realm, services behind proxies. */
  toScript(value: unknown): unknown {
    if (value === null || typeof value !== 'object') return value;
    if (value instanceof Service) return this.show(value);
    if (value instanceof EnumValue) return this.showEnum(value);
    if (value instanceof Date) return new this.builtins.Date(value.getTime());
    if (Array.isArray(value)) {
      const copy = new this.builtins.Array(value.length);
      for (let i = 0; i < value.length; i++) copy[i] = this.toScript(value[i]);
      return copy;
    }
    const copy = new this.builtins.Object();
    for (const [key, one] of Object.entries(value)) Reflect.set(copy, key, this.toScript(one));
    return copy;
  }

  /** Takes a value over from the script. Functions stay the script's own. */
  fromScript(value: unknown): unknown {
    if (value === null || typeof value !== 'object') return value;
    const service = this.behind.get(value);
    if (service) return service;
    if (types.isDate(value)) return new Date(value.getTime());
    // The script's own `map` would make an array of the script's realm again.
    if (Array.isArray(value)) return Array.from(value, (one) => this.fromScript(one));
    const copy: Record<string, unknown> = {};
    for (const [key, one] of Object.entries(value)) copy[key] = this.fromScript(one);
    return copy;
  }

  /** An error as the script would see it. */
  toScriptError(error: unknown): unknown {
    if (error instanceof this.builtins.Error) return error;
    const copy = new this.builtins.Error(error instanceof Error ? error.message : String(error));
    copy.name = 'Exception';
    return copy;
  }

  private showEnum(value: EnumValue): object {
    return this.proxy(value, { get: (_, key) => (key === 'toString' ? () => value.name : undefined) });
  }

  private show(service: Service): object {
    return this.proxy(service, {
      get: (_, key) => (typeof key === 'string' ? this.member(service, key) : undefined),
      set: (_, key) => {
        throw this.toScriptError(new Error(`Cannot set ${String(key)} of ${service.className}.`));
      },
      has: (_, key) => typeof key === 'string' && isMember(service, key),
      ownKeys: () => [],
    });
  }

  private proxy(target: object, handler: ProxyHandler<object>): object {
    const known = this.shown.get(target);
    if (known) return known;
    const proxy = new Proxy(new this.builtins.Object(), handler);
    this.shown.set(target, proxy);
    this.behind.set(proxy, target);
    return proxy;
  }

  private member(service: Service, key: string): unknown {
    if (key === 'toString') return () => service.className;
    if (UNIVERSAL.has(key)) return undefined;
    if (!isMember(service, key)) throw this.toScriptError(notImitated(`${service.className}.${key}`));
    const value: unknown = Reflect.get(service, key);
    if (typeof value === 'function') return this.method(service, key, value);
    return this.toScriptConstant(value);
  }

  /** Enums stand on their service as plain objects of constants. */
  private toScriptConstant(value: unknown): unknown {
    if (value instanceof EnumValue || value instanceof Service) return this.toScript(value);
    if (value === null || typeof value !== 'object') return value;
    return this.toScript(value);
  }

  private method(service: Service, key: string, method: CallableFunction) {
    return (...args: unknown[]) => {
      try {
        this.run.enter(service.className, key);
        const plain = args.map((one) => this.fromScript(one));
        return this.toScript(Reflect.apply(method, service, plain));
      } catch (error) {
        throw this.toScriptError(error);
      }
    };
  }
}

/** Methods and enum getters on the classes between the object and `Service`. */
function isMember(service: Service, key: string): boolean {
  for (
    let prototype: object | null = Object.getPrototypeOf(service);
    prototype !== null && prototype !== Service.prototype;
    prototype = Object.getPrototypeOf(prototype)
  ) {
    if (key !== 'constructor' && Object.hasOwn(prototype, key)) return true;
  }
  return false;
}
