/** A heading over another column's values: the cells get what Sanity holds under that heading. */
import { wrongHeadings } from '../../model/headings.ts';
import { codeOf } from '../../model/shuffle.ts';
import { Failure } from '../failure.ts';
import { locked } from '../locked.ts';
import { fetchLeads } from '../sync/fetch-leads.ts';
import { takeLeads } from '../sync/mend.ts';
import { findAgain, type HeldAct } from './order.ts';

/** Fills the columns from Sanity, but for cells in which a person typed something that the row never said. */
export const fillHeadings: HeldAct = (order) =>
  locked(() => {
    const { open } = findAgain(order);
    const { rows } = open.tab;
    const wrong = new Set(wrongHeadings(rows));
    const codes = new Set(
      rows.flatMap((row) =>
        [...row.fields, ...row.extras].flatMap((cell) =>
          wrong.has('field' in cell ? cell.field.header : cell.name) ? codeOf(cell) : [],
        ),
      ),
    );
    const said = new Map(rows.map((row) => [row.id, new Set(row.base?.hashes.values())]));
    const leads = fetchLeads(
      order.campaign,
      rows.flatMap(({ id }) => id ?? []),
    );
    const { problems, complete } = takeLeads(open, {
      leads,
      takesOver: (id, code, now) => codes.has(code) && (now === null || said.get(id)?.has(now) === true),
    });
    const [problem] = problems;
    if (problem) throw new Failure('sheet-refused', problem.message);
    return complete
      ? `${[...wrong].map((name) => `"${name}"`).join(', ')} again shows what Sanity holds, read back.`
      : 'A part of the column is filled. Choose once more for the rest.';
  });
