/** `npm run export`: leads, conversations and history from the command line, every lead counted, into files of your own. */
import { collect, isComplete } from '../addon/model/export/collect.ts';
import { baseName, type ExportFiles, filesOf } from '../addon/model/export/files.ts';
import type { NamedLead } from '../addon/model/export/order.ts';
import type { Campaign } from '../addon/model/lead.ts';
import { askBridge, readAccess } from './export/bridge.ts';
import { type ExportArguments, readArguments, USAGE } from './export/options.ts';
import { writeFiles } from './export/write.ts';

/** What stopped it, for a person; nothing was written. */
class Stopped extends Error {}

async function main(): Promise<void> {
  const args = readArguments(process.argv.slice(2));
  if (args === 'help') {
    console.log(USAGE);
    return;
  }
  const access = readAccess(process.env);
  const { campaigns } = await askBridge(access, '/v1/campaigns', { spreadsheetId: args.spreadsheet });
  const chosen = chosenFrom(campaigns, args);
  const history = args.order.kinds.includes('history');
  const leads: NamedLead[] = [];
  const lacking: string[] = [];
  for (const { id, kind, name } of chosen) {
    const collected = await collect(
      (after) => askBridge(access, '/v1/export', { campaign: { id, kind }, after, history }),
      (read, total) => tell(`${name}: ${read} of ${total} leads`),
    );
    if (!isComplete(collected))
      lacking.push(
        `"${name}": Sanity counts ${collected.total} leads, ${collected.leads.length} could be read.`,
      );
    leads.push(...collected.leads.map((exported) => ({ campaign: name, exported })));
  }
  if (lacking.length > 0)
    throw new Stopped(
      `${lacking.join(' ')} Leads may be coming or going just now. Nothing was written. Try again.`,
    );
  const one = chosen.length === 1 && chosen[0] ? chosen[0].name : 'All campaigns';
  const made = filesOf(leads, args.order, baseName(one, args.order.kinds, new Date()));
  if (made.leads === 0)
    throw new Stopped(`None of ${leads.length} leads matches the filter. Nothing was written.`);
  report(await writeFiles(made.files, args), made, leads.length);
}

function chosenFrom(campaigns: readonly Campaign[], { campaign, spreadsheet }: ExportArguments) {
  if (campaigns.length === 0)
    throw new Stopped(`The bridge knows no campaign of spreadsheet "${spreadsheet}". Nothing was written.`);
  const chosen = campaign === 'all' ? campaigns : campaigns.filter(({ name }) => name === campaign);
  const names = campaigns.map(({ name }) => `"${name}"`).join(', ');
  if (chosen.length === 0)
    throw new Stopped(`There is no campaign "${campaign}". There are ${names}. Nothing was written.`);
  if (campaign !== 'all' && chosen.length > 1)
    throw new Stopped(
      `${chosen.length} campaigns are called "${campaign}". Rename one of them. Nothing was written.`,
    );
  return chosen;
}

/** The line that shows how far it is stays out of a log. */
function tell(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`);
}

function report(
  paths: readonly string[],
  { leads, rows, cut, unreadMessages }: ExportFiles,
  read: number,
): void {
  tell('');
  const counts = rows.map(
    ({ kind, count }) =>
      `${count} ${kind === 'conversations' ? 'messages' : kind === 'history' ? 'changes and conflicts' : 'leads'}`,
  );
  console.log(`${counts.join(', ')}; ${read} leads were read, as many as Sanity counts.`);
  if (leads < read) console.log(`${read - leads} leads were left out, as the filter says.`);
  if (cut > 0)
    console.log(
      `${cut} texts are longer than a cell of Excel holds and were cut. CSV and JSON hold all of them.`,
    );
  if (unreadMessages > 0)
    console.log(`${unreadMessages} entries of conversations hold no message that could be read.`);
  for (const path of paths) console.log(path);
}

try {
  await main();
} catch (error) {
  tell('');
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
