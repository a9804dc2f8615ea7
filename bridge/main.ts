/** The bridge as a process: configuration from the environment, a clean end on SIGTERM and SIGINT. */
import { once } from 'node:events';
import { readConfig } from './config.ts';
import { startBridge } from './server.ts';

// Listened for from the first moment: a signal that comes while the bridge starts ends it as cleanly as a later one.
const stopped = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);

try {
  const bridge = await startBridge(readConfig(process.env));
  await stopped;
  await bridge.close();
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
