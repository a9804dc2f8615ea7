/** What stands in the way of the import as the dialog is now. */
import { nameProblem } from '../../model/import/campaign.ts';
import type { Right } from '../../model/rights.ts';
import type { Wizard } from './wizard.ts';

/** Why the leads cannot go where they are to go, in a sentence; null when they can. */
export function whyNotThere(wizard: Wizard): string | null {
  const { world, where } = wizard;
  const told = unconnected(wizard);
  if (told) return told;
  if (!world) return 'The spreadsheet has not answered yet.';
  if (where.is === 'new') {
    if (!world.rights.includes('create'))
      return 'You may not create campaigns here. Import into an existing campaign, or ask somebody who manages people (Settings → People).';
    return nameProblem(
      wizard.name,
      world.campaigns.map(({ name }) => name),
    );
  }
  if (where.failure) return where.failure;
  return where.details ? null : 'The campaign’s settings have not come yet.';
}

/** What a person should know before they spend time on a file; null when nothing stands in the way. */
export function unconnected({ world }: Pick<Wizard, 'world'>): string | null {
  if (!world) return null;
  if (!mayImport(world.rights))
    return 'You may not import leads into this spreadsheet. Ask somebody who manages people (Settings → People) for it. You can look at a file here meanwhile.';
  if (world.connection.state === 'failing')
    return 'Sanity is out of reach, so nothing can be imported now. Check the connection in the sidebar. You can look at a file here meanwhile.';
  if (world.connection.state === 'unset')
    return 'Leadsheet is not connected to Sanity. Connect in the sidebar first. You can look at a file here meanwhile.';
  return null;
}

function mayImport(rights: readonly Right[]): boolean {
  return rights.includes('import');
}

/** Why the import cannot start, in a sentence; null when it can. */
export function whyNotImport(wizard: Wizard): string | null {
  const { check, where } = wizard;
  const { checked, work, waived } = check;
  if (!checked || work) return 'The rows are still being checked.';
  const there = whyNotThere(wizard);
  if (there) return there;
  const { created, updated } = checked.counts;
  if (created + updated === 0) return 'No row is left to import.';
  if (where.is === 'new' && created === 0)
    return 'Every row changes a lead that is there, so a new campaign would be empty. Go back and choose an existing campaign.';
  if (where.is === 'existing' && where.details?.kind === 'original' && created > 0)
    return 'The original leads take no new ones. Leave out the rows that are new, or choose another campaign.';
  if (checked.failure?.what === 'leads')
    return 'The rows of the leads that would change could not be read. Search again.';
  if (checked.failure && !waived)
    return 'Other campaigns could not be searched for duplicates. Search again, or tick that you go on without.';
  return null;
}
