/** What was held goes as it stands, and only what Sanity read back counts as gone. */
import type { LeadId } from '../../model/lead.ts';
import { codeOf } from '../../model/shuffle.ts';
import { isChanged } from '../../model/tab.ts';
import { Failure } from '../failure.ts';
import { PATIENCE } from '../locked.ts';
import { type PassReport, runPass } from '../sync/pass.ts';
import { codesHeld, findAgain, type HeldAct, rowsOf } from './order.ts';

/** Seconds after which no further request begins. */
const SECONDS = 120;

/** Sends what was held, after finding it just as the person saw it. */
export const acceptHeld: HeldAct = (order) => {
  const { campaign, code, mark } = order;
  const { plan, rows } = findAgain(order);
  const about = new Map<LeadId, ReadonlySet<string>>(
    rows.flatMap((row) =>
      row.id === null ? [] : [[row.id, codesHeld(row, code, plan.emptied.get(mark))] as const],
    ),
  );
  const report = runPass({ campaign, seconds: SECONDS, patience: PATIENCE, accept: mark });
  const saved = savedIn(report, about);
  if (saved === about.size && report.failure === null) return 'It was sent, and read back from Sanity.';
  const part = saved === 0 ? 'None of it is' : `${saved} of ${rowsOf(about.size)} are`;
  if (report.failure)
    throw new Failure(report.failure.code, `${part} proven saved. ${report.failure.message}`);
  if (report.more && saved > 0)
    return `${part} saved and read back; the rest is held again or follows. Look at what is held, and choose once more.`;
  const why = report.status.problems[0]?.message;
  throw new Failure(
    'bridge-refused',
    `${part} proven saved. ${why ?? 'The others are held or sent again; look at what is held now, and choose again.'}`,
  );
};

/** Of how many leads the tab says, after the pass, nothing that Sanity has not confirmed. */
function savedIn({ tab, status }: PassReport, about: ReadonlyMap<LeadId, ReadonlySet<string>>): number {
  const named = new Set(status.problems.map(({ row }) => row));
  return tab.rows.filter((row) => {
    const codes = row.id === null ? undefined : about.get(row.id);
    if (!codes || row.base === null || named.has(row.index + 2)) return false;
    return ![...row.fields, ...row.extras].some((cell) => codes.has(codeOf(cell)) && isChanged(cell));
  }).length;
}
