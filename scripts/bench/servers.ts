/** Starting a lake or a bridge in a thread of its own, and talking to it. */
import { Worker } from 'node:worker_threads';
import type { FromParent, ThreadStart, ToParent } from './messages.ts';
import type { Traffic } from './traffic.ts';

export class ServerThread {
  readonly url: string;
  private readonly worker: Worker;

  private constructor(worker: Worker, url: string) {
    this.worker = worker;
    this.url = url;
  }

  /** Resolves once the server listens. Rejects with its own sentence when it cannot. */
  static async start(start: ThreadStart): Promise<ServerThread> {
    const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData: start });
    const ready = await answerOf(worker, 'ready');
    return new ServerThread(worker, ready.url);
  }

  /** What the server took and gave since it was started. */
  async traffic(): Promise<Traffic> {
    return (await this.ask({ do: 'count' }, 'counted')).traffic;
  }

  /** Moves a lake's clock on: what was changed lately is long ago then. */
  async advance(milliseconds: number): Promise<void> {
    await this.ask({ do: 'advance', milliseconds }, 'advanced');
  }

  async close(): Promise<void> {
    await this.ask({ do: 'close' }, 'closed');
    await this.worker.terminate();
  }

  private ask<Is extends ToParent['is']>(message: FromParent, is: Is): Promise<Told<Is>> {
    const answer = answerOf(this.worker, is);
    this.worker.postMessage(message);
    return answer;
  }
}

type Told<Is extends ToParent['is']> = Extract<ToParent, { is: Is }>;

function answerOf<Is extends ToParent['is']>(worker: Worker, is: Is): Promise<Told<Is>> {
  return new Promise((resolve, reject) => {
    const done = () => {
      worker.off('message', take);
      worker.off('error', fail);
    };
    const fail = (error: Error) => {
      done();
      reject(error);
    };
    const take = (message: ToParent) => {
      if (!isTold(message, is)) return;
      done();
      resolve(message);
    };
    worker.on('message', take);
    worker.on('error', fail);
  });
}

function isTold<Is extends ToParent['is']>(message: ToParent, is: Is): message is Told<Is> {
  return message.is === is;
}
