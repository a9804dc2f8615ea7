/** Checking beside the dialog: begins anew whenever what it depends on changes, and lets the page breathe. */
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { Ask } from '../server.ts';
import { type Checker, type CheckInput, checker, type Stage } from './checker.ts';
import { CalledOff, paceOf } from './file/pace.ts';
import type { WizardEvent } from './wizard.ts';

/** Milliseconds between two looks at how far it is. */
const NEWS = 120;

/** Checks `input` while there is one. Answers with the checker, and with a way to search again what failed. */
export function useCheck(
  input: CheckInput | null,
  ask: Ask,
  dispatch: (event: WizardEvent) => void,
): { readonly checker: Checker; readonly again: () => void } {
  const own = useMemo(() => checker(ask), [ask]);
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (!input || round < 0) return;
    let gone = false;
    let told = performance.now();
    const total = input.file.rows.length;
    const paceFor = (stage: Stage) =>
      paceOf(
        (share) => {
          if (gone || performance.now() - told < NEWS) return;
          told = performance.now();
          dispatch({ is: 'checkMoved', stage, done: Math.round(share * total), total });
        },
        () => gone,
      );
    dispatch({ is: 'checkMoved', stage: 'rows', done: 0, total });
    own.check(input, paceFor).then(
      (checked) => {
        if (!gone) dispatch({ is: 'checked', checked });
      },
      (error: unknown) => {
        if (!(error instanceof CalledOff)) throw error;
      },
    );
    return () => {
      gone = true;
    };
  }, [input, own, dispatch, round]);
  const again = useCallback(() => {
    own.forgetFailure();
    setRound((n) => n + 1);
  }, [own]);
  return { checker: own, again };
}
