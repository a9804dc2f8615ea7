/** What each call may be asked: everything from a page is checked before it is used. */
import type { CallName, Calls } from '../calls.ts';
import { IMPORT_SLICE } from '../calls.ts';
import { HELD_ACTIONS, HELD_CODES } from '../model/holds.ts';
import { MAX_CHOICES } from '../model/wire.ts';
import { isCampaignId, isColour, isConflictId, isFieldValue, isImportId } from './guards.ts';
import { type Guard, isBoolean, isCount, isNull, isText, listOf, oneOf, shape } from './shapes.ts';

const isLine: Guard<number> = (value): value is number => isCount(value) && value >= 1;
const isSlice = listOf(shape({ line: isLine, cells: listOf(isText) }), IMPORT_SLICE);

export const ASKS: { readonly [N in CallName]: Guard<Calls[N]['ask']> } = {
  state: isNull,
  tick: shape({ full: isBoolean }),
  switchTo: shape({ campaign: isCampaignId }),
  setView: shape({ campaign: isCampaignId, view: oneOf('leads', 'dashboard') }),
  showRow: shape({ row: isLine }),
  openImport: isNull,
  mapOriginals: isNull,
  connect: shape({ url: isText, secret: isText }),
  installTriggers: isNull,
  conflicts: shape({ campaign: isCampaignId }),
  settleConflicts: shape({
    campaign: isCampaignId,
    choices: listOf(
      shape({ id: isConflictId, choice: oneOf('keep', 'take'), now: isFieldValue }),
      MAX_CHOICES,
    ),
  }),
  settleHeld: shape({
    campaign: isCampaignId,
    code: oneOf(...HELD_CODES),
    mark: isText,
    action: oneOf(...HELD_ACTIONS),
  }),
  prove: shape({ campaign: isCampaignId, repair: isBoolean }),
  makeLive: isNull,
  duplicates: shape({ phones: listOf(isText), emails: listOf(isText) }),
  importBegin: shape({
    importId: isImportId,
    fileName: isText,
    campaignName: isText,
    colour: isColour,
    description: isText,
    country: isText,
    extras: listOf(isText),
    total: isCount,
  }),
  importRows: shape({ importId: isImportId, rows: isSlice }),
  importStep: shape({ importId: isImportId }),
  importFinish: shape({
    importId: isImportId,
    rowsIn: isCount,
    created: isCount,
    duplicate: isCount,
    invalid: isCount,
    skipped: isCount,
  }),
};
