/** A browser tab without the browser: a person's own copy of the workbook, connected as the page is. */
import { createModel } from '../local/workbook/engine/model.ts';
import type { EngineGetters, EngineModel } from '../local/workbook/engine/types.ts';
import { Book } from '../local/workbook/host/book.ts';
import type { WorkbookHost } from '../local/workbook/host/start.ts';
import type { RevisionMessage } from '../local/workbook/protocol.ts';

export interface Person {
  readonly get: EngineGetters;
  readonly book: Book;
  /** What the page would dispatch; resolves once the workbook has it. False: the engine refused it. */
  act(type: string, payload: { readonly [key: string]: unknown }): Promise<boolean>;
  leave(): void;
}

export const EMAIL = 'alex@example.com';
export const TIME_ZONE = 'Europe/London';
export const LOCALE = 'en_GB';

let opened = 0;

/** Opens the workbook as a person has it, also while scripts run. */
export async function openAsPerson(host: WorkbookHost): Promise<Person> {
  let deliver: (message: RevisionMessage) => void = () => undefined;
  const connection = host.connect({
    email: EMAIL,
    onRevision: (message) => deliver(message),
    onEffects: () => undefined,
  });
  const { data, revisions } = await host.boot();
  const model = createModel({
    data,
    revisions,
    transport: {
      sendMessage: async (message) => connection.send(structuredClone(message)),
      onNewMessage: (_, callback) => {
        deliver = callback;
      },
      leave: () => undefined,
    },
    client: { id: `person${++opened}`, name: EMAIL },
  });
  return {
    get: model.getters,
    book: new Book(model, TIME_ZONE, LOCALE),
    act: async (type, payload) => {
      const { isSuccessful } = model.dispatch(type, payload);
      await synchronized(model);
      return isSuccessful;
    },
    leave: () => connection.close(),
  };
}

async function synchronized(model: EngineModel): Promise<void> {
  while (!model.session.isFullySynchronized()) await new Promise((resolve) => setImmediate(resolve));
}
