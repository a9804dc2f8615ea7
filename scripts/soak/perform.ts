/** Does one step, whatever it is. */
import { decide, settleOne } from './choices.ts';
import { CLIENTS } from './clients.ts';
import { importB } from './import-b.ts';
import { type How, PEOPLE, type StepOf } from './people.ts';
import type { Campaign, Run } from './run.ts';
import type { Camp, Schedule, Step } from './schedule.ts';
import { campaignId } from './sheet.ts';
import { STRUCTURE } from './structure.ts';

type Kind = Step['do'];
type Doers = { readonly [D in Kind]: (run: Run, step: StepOf<D>, how: How) => Promise<void> };

const DOERS: Doers = {
  ...PEOPLE,
  ...STRUCTURE,
  ...CLIENTS,
  during,
  import: importB,
  kill: async ({ world }, { calls, lose }) => {
    await world.host.interrupt({ calls, act: lose ? 'kill-unflushed' : 'kill' });
  },
  fault: async ({ world }, { fault }) => {
    world.lake.faults.add(fault);
  },
  cut: async ({ world }, { how, times }) => {
    for (let n = 0; n < times; n++) world.cuts.push(how);
  },
  bridge: ({ world }, { replica, up }) => world.setReplica(replica, up),
  reopen: ({ world }) => world.reopen(),
  wait: ({ world }, { seconds }) => world.wait(seconds),
  minute: ({ world }) => world.minute(),
  tick: (run, { camp, full }) => lookingAt(run, camp, () => run.world.serve('tick', { full })),
  prove: (run, { camp, repair }) =>
    lookingAt(run, camp, ({ id }) => run.world.serve('prove', { campaign: campaignId(id), repair })),
  decide: (run, { camp, n }) => lookingAt(run, camp, (campaign) => decide(run, campaign, n)),
  settle: (run, { camp, n, take }) => lookingAt(run, camp, (campaign) => settleOne(run, campaign, n, take)),
};

function does<D extends Kind>(kind: D, run: Run, step: StepOf<D>, how: How): Promise<void> {
  return DOERS[kind](run, step, how);
}

/** Does a step as far as there is anything to do it to. */
export function perform(run: Run, step: Step, how: How = { paused: false }): Promise<void> {
  return does(step.do, run, step, how);
}

/** Arms a pause, in which the inner step is done. */
async function during(run: Run, { calls, step }: StepOf<'during'>): Promise<void> {
  await run.world.host.interrupt({ calls, act: 'pause' }, () =>
    perform(run, step, { paused: true }).catch((error: unknown) => {
      run.failed ??= error;
    }),
  );
}

/** What somebody asks of the sidebar, looking at the campaign's tab. */
async function lookingAt(run: Run, camp: Camp, ask: (campaign: Campaign) => Promise<unknown>): Promise<void> {
  const campaign = run.campaigns.get(camp);
  if (!campaign) return;
  if (campaign.sheetId !== null) run.world.lookAt(campaign.sheetId);
  await ask(campaign);
  await run.world.quiet();
}

/** Does all steps of a schedule, one after the other. */
export async function performAll(run: Run, { steps }: Schedule): Promise<void> {
  for (const step of steps) {
    await perform(run, step);
    if (run.failed !== null) throw run.failed;
  }
}
