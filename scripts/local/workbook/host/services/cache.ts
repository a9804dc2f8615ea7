/** `CacheService`: short-lived text that may vanish at any moment; here when the host stops. */
import { list, record, text } from '../arguments.ts';
import type { Execution } from '../execution.ts';
import { Service } from '../realm.ts';

const DEFAULT_SECONDS = 600;
const MOST_SECONDS = 21_600;

export class CacheService extends Service {
  readonly className = 'CacheService';

  getScriptCache() {
    return store(this.run, 'script');
  }

  getDocumentCache() {
    return store(this.run, 'document');
  }

  getUserCache() {
    return store(this.run, 'user');
  }
}

function store(run: Execution, name: string): Cache {
  run.need('CacheService', [], 'LIMITED');
  return new Cache(run, name);
}

export class Cache extends Service {
  readonly className = 'Cache';
  private readonly store: string;

  constructor(run: Execution, name: string) {
    super(run);
    this.store = name;
  }

  get(key: unknown) {
    return this.#read(text(key, 'Cache.get'));
  }

  getAll(keys: unknown) {
    const found: Record<string, string> = {};
    for (const key of list(keys, 'Cache.getAll').map(String)) {
      const value = this.#read(key);
      if (value !== null) found[key] = value;
    }
    return found;
  }

  put(key: unknown, value: unknown, seconds: unknown = DEFAULT_SECONDS) {
    this.#write(text(key, 'Cache.put'), text(value, 'Cache.put'), seconds);
  }

  putAll(values: unknown, seconds: unknown = DEFAULT_SECONDS) {
    for (const [key, value] of Object.entries(record(values, 'Cache.putAll'))) {
      this.#write(key, text(value, 'Cache.putAll'), seconds);
    }
  }

  remove(key: unknown) {
    this.run.around.cache.delete(this.#name(text(key, 'Cache.remove')));
  }

  removeAll(keys: unknown) {
    for (const key of list(keys, 'Cache.removeAll')) this.run.around.cache.delete(this.#name(String(key)));
  }

  #name(key: string): string {
    return `${this.store}:${key}`;
  }

  #read(key: string): string | null {
    const { cache } = this.run.around;
    const item = cache.get(this.#name(key));
    if (!item) return null;
    if (item.until > this.run.around.now()) return item.value;
    cache.delete(this.#name(key));
    return null;
  }

  #write(key: string, value: string, seconds: unknown): void {
    const { cache, limits } = this.run.around;
    const lifetime = Number(seconds);
    if (key.length > 250) throw new Error('Argument too large: key');
    if (Buffer.byteLength(value) > limits.cacheValueBytes) throw new Error('Argument too large: value');
    if (!(lifetime >= 1 && lifetime <= MOST_SECONDS))
      throw new Error('Invalid argument: expirationInSeconds');
    cache.delete(this.#name(key));
    cache.set(this.#name(key), { value, until: this.run.around.now() + lifetime * 1000 });
    // Over the limit, Google drops the items that are nearest their end.
    while (cache.size > limits.cacheItems) {
      const [first] = [...cache].toSorted((a, b) => a[1].until - b[1].until);
      if (first) cache.delete(first[0]);
    }
  }
}
