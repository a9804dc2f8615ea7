/** Reading a chosen or pasted file into the dialog, in slices that can be called off, with its refusals. */
import { CalledOff, paceOf } from './file/pace.ts';
import { UnreadableFile } from './file/problem.ts';
import { type How, type Raw, readTable, refuseLarge } from './file/read.ts';
import type { ReadySource, WizardEvent } from './wizard.ts';

export interface FileActions {
  readonly readFile: (file: File) => void;
  readonly readText: (text: string) => void;
  /** Reads the same file as a person says that it is to be read. */
  readonly readOtherwise: (source: ReadySource, how: How) => void;
  readonly callOff: () => void;
}

const PASTED = 'Pasted leads';
/** Milliseconds between two looks at how far it is. */
const NEWS = 100;

/** What the file step may do; outcomes go to `dispatch`. */
export function fileActions(dispatch: (event: WizardEvent) => void): FileActions {
  let latest = 0;
  const read = async (name: string, how: How, load: () => Promise<Raw>) => {
    latest += 1;
    const mine = latest;
    let told = performance.now();
    dispatch({ is: 'fileChosen', name });
    const pace = paceOf(
      (share) => {
        if (performance.now() - told < NEWS) return;
        told = performance.now();
        dispatch({ is: 'fileMoved', share });
      },
      () => mine !== latest,
    );
    try {
      const raw = await load();
      const file = await readTable(raw, how, pace);
      if (mine === latest) dispatch({ is: 'fileRead', file, raw, how });
    } catch (error) {
      if (mine !== latest || error instanceof CalledOff) return;
      dispatch({ is: 'fileFailed', name, problem: problemOf(error) });
    }
  };
  return {
    readFile: (file) =>
      void read(file.name, {}, async () => {
        refuseLarge(file.size);
        return { is: 'bytes', name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
      }),
    readText: (text) => void read(PASTED, {}, async () => ({ is: 'text', name: PASTED, text })),
    readOtherwise: ({ raw }, how) => void read(raw.name, how, async () => raw),
    callOff: () => {
      latest += 1;
      dispatch({ is: 'fileCalledOff' });
    },
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
