/** What a person does all day, measured: opening the sidebar, switching campaigns, searching, opening a lead. */
import { type CampaignId, isImportId } from '../../addon/model/lead.ts';
import { finishImport, leadId, sendImport } from './campaign.ts';
import type { LeadCells } from './leads.ts';
import type { Scenario } from './scenarios.ts';
import type { BenchWorld } from './world.ts';

/** Beside the campaign that everything else is measured in: ten in all, three where that one is only looked through. */
const FURTHER = 9;
const FEW_FURTHER = 2;
const FEW_LEADS = 1_000;
/** Longer than Google keeps anything in a cache. */
const CACHE_GONE_MS = 7 * 3_600_000;

/** Leads in each of them at most: importing nine large ones would take most of the bench's time. */
const MOST_FURTHER = 200;

/** Imports further campaigns, each of a tenth of the leads, as the dialog does it. Answers every campaign's id, oldest first. */
export async function furtherCampaigns(
  world: BenchWorld,
  leads: readonly LeadCells[],
): Promise<readonly CampaignId[]> {
  const some = leads.slice(0, Math.min(MOST_FURTHER, Math.max(1, Math.floor(leads.length / 10))));
  const further = leads.length < FEW_LEADS ? FEW_FURTHER : FURTHER;
  for (let n = 1; n <= further; n++) await importCampaign(world, n, some);
  const { campaigns } = await world.ask('state', null);
  return campaigns.map(({ id }) => id);
}

async function importCampaign(world: BenchWorld, n: number, leads: readonly LeadCells[]): Promise<void> {
  const importId = `import-1${String(n).padStart(3, '0')}`;
  if (!isImportId(importId)) throw new Error(`"${importId}" is no import's id.`);
  await sendImport(world, importId, `Further ${n}`, leads);
  await finishImport(world, importId);
}

/** The scenarios, with the first campaign as the one that is worked on. Throws where an answer is not what it should be. */
export function deskScenarios(
  world: BenchWorld,
  campaigns: readonly CampaignId[],
  leads: number,
): readonly Scenario[] {
  const [main, other] = campaigns;
  if (main === undefined || other === undefined) throw new Error('Two campaigns are needed.');
  const goTo = async (campaign: CampaignId) => void (await world.ask('switchTo', { campaign }));
  const search = async () => {
    const { total } = await world.ask('search', { text: '07700 900' });
    if (total === 0) throw new Error('The search found nobody.');
  };
  return [
    {
      name: 'open sidebar',
      before: () => goTo(main),
      work: async () => {
        await world.ask('state', null);
        await world.ask('tick', { full: false });
        const { numbers } = await world.ask('desk', { campaign: main, period: 'all' });
        if (numbers.total !== leads) throw new Error(`The desk counts ${numbers.total} of ${leads} leads.`);
      },
    },
    { name: 'switch campaign', before: () => goTo(other), work: () => goTo(main) },
    { name: 'search', before: search, work: search },
    { name: 'search, cache gone', before: () => world.host.advance(CACHE_GONE_MS), work: search },
    {
      name: 'open lead',
      before: () => goTo(other),
      work: async () => {
        const lead = leadId(Math.floor(leads / 2));
        await world.ask('goTo', { campaign: main, lead });
        const card = await world.ask('lead', { campaign: main, lead });
        if (card.lead !== lead) throw new Error('Another lead was opened.');
      },
    },
  ];
}
