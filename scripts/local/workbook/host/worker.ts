/** The worker thread: the engine and the scripts live here, one thing after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { Host } from './host.ts';
import type { Ask, FromWorker } from './messages.ts';

const { start, revisions } = workerData;
const port = parentPort;
if (!port) throw new Error('worker.ts runs as a worker thread only.');

const say = (message: FromWorker) => port.postMessage(message);
const errorText = (error: unknown) => (error instanceof Error ? error.message : String(error));

try {
  const host = new Host(start, revisions, (client, effects) => say({ kind: 'effects', client, effects }));
  port.on('message', (ask: Ask) => {
    host.answer(ask).then(
      (value) => say({ kind: 'answer', id: ask.id, value }),
      (error: unknown) => say({ kind: 'refusal', id: ask.id, error: errorText(error) }),
    );
  });
  say({ kind: 'ready' });
} catch (error) {
  say({ kind: 'failedToStart', error: errorText(error) });
}
