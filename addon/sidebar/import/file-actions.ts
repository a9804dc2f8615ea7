/** Reading a chosen or pasted file into the dialog, with its refusals. */
import { UnreadableFile } from './file/problem.ts';
import { readBytes, readPasted, refuseLarge } from './file/read.ts';
import type { WizardEvent } from './wizard.ts';

export interface FileActions {
  readonly readFile: (file: File) => void;
  readonly readText: (text: string) => void;
}

const PASTED = 'Pasted leads';

/** What the file step may do; outcomes go to `dispatch`. */
export function fileActions(dispatch: (event: WizardEvent) => void): FileActions {
  const read = async (name: string, work: () => Promise<WizardEvent>) => {
    dispatch({ is: 'fileChosen', name });
    try {
      dispatch(await work());
    } catch (error) {
      dispatch({ is: 'fileFailed', name, problem: problemOf(error) });
    }
  };
  return {
    readFile: (file) =>
      void read(file.name, async () => {
        refuseLarge(file.size);
        const bytes = new Uint8Array(await file.arrayBuffer());
        return { is: 'fileRead', file: readBytes(bytes, file.name) };
      }),
    readText: (text) => void read(PASTED, async () => ({ is: 'fileRead', file: readPasted(text, PASTED) })),
  };
}

function problemOf(error: unknown) {
  if (error instanceof UnreadableFile) return error.problem;
  return {
    title: 'The file could not be read',
    message:
      'The browser could not open it. It may have been moved, or be open in another program: close it there and choose it again.',
  };
}
