/** What every choice about something held is told, and finding again what it is about. */
import { extraCode } from '../../model/base.ts';
import { fieldOf } from '../../model/fields.ts';
import type { HeldCode } from '../../model/holds.ts';
import { type PassPlan, planPass } from '../../model/plan.ts';
import type { TabRow } from '../../model/tab.ts';
import type { CampaignRecord } from '../campaigns/campaigns.ts';
import { Failure } from '../failure.ts';
import { type OpenCampaign, openCampaign } from '../sync/mend.ts';
import { changedSince } from '../sync/pass.ts';

export interface HeldOrder {
  readonly campaign: CampaignRecord;
  readonly code: HeldCode;
  /** Of what the person saw. */
  readonly mark: string;
}

/** Does it, and says what was done in a sentence. Throws a Failure when nothing, or not all, was. */
export type HeldAct = (order: HeldOrder) => string;

export interface FoundAgain {
  readonly open: OpenCampaign;
  readonly plan: PassPlan;
  readonly rows: readonly TabRow[];
}

/** The tab as it is now, and in it what is held, just as the person saw it. Throws a Failure when it changed. */
export function findAgain({ campaign, code, mark }: HeldOrder): FoundAgain {
  const open = openCampaign(campaign);
  const plan = planPass(open.tab);
  const held = plan.held.find((one) => one.code === code && one.mark === mark);
  if (!held) throw changedSince();
  const numbers = new Set(held.rows);
  const shuffled = plan.held.find((one) => one.code === 'shuffled-rows')?.rows ?? [];
  if (code === 'copied-rows' && shuffled.some((row) => numbers.has(row)))
    throw new Failure('sheet-refused', SHUFFLED_TOO);
  return { open, plan, rows: open.tab.rows.filter((row) => numbers.has(row.index + 2)) };
}

/** An id that is changed now would take the history along by which the values find home. */
const SHUFFLED_TOO =
  'Some of these rows also show values of other rows, so nothing was done about the copies yet. Put those values back first, or send them as they are; then choose here.';

/** `1 row` or `n rows`. */
export function rowsOf(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}

/** Codes of the cells that a hold is about; `emptied`: the header of the column that lost its values. */
export function codesHeld(row: TabRow, code: HeldCode, emptied: string | undefined): ReadonlySet<string> {
  const named: readonly (readonly [header: string, code: string])[] = [
    ...row.fields.map(({ field }) => [field.header, field.code] as const),
    ...row.extras.map(({ name }) => [name, extraCode(name)] as const),
  ];
  const about = (header: string) =>
    code === 'mass-change'
      ? header === fieldOf('phoneNumber').header
      : code !== 'mass-clear' || header === emptied;
  return new Set(named.filter(([header]) => about(header)).map(([, one]) => one));
}
