/** The one door for the pages: a call by name, its ask checked, its answer or failure as data. */
import type { Answer, CallName, Calls, Connection } from '../calls.ts';
import type { CampaignId } from '../model/lead.ts';
import { askBridge, cleanBridgeUrl } from './ask-bridge.ts';
import { ASKS } from './asks.ts';
import { installTriggers } from './automation.ts';
import { type CampaignRecord, campaignById, campaignsIn } from './campaigns/campaigns.ts';
import { makeLive } from './campaigns/live.ts';
import { activeTab, COPIED, isCopied } from './campaigns/open-tab.ts';
import { learnFromBridge, mapOriginals } from './campaigns/originals.ts';
import { setView, showRow, switchTo } from './campaigns/view.ts';
import { showOverview } from './dashboard/overview.ts';
import { setPeriod } from './dashboard/period.ts';
import { desk } from './desk/desk.ts';
import { deskList } from './desk/desk-list.ts';
import { filterTab } from './desk/filter.ts';
import { goTo } from './desk/go-to.ts';
import { search } from './desk/search.ts';
import { duplicatesOf } from './duplicates.ts';
import { exportPage, noteExport, openExport } from './export/export.ts';
import { forgetPerson, person } from './export/person.ts';
import { Failure, failureOf } from './failure.ts';
import { settleHeld } from './held/choose.ts';
import { importBegin } from './import/begin.ts';
import { importCommit } from './import/commit.ts';
import { importHistory, importRowsOf } from './import/history.ts';
import { rememberedMapping, rememberMapping } from './import/mappings.ts';
import { matchedLeads } from './import/matched-leads.ts';
import { importStep } from './import/run.ts';
import { importUndo } from './import/undo.ts';
import { importCancel, importPart } from './import/upload.ts';
import { lead, leadBackground } from './lead/card.ts';
import { editLead } from './lead/edit.ts';
import { moveLead } from './lead/move.ts';
import { selection } from './lead/selection.ts';
import { adoptable, createCampaign } from './lifecycle/create.ts';
import { campaignDetails, editCampaign } from './lifecycle/details.ts';
import { mergeCampaigns } from './lifecycle/merge.ts';
import { stepCampaign } from './lifecycle/step.ts';
import { PATIENCE } from './locked.ts';
import { actions } from './people/actions.ts';
import { people, setPeople } from './people/people.ts';
import { firstKeeper } from './people/rights.ts';
import { triggerOwnerIn } from './settings.ts';
import { isObject } from './shapes.ts';
import {
  latestDocument,
  readBridgeSettings,
  readDocument,
  writeBridgeSettings,
  writeDocument,
} from './sheets/properties.ts';
import { userEmail } from './sheets/session.ts';
import { openDialog } from './sheets/ui.ts';
import { connectionIn, sidebarState, switchedState } from './state.ts';
import { rememberAnswer } from './sync/follow.ts';
import { passAfter } from './sync/pass-after.ts';
import { prove } from './sync/prove.ts';
import { tick } from './sync/tick.ts';

type Handlers = { readonly [N in CallName]: (ask: Calls[N]['ask']) => Calls[N]['answer'] };

const HANDLERS: Handlers = {
  state: () => sidebarState(activeCampaign(), true),
  tick,
  switchTo: ({ campaign }) => {
    switchTo(campaign);
    return switchedState(campaign);
  },
  setView: ({ campaign, view }) => {
    return sidebarState(setView(campaign, view));
  },
  showRow: ({ row }) => {
    showRow(row);
    return null;
  },
  openImport: () => {
    openImport();
    return null;
  },
  mapOriginals: () => {
    mapOriginals();
    return sidebarState(activeCampaign());
  },
  connect,
  installTriggers: () => {
    installTriggers();
    return sidebarState(activeCampaign());
  },
  conflicts: ({ campaign: id }) => {
    const { kind } = known(id);
    return askBridge('/v1/conflicts', { campaign: { id, kind } });
  },
  settleConflicts,
  settleHeld: (ask) => {
    const said = settleHeld(ask);
    return { said, state: sidebarState(activeCampaign(), true) };
  },
  prove: ({ campaign: id, repair }) => {
    const proven = prove({ campaign: known(id), repair, seconds: PROOF_SECONDS, patience: PATIENCE });
    if (!proven) throw new Failure('busy', NO_TIME);
    return { proof: proven.proof, state: sidebarState(activeCampaign()) };
  },
  makeLive: () => {
    makeLive();
    return sidebarState(activeCampaign(), true);
  },
  duplicates: duplicatesOf,
  importBegin,
  importPart,
  importCommit,
  importCancel,
  importStep,
  importHistory,
  importRowsOf,
  importUndo,
  matchedLeads,
  rememberedMapping,
  rememberMapping,
  desk,
  deskList,
  search,
  goTo,
  filterTab,
  setPeriod,
  showOverview,
  lead,
  leadBackground,
  selection,
  editLead,
  moveLead,
  createCampaign,
  adoptable,
  campaignDetails,
  editCampaign,
  stepCampaign,
  mergeCampaigns,
  people,
  setPeople,
  actions,
  openExport,
  exportPage,
  noteExport,
  person,
  forgetPerson,
};

/** Seconds that a person waits for a proof at most; 50,000 leads take about a minute and a half. */
const PROOF_SECONDS = 240;
const NO_TIME =
  'Comparing every lead took longer than Google lets a script run, so nothing is proven. Nothing was changed. Try again when less is going on.';

/** Tells the bridge what was chosen, then lets the sheet take what that changed. */
function settleConflicts({
  campaign: id,
  choices,
}: Calls['settleConflicts']['ask']): Calls['settleConflicts']['answer'] {
  const campaign = known(id);
  if (isCopied(campaign)) throw new Failure('sheet-refused', COPIED);
  const { results } = askBridge('/v1/conflicts/settle', {
    campaign: { id, kind: campaign.kind },
    country: campaign.country,
    by: userEmail(),
    choices,
  });
  passAfter(id);
  return { results, state: sidebarState(activeCampaign()) };
}

function known(id: CampaignId): CampaignRecord {
  const campaign = campaignById(readDocument(), id);
  if (campaign) return campaign;
  throw new Failure('not-found', 'This spreadsheet does not know that campaign. Reload the sidebar.');
}

/** Answers `{ name, ask }` of a page. Never throws: `google.script.run` would keep only a message. */
export function serve(call: unknown): Answer {
  try {
    const { name, ask } = isObject(call) ? call : { name: undefined, ask: undefined };
    if (!isCallName(name))
      throw new Failure(
        'bad-request',
        `There is no call "${String(name)}". Nothing was done. Reload the sidebar.`,
      );
    return { ok: true, answer: answer(name, ask) };
  } catch (thrown) {
    const { code, message } = failureOf(thrown);
    return { ok: false, error: { code, message } };
  }
}

function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.keys(ASKS).includes(name);
}

function answer<N extends CallName>(name: N, ask: unknown): Calls[N]['answer'] {
  const guard = ASKS[name];
  if (!guard(ask)) {
    throw new Failure(
      'bad-request',
      `The page asked "${name}" in a way that the server does not know. Nothing was done. Reload the sidebar.`,
    );
  }
  return HANDLERS[name](ask);
}

function activeCampaign() {
  return activeTab(campaignsIn(readDocument())).campaign?.id ?? null;
}

/** Stores where the bridge is and tries it; a connection that works is not given up for one that does not. The secret is never answered or logged. */
function connect({ url, secret }: Calls['connect']['ask']): Connection {
  const clean = cleanBridgeUrl(url);
  if (secret.trim() === '')
    throw new Failure('bad-request', 'A secret is needed to connect. Nothing was stored.');
  const before = readBridgeSettings();
  const works = connectionIn(readDocument()).state === 'ok';
  writeBridgeSettings({ url: clean, secret: secret.trim() });
  try {
    learnFromBridge();
    const keeper = firstKeeper(readDocument(), triggerOwnerIn(latestDocument())?.owner || userEmail());
    if (Object.keys(keeper).length > 0) writeDocument(keeper);
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (before && works) {
      writeBridgeSettings(before);
      throw new Failure(failure.code, `${failure.message} The connection that was there before is kept.`);
    }
    rememberAnswer(readDocument(), failure);
  }
  return connectionIn(readDocument());
}

/** Opens the import dialog. */
export function openImport(): void {
  openDialog('import', 'Import leads', 1000, 680);
}
