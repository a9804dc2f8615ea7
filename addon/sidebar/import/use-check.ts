/** Checking in the background: reads the rows a few at a time, then asks whether their people are known. */
import { useCallback, useEffect, useRef } from 'preact/hooks';
import { lookups } from '../../model/import/check.ts';
import type { ImportFile } from '../../model/import/file.ts';
import type { Layout } from '../../model/import/layout.ts';
import { type ReadRow, readRow } from '../../model/import/row.ts';
import type { CountryCode } from '../../model/phone.ts';
import type { DuplicateMatch } from '../../model/wire.ts';
import { faultOf } from '../faults.ts';
import type { Ask } from '../server.ts';
import type { Lookup, Reading, WizardEvent } from './wizard.ts';

/** How long rows are read in one go before the page may breathe, in milliseconds. */
const BREATH = 30;
/** At most this many phones and as many e-mails in one question to the bridge. */
const LOOKUP_SIZE = 2_000;

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Reads the file's rows whenever they are wanted; a change of mapping or country begins anew. */
export function useRows(
  wanted: boolean,
  file: ImportFile | null,
  layout: Layout,
  country: CountryCode,
  dispatch: (event: WizardEvent) => void,
): void {
  useEffect(() => {
    if (!wanted || !file) return;
    let gone = false;
    const read = async () => {
      const rows: ReadRow[] = [];
      let since = performance.now();
      for (const [index, raw] of file.rows.entries()) {
        rows.push(readRow(index + 1, raw, layout, country, file.oddRows.get(index + 1)));
        if (performance.now() - since < BREATH) continue;
        dispatch({ is: 'rowsMoved', done: rows.length });
        await pause(0);
        if (gone) return;
        since = performance.now();
      }
      dispatch({ is: 'rowsRead', rows });
    };
    void read();
    return () => {
      gone = true;
    };
  }, [wanted, file, layout, country, dispatch]);
}

/** Looks the rows' phones and e-mails up in all campaigns once they are read. Answers with a way to do it again. */
export function useLookup(
  wanted: boolean,
  reading: Reading,
  ask: Ask,
  dispatch: (event: WizardEvent) => void,
): () => void {
  // An answer about rows that have been read anew since is about other phones.
  const latest = useRef(reading);
  latest.current = reading;
  const look = useCallback(async () => {
    if (reading.is !== 'ready') return;
    const tell = (lookup: Lookup) => {
      if (latest.current === reading) dispatch({ is: 'lookupChanged', lookup });
    };
    tell({ is: 'going' });
    try {
      const matches: DuplicateMatch[] = [];
      const suppressed: { phones: string[]; emails: string[] } = { phones: [], emails: [] };
      for (const question of lookups(reading.rows, LOOKUP_SIZE)) {
        const answer = await ask('duplicates', question);
        matches.push(...answer.matches);
        suppressed.phones.push(...answer.suppressed.phones);
        suppressed.emails.push(...answer.suppressed.emails);
      }
      tell({ is: 'known', matches, suppressed });
    } catch (error) {
      tell({ is: 'failed', message: faultOf(error).message });
    }
  }, [reading, ask, dispatch]);
  const ready = wanted && reading.is === 'ready';
  useEffect(() => {
    if (ready) void look();
  }, [ready, look]);
  return useCallback(() => void look(), [look]);
}
