/** One command that carries many: everything that a service call writes becomes one revision, and one evaluation. */
import { TypedUIPlugin } from './plugins.ts';
import type { BatchFailure, Command } from './types.ts';

/** The local command's name; its payload is `{ commands: Command[] }`. */
export const BATCH = 'HOST_BATCH';

/** `NoChanges` is how the engine says that a cell is already what it should be. */
const harmless = new Set(['NoChanges', 'ValuesNotChanged', 'UnchangedSheetName']);

export class BatchPlugin extends TypedUIPlugin {
  static getters: readonly string[] = ['getBatchFailures'];
  private failures: BatchFailure[] = [];

  /** The commands of the last batch that the engine refused, with its reasons. */
  getBatchFailures(): readonly BatchFailure[] {
    return this.failures;
  }

  handle(command: Command): void {
    if (command.type !== BATCH || !Array.isArray(command.commands)) return;
    this.failures = [];
    for (const { type, ...payload } of command.commands) {
      const { reasons } = this.dispatch(type, payload);
      const serious = reasons.filter((reason: string) => !harmless.has(reason) && reason !== 'Success');
      if (serious.length > 0) this.failures.push({ command: { type, ...payload }, reasons: serious });
    }
  }
}
