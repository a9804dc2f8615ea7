/** How the tests run: from source, one worker a core, real servers on free ports. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  cacheDir: '../node_modules/.vite',
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    // Minutes by itself: it is asked for by name, SOAK=1.
    exclude: process.env.SOAK ? [] : ['soak.test.ts'],
    setupFiles: ['./setup.ts'],
    // These end what hangs; how fast the machine is, they do not say.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    pool: 'forks',
    // Many tests wait for real servers and a real browser: a core less, vitest's own choice, would stand idle.
    maxWorkers: '100%',
  },
});
