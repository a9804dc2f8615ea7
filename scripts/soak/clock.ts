/** Makes waiting shorter: what the bridge waits between two tries of the same request takes a tenth. Import it first. */
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';

const SHARE = 0.1;
const { setTimeout: sleep } = timers;

timers.setTimeout = <T>(ms?: number, value?: T, options?: Parameters<typeof sleep>[2]) =>
  sleep((ms ?? 0) * SHARE, value, options);
syncBuiltinESMExports();
