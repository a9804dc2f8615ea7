/** An import while everything else goes on: made up like the first one, and gone on with after being cut off. */
import type { StepOf } from './people.ts';
import { importCampaign, importId } from './prepare.ts';
import { importedLine } from './prepared-leads.ts';
import type { Run } from './run.ts';
import { campaignTab } from './sheet.ts';
import { tokensIn } from './values.ts';

const ID = importId('import-soak-b');
const FIRST_PHONE = 150;

/** Imports a second campaign; what cannot be finished now is finished when the world heals. */
export async function importB(run: Run, { lines }: StepOf<'import'>): Promise<void> {
  if (run.campaigns.has('B') || run.unfinished) return;
  const again = async () => {
    if (!(await importCampaign(run.world, 'Spring', ID, 'B', lines, FIRST_PHONE))) return;
    const sheetId = await campaignTab(run.world, `campaign.${ID}`);
    run.campaigns.set('B', { camp: 'B', id: `campaign.${ID}`, kind: 'own', sheetId });
    run.unfinished = null;
    const { ledger } = run.world;
    const tokens = Array.from({ length: lines }, (_, n) =>
      importedLine(`B${n + 1}`, FIRST_PHONE + n),
    ).flatMap(tokensIn);
    ledger.accept(
      tokens.filter((token) => ledger.endOf(token) === undefined),
      'imported',
    );
  };
  run.unfinished = again;
  await again();
}
