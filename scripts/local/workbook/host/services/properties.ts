/** `PropertiesService`: three small stores of text, kept between executions. */
import { record, text } from '../arguments.ts';
import type { Execution } from '../execution.ts';
import { Service } from '../realm.ts';

export class PropertiesService extends Service {
  readonly className = 'PropertiesService';

  getScriptProperties() {
    return store(this.run, 'script', 'getScriptProperties');
  }

  getDocumentProperties() {
    return store(this.run, 'document', 'getDocumentProperties');
  }

  getUserProperties() {
    return store(this.run, 'user', 'getUserProperties');
  }
}

function store(run: Execution, name: string, method: string): Properties {
  run.need(`PropertiesService.${method}`, [], 'LIMITED');
  return new Properties(run, name);
}

export class Properties extends Service {
  readonly className = 'Properties';
  private readonly store: string;

  constructor(run: Execution, name: string) {
    super(run);
    this.store = name;
  }

  getProperty(key: unknown) {
    return this.run.around.state.properties(this.store)[text(key, 'Properties.getProperty')] ?? null;
  }

  getProperties() {
    return { ...this.run.around.state.properties(this.store) };
  }

  getKeys() {
    return Object.keys(this.run.around.state.properties(this.store));
  }

  setProperty(key: unknown, value: unknown) {
    this.#write({ ...this.getProperties(), [text(key, 'Properties.setProperty')]: String(value) });
    return this;
  }

  setProperties(properties: unknown, deleteAllOthers: unknown = false) {
    const given = Object.entries(record(properties, 'Properties.setProperties'));
    const texts = Object.fromEntries(given.map(([key, value]) => [key, String(value)]));
    this.#write(deleteAllOthers === true ? texts : { ...this.getProperties(), ...texts });
    return this;
  }

  deleteProperty(key: unknown) {
    const { [text(key, 'Properties.deleteProperty')]: _, ...others } = this.getProperties();
    this.#write(others);
    return this;
  }

  deleteAllProperties() {
    this.#write({});
    return this;
  }

  #write(values: Readonly<Record<string, string>>): void {
    const { limits, state } = this.run.around;
    let total = 0;
    for (const [key, value] of Object.entries(values)) {
      const size = Buffer.byteLength(value);
      if (size > limits.propertyValueBytes) throw new Error('Argument too large: value');
      total += Buffer.byteLength(key) + size;
    }
    if (total > limits.propertyStoreBytes) {
      throw new Error(
        'You have exceeded the property storage quota. Please remove some properties and try again.',
      );
    }
    state.setProperties(this.store, values);
  }
}
