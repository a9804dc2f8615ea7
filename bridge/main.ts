/** The bridge as a process: configuration from the environment, a clean end on SIGTERM and SIGINT. */
import { readConfig } from './config.ts';
import { startBridge } from './server.ts';

try {
  const bridge = await startBridge(readConfig(process.env));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void bridge.close().then(() => process.exit(0)));
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
