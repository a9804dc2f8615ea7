/** What a tab may be called. */
import type { Execution } from '../execution.ts';
import { notImitated } from '../realm.ts';

/** Throws what Google says of a name that it does not take; `own` is the tab that is being renamed. */
export function checkSheetName(run: Execution, name: string, own?: string): void {
  if (name === '') throw new Error('The sheet name cannot be empty.');
  if (name.length > 100) throw new Error('The sheet name cannot be greater than 100 characters.');
  if (/[\\/?*[\]:]/.test(name)) {
    throw new Error(`The sheet name "${name}" contains a character that is not allowed: \\ / ? * [ ] :`);
  }
  if (name.toLowerCase() === 'history') throw new Error('The sheet name "History" is reserved.');
  if (name.includes("'")) throw notImitated(`A sheet name with an apostrophe (${name})`);
  const taken = run.book.get
    .getSheetIds()
    .some((id) => id !== own && run.book.get.getSheetName(id).toLowerCase() === name.toLowerCase());
  if (taken) throw new Error(`A sheet with the name "${name}" already exists. Please enter another name.`);
}
