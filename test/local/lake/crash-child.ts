/** A lake in a process of its own, for tests that kill it: prints its URL, then serves. Argument: the data folder. */
import process from 'node:process';
import { startLake } from '../../../scripts/local/lake/server.ts';

const [, , dataDir = ''] = process.argv;
const far = 1e6;
const limits = { mutationsPerSecond: far, callsPerSecond: far, concurrentMutations: far };
try {
  const lake = await startLake({
    dataDir,
    projectId: 'testproj',
    dataset: 'production',
    token: 'sk-local-token',
    limits,
  });
  console.log(lake.url);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
