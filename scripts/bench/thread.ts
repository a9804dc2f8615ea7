/** The thread of a lake or of a bridge, so that neither takes time from the other or from whoever measures. */
import { parentPort, workerData } from 'node:worker_threads';
import { readConfig } from '../../bridge/config.ts';
import { startBridge } from '../../bridge/server.ts';
import { startLake } from '../local/lake/server.ts';
import { fromParent, type ToParent, threadStart } from './messages.ts';
import { countTraffic } from './traffic.ts';

const port = parentPort;
if (!port) throw new Error('thread.ts runs as a worker thread only.');
const say = (message: ToParent) => port.postMessage(message);
const start = threadStart.parse(workerData);

let aheadMs = 0;
const traffic = countTraffic();
const server =
  start.is === 'lake'
    ? await startLake({ ...start.lake, now: () => new Date(Date.now() + aheadMs) })
    : await startBridge(readConfig(start.env));
port.on('message', (raw: unknown) => {
  const message = fromParent.parse(raw);
  if (message.do === 'advance') {
    aheadMs += message.milliseconds;
    say({ is: 'advanced' });
  } else if (message.do === 'count') {
    say({ is: 'counted', traffic: traffic() });
  } else {
    void server.close().then(() => say({ is: 'closed' }));
  }
});
say({ is: 'ready', url: server.url });
