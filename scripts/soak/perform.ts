/** Does one step. */

import { decide, settleOne } from './choices.ts';
import { CLIENTS } from './clients.ts';
import { importB } from './import-b.ts';
import { type How, PEOPLE } from './people.ts';
import type { Run } from './run.ts';
import type { Schedule, Step } from './schedule.ts';
import { campaignId } from './sheet.ts';
import { STRUCTURE } from './structure.ts';

const AWAKE: How = { paused: false };

/** Does a step as far as there is anything to do it to. */
export async function perform(run: Run, step: Step, how: How = AWAKE): Promise<void> {
  const { world } = run;
  switch (step.do) {
    case 'type':
      return await PEOPLE.type(run, step, how);
    case 'paste':
      return await PEOPLE.paste(run, step, how);
    case 'append':
      return await PEOPLE.append(run, step, how);
    case 'copyRow':
      return await PEOPLE.copyRow(run, step, how);
    case 'insertRow':
      return await STRUCTURE.insertRow(run, step, how);
    case 'deleteRows':
      return await STRUCTURE.deleteRows(run, step, how);
    case 'sort':
      return await STRUCTURE.sort(run, step, how);
    case 'filter':
      return await STRUCTURE.filter(run, step, how);
    case 'unfilter':
      return await STRUCTURE.unfilter(run, step, how);
    case 'renameHeader':
      return await STRUCTURE.renameHeader(run, step, how);
    case 'moveColumn':
      return await STRUCTURE.moveColumn(run, step, how);
    case 'insertColumn':
      return await STRUCTURE.insertColumn(run, step, how);
    case 'deleteColumn':
      return await STRUCTURE.deleteColumn(run, step, how);
    case 'tab':
      return await STRUCTURE.tab(run, step, how);
    case 'patch':
      return await CLIENTS.patch(run, step);
    case 'race':
      return await CLIENTS.race(run, step);
    case 'messages':
      return await CLIENTS.messages(run, step);
    case 'create':
      return await CLIENTS.create(run, step);
    case 'delete':
      return await CLIENTS.delete(run, step);
    case 'elsewhere':
      return await CLIENTS.elsewhere(run, step);
    case 'olderReads':
      return await CLIENTS.olderReads(run);
    case 'olderWrites':
      return await CLIENTS.olderWrites(run);
    case 'during':
      await world.host.interrupt({ calls: step.calls, act: 'pause' }, () =>
        perform(run, step.step, { paused: true }).catch((error: unknown) => {
          run.failed ??= error;
        }),
      );
      return;
    case 'kill':
      await world.host.interrupt({ calls: step.calls, act: step.lose ? 'kill-unflushed' : 'kill' });
      return;
    case 'fault':
      world.lake.faults.add(step.fault);
      return;
    case 'cut':
      for (let n = 0; n < step.times; n++) world.cuts.push(step.how);
      return;
    case 'bridge':
      return await world.setReplica(step.replica, step.up);
    case 'reopen':
      return await world.reopen();
    case 'wait':
      return await world.wait(step.seconds);
    case 'minute':
      return await world.minute();
    case 'import':
      return await importB(run, step);
    case 'tick':
    case 'prove':
    case 'decide':
    case 'settle':
      return await performAsked(run, step);
  }
}

type Asked = Extract<Step, { do: 'tick' | 'prove' | 'decide' | 'settle' }>;

/** What somebody asks of the sidebar, looking at the campaign's tab. */
async function performAsked(run: Run, step: Asked): Promise<void> {
  const campaign = run.campaigns.get(step.camp);
  if (!campaign) return;
  if (campaign.sheetId !== null) run.world.lookAt(campaign.sheetId);
  switch (step.do) {
    case 'tick':
      await run.world.serve('tick', { full: step.full });
      break;
    case 'prove':
      await run.world.serve('prove', { campaign: campaignId(campaign.id), repair: step.repair });
      break;
    case 'decide':
      await decide(run, campaign, step.n);
      break;
    case 'settle':
      await settleOne(run, campaign, step.n, step.take);
      break;
  }
  await run.world.quiet();
}

/** Does all steps of a schedule, one after the other. */
export async function performAll(run: Run, { steps }: Schedule): Promise<void> {
  for (const step of steps) {
    await perform(run, step);
    if (run.failed !== null) throw run.failed;
  }
}
