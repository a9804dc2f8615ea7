/** What must hold once the world is quiet. Each answers, in sentences, what does not. */
import { type CellRules, hashOfKey, keyOfValue } from '../../addon/model/cell.ts';
import { extraHash, own } from '../../addon/model/merge.ts';
import { type RowExtra, type RowField, readTab, type Tab, type TabRow } from '../../addon/model/tab.ts';
import { toLead } from '../../bridge/store/documents.ts';
import type { StoredDocument } from '../local/lake/server.ts';
import { rest } from './ledger.ts';
import { type Campaign, leadsOf, type Run, tabOf, tokensAnywhere } from './run.ts';
import { tagOf, tokensIn } from './values.ts';

const COUNTRY = 'GB';

/** Looks at everything. */
export function judge(run: Run): readonly string[] {
  const campaigns = [...run.campaigns.values()];
  return [
    ...campaigns.flatMap((campaign) => bothSidesEqual(run, campaign)),
    ...noValueLost(run),
    ...ownLeadsOnly(run),
    ...nothingElseTouched(run),
    ...run.world.ledger.offences,
    ...run.world.crashes.map((crash) => `An execution ended in an error of its own: ${crash}`),
  ];
}

function tabRead(run: Run, { camp }: Campaign): Tab | null {
  const tab = tabOf(run, camp);
  const rules: CellRules = { country: COUNTRY, apostrophe: 'stored' };
  return tab && readTab(tab.grid, rules);
}

/** 1. Every row equals its document by the model's own keys, and every document has one row or rests as archived. */
function bothSidesEqual(run: Run, campaign: Campaign): readonly string[] {
  const tab = tabRead(run, campaign);
  if (!tab) return [`Campaign ${campaign.camp} has no tab.`];
  const documents = new Map(leadsOf(run, campaign.camp).map((document) => [document._id, document]));
  const wrong: string[] = [];
  const seen = new Set<string>();
  for (const row of tab.rows) {
    if (row.id === null) {
      if (row.filled) wrong.push(`Row ${row.index + 2} of ${campaign.camp} says something and has no id.`);
      continue;
    }
    if (seen.has(row.id)) wrong.push(`${row.id} stands on two rows of ${campaign.camp}.`);
    seen.add(row.id);
    const document = documents.get(row.id);
    if (!document) wrong.push(`Row ${row.index + 2} of ${campaign.camp} (${row.id}) has no document.`);
    else
      wrong.push(
        ...differences(row, document).map(
          (what) => `${campaign.camp} row ${row.index + 2} (${row.id}): ${what}`,
        ),
      );
  }
  for (const document of documents.values())
    if (!seen.has(document._id) && document.archived !== true)
      wrong.push(`${document._id} has no row in ${campaign.camp} and is not archived.`);
  return wrong;
}

function differences(row: TabRow, document: StoredDocument): readonly string[] {
  const { fields, extra } = toLead(document).snapshot;
  const told = (name: string, sheet: unknown, store: unknown) =>
    `"${name}" is ${JSON.stringify(sheet)} in the sheet and ${JSON.stringify(store)} in the store`;
  return [
    ...row.fields.flatMap((cell) => {
      const value = fields[cell.field.key];
      const same = saidBy(cell) === hashOfKey(keyOfValue(cell.field, value, COUNTRY));
      return same || cell.reading.state === 'unreadable'
        ? []
        : [told(cell.field.header, cell.reading, value)];
    }),
    ...row.extras.flatMap((cell) => {
      const value = own(extra, cell.name);
      const same = saidBy(cell) === extraHash(value);
      return same || cell.reading.state === 'unreadable' ? [] : [told(cell.name, cell.reading, value)];
    }),
  ];
}

/** A cell that shows only the beginning of a text stands for the whole of what was last agreed. */
function saidBy({ reading, base }: RowField | RowExtra) {
  return reading.state === 'shortened' ? base : hashOfKey(reading.key);
}

/** 2. Every value that stands by the ledger's rules is in a cell, a document or a conflict. */
function noValueLost(run: Run): readonly string[] {
  return run.world.ledger.missingFrom(tokensAnywhere(run)).map((lost) => `Lost: ${lost}.`);
}

/** 3. What names a lead or a campaign stands under that one alone. */
function ownLeadsOnly(run: Run): readonly string[] {
  const homes = new Map<string, Set<string>>();
  const wrong: string[] = [];
  const see = (camp: string, id: string, where: string, value: unknown) => {
    for (const token of tokensIn(value)) {
      const tag = tagOf(token);
      if (tag === null || id === '') continue;
      if (!tag.startsWith(camp)) wrong.push(`${token} of another campaign is in ${where} of ${camp}.`);
      if (/\d/.test(tag) && !run.world.ledger.isLoose(token))
        homes.set(tag, (homes.get(tag) ?? new Set()).add(id));
    }
  };
  for (const campaign of run.campaigns.values()) {
    const tab = tabOf(run, campaign.camp);
    const lead = (tab?.grid[0] ?? []).indexOf('_lead');
    for (const line of tab?.grid.slice(1) ?? [])
      see(campaign.camp, String(line[lead] ?? ''), 'the tab', line);
    for (const document of leadsOf(run, campaign.camp))
      see(campaign.camp, document._id, 'a document', document);
  }
  for (const [tag, ids] of homes)
    if (ids.size > 1)
      wrong.push(`Values of lead ${tag} stand under ${ids.size} ids: ${[...ids].join(', ')}.`);
  return wrong;
}

/** 3. What no column shows, and documents of other types, are as other clients left them. */
function nothingElseTouched(run: Run): readonly string[] {
  const { ledger } = run.world;
  return [...ledger.store.values()].flatMap((document) => {
    const expected = ledger.expectedRest(document._id);
    const isOurs = /^(conflict|campaign)\./.test(document._id);
    if (isOurs || expected === undefined || expected === rest(document)) return [];
    return [`${document._id} differs outside all columns: ${rest(document)} instead of ${expected}.`];
  });
}
