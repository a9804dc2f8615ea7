/** Imports that nobody's page carries on any more are carried on by whoever comes by. */
import { failureOf } from '../failure.ts';
import type { Stored } from '../sheets/properties.ts';
import { rememberAnswer } from '../sync/follow.ts';
import { importsIn, undosIn } from './record.ts';
import { carryOn } from './run.ts';
import { undoOn } from './undo.ts';
import { giveUp } from './upload.ts';

/** Carries on the one that waited longest; an upload that was given up is cleared away. Never throws. True: something may be different now. */
export function carryOnImports(stored: Stored, now: number): boolean {
  const due = [...importsIn(stored), ...undosIn(stored)]
    .filter(({ againAt }) => againAt <= now)
    .sort((a, b) => a.againAt - b.againAt)[0];
  if (!due) return false;
  try {
    if ('stopped' in due) undoOn(due.importId, 0);
    else if (due.state === 'uploading') giveUp(due.importId, due);
    else carryOn(due.importId, 0);
  } catch (thrown) {
    rememberAnswer(stored, failureOf(thrown));
  }
  return true;
}
