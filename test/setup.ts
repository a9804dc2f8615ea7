/** Every property is seeded, so that a run can be repeated; one that names its own seed keeps it. */
import fc from 'fast-check';

fc.configureGlobal({ seed: 2026 });
