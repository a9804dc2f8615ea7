/** What went wrong, as the pages are told: a code for machines, a sentence for people. */
import type { CallError } from '../calls.ts';

export class Failure extends Error {
  readonly code: CallError['code'];

  /** `message` says what happened, what was not done, and what to do next. */
  constructor(code: CallError['code'], message: string) {
    super(message);
    this.name = 'Failure';
    this.code = code;
  }
}

/** Any thrown thing as a failure. What Google threw keeps its words, which is all there is to go by. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  return new Failure(
    'internal',
    `Something unexpected went wrong: ${words} Nothing was reported as saved. Try again; if it comes back, tell whoever looks after Leadsheet.`,
  );
}

/** Runs a write; null, or why the sheet refused it. Whatever else goes wrong is thrown. */
export function refusalOf(write: () => void): string | null {
  try {
    write();
    return null;
  } catch (thrown) {
    if (thrown instanceof Failure && thrown.code === 'sheet-refused') return thrown.message;
    throw thrown;
  }
}
