/** The worker thread: the engine and the scripts live here, one thing after the other. */
import { parentPort } from 'node:worker_threads';
import { Host } from './host.ts';
import type { Ask, Begin, FromWorker } from './messages.ts';

const port = parentPort;
if (!port) throw new Error('worker.ts runs as a worker thread only.');

const say = (message: FromWorker) => port.postMessage(message);
const errorText = (error: unknown) => (error instanceof Error ? error.message : String(error));

let host: Host | null = null;

function begin({ start, revisions }: Begin): void {
  try {
    host = new Host(
      start,
      revisions,
      (client, effects) => say({ kind: 'effects', client, effects }),
      () => say({ kind: 'paused' }),
    );
    say({ kind: 'ready' });
  } catch (error) {
    say({ kind: 'failedToStart', error: errorText(error) });
  }
}

port.on('message', (message: Ask | Begin) => {
  if (message.kind === 'begin') {
    begin(message);
    return;
  }
  const { id } = message;
  const answered = host?.answer(message) ?? Promise.reject(new Error('No workbook is open.'));
  answered.then(
    (value) => say({ kind: 'answer', id, value }),
    (error: unknown) => say({ kind: 'refusal', id, error: errorText(error) }),
  );
});
