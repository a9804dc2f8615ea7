/** What Google keeps about a script outside the spreadsheet: properties, triggers, what was used of the day's quotas. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { readIfThere, replaceFile } from '../server/files.ts';

const trigger = z.object({
  id: z.string(),
  functionName: z.string(),
  event: z.enum(['ON_OPEN', 'ON_EDIT', 'ON_CHANGE', 'CLOCK']),
  /** Time triggers only. */
  everySeconds: z.number().optional(),
  /** Fires once, then is spent. */
  once: z.boolean().optional(),
  nextAt: z.number().optional(),
});

const stored = z.object({
  spreadsheetId: z.string(),
  scriptId: z.string(),
  properties: z.record(z.string(), z.record(z.string(), z.string())),
  triggers: z.array(trigger),
  day: z.string(),
  used: z.object({ urlFetches: z.number(), triggerSeconds: z.number() }),
});

export type StoredTrigger = Readonly<z.infer<typeof trigger>>;
type Stored = z.infer<typeof stored>;

export class HostState {
  private readonly path: string;
  private readonly stored: Stored;

  private constructor(path: string, content: Stored) {
    this.path = path;
    this.stored = content;
  }

  /** Reads the folder's state, or begins one. Throws one sentence naming the file when it is broken. */
  static open(folder: string): HostState {
    const path = join(folder, 'script.json');
    const text = readIfThere(path);
    if (text === null) {
      const content: Stored = {
        spreadsheetId: randomUUID().replaceAll('-', ''),
        scriptId: randomUUID().replaceAll('-', ''),
        properties: {},
        triggers: [],
        day: '',
        used: { urlFetches: 0, triggerSeconds: 0 },
      };
      const state = new HostState(path, content);
      state.save();
      return state;
    }
    try {
      return new HostState(path, stored.parse(JSON.parse(text)));
    } catch {
      throw new Error(
        `${path} is broken. Nothing was changed: put back a copy of it, or move the folder away.`,
      );
    }
  }

  get spreadsheetId(): string {
    return this.stored.spreadsheetId;
  }

  get scriptId(): string {
    return this.stored.scriptId;
  }

  properties(store: string): Readonly<Record<string, string>> {
    return this.stored.properties[store] ?? {};
  }

  setProperties(store: string, values: Readonly<Record<string, string>>): void {
    this.stored.properties[store] = { ...values };
    this.save();
  }

  get triggers(): readonly StoredTrigger[] {
    return this.stored.triggers;
  }

  setTriggers(triggers: readonly StoredTrigger[]): void {
    this.stored.triggers = [...triggers];
    this.save();
  }

  /** What was used on the given day; a new day starts from nothing. */
  used(day: string): Readonly<Stored['used']> {
    return this.stored.day === day ? this.stored.used : { urlFetches: 0, triggerSeconds: 0 };
  }

  use(day: string, more: Partial<Stored['used']>): void {
    const used = this.used(day);
    this.stored.day = day;
    this.stored.used = {
      urlFetches: used.urlFetches + (more.urlFetches ?? 0),
      triggerSeconds: used.triggerSeconds + (more.triggerSeconds ?? 0),
    };
    this.save();
  }

  private save(): void {
    replaceFile(this.path, JSON.stringify(this.stored));
  }
}
