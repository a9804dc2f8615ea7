/** Why a file cannot be imported, and what to do about it. */

export interface FileProblem {
  readonly title: string;
  readonly message: string;
}

/** Thrown while a file is read; nothing of it was used. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  readonly problem: FileProblem;

  constructor(title: string, message: string) {
    super(`${title}: ${message}`);
    this.problem = { title, message };
  }
}
