/** Signed calls to the bridge. */
import type { Connection } from '../calls.ts';
import {
  type ActionsResponse,
  type AuditResponse,
  type BridgeApi,
  type BridgeError,
  type BridgePath,
  type CampaignsResponse,
  type Conflict,
  type ConflictsResponse,
  type DuplicatesResponse,
  type ExportResponse,
  type ForgetResponse,
  type ImportPartResponse,
  type ImportsResponse,
  type LeadChange,
  type LeadConflict,
  type LeadResponse,
  type LeadsResponse,
  type MoveResponse,
  type OpenConflict,
  type PersonResponse,
  type PurgeResponse,
  type ReadPartResponse,
  type Receipt,
  type RecordActionsResponse,
  type RestoreResponse,
  type SaveCampaignResponse,
  type SaveImportResponse,
  type SettleConflictsResponse,
  SIGNATURE_HEADERS,
  type StoredMessage,
  type SyncResponse,
  type UndoCreatedResponse,
} from '../model/wire.ts';
import { Failure } from './failure.ts';
import {
  isAction,
  isActionId,
  isCampaign,
  isCampaignId,
  isConflictId,
  isCursor,
  isFieldValue,
  isHash,
  isJob,
  isJobRow,
  isLeadId,
  isRevision,
  isSnapshot,
} from './guards.ts';
import {
  either,
  type Guard,
  isBoolean,
  isCount,
  isNull,
  isText,
  listOf,
  oneOf,
  parseJson,
  shape,
} from './shapes.ts';
import { type HttpAnswer, hmacSha256, newUuid, postJson } from './sheets/fetch.ts';
import { type BridgeSettings, readBridgeSettings } from './sheets/properties.ts';

/**
 * Asks the bridge. Throws a Failure: `not-connected` when nothing is set, `bridge-unreachable` when no answer came
 * (what was sent may or may not have been done), `bridge-refused` when the bridge says no.
 */
export function askBridge<P extends BridgePath>(
  path: P,
  request: BridgeApi[P]['request'],
): BridgeApi[P]['response'] {
  const settings = readBridgeSettings();
  if (!settings) throw new Failure('not-connected', NOT_CONNECTED);
  const answer = post(settings, path, JSON.stringify(request));
  const body = parseJson(answer.text);
  if (answer.status !== 200) throw refusal(answer.status, body);
  const guard: Guard<BridgeApi[P]['response']> = RESPONSES[path];
  if (!guard(body)) throw new Failure('bridge-refused', `What answers at ${settings.url} is not ${STRANGER}`);
  return body;
}

const NOT_CONNECTED =
  'This spreadsheet is not connected to a bridge yet, so nothing was sent. Open Leadsheet → Connect to the bridge… and enter its address and secret.';
const STRANGER =
  'the Leadsheet bridge, or not of this version. Nothing was taken from it. Check the address under Leadsheet → Connect to the bridge….';

/** The state of the connection that a failure, or null for none, speaks of. */
export function connectionOf(url: string | null, failure: string | null): Connection {
  if (url === null) return { state: 'unset', message: NOT_CONNECTED };
  return failure === null ? { state: 'ok', url } : { state: 'failing', url, message: failure };
}

/** The address without what people add to it; a Failure when it is none that secrets may be sent to. */
export function cleanBridgeUrl(text: string): string {
  const url = text.trim().replace(/\/+$/, '');
  const local = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/i.test(url);
  if (local || /^https:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/i.test(url)) return url;
  throw new Failure(
    'bad-request',
    'The address of the bridge must begin with https:// and hold no spaces. Nothing was stored.',
  );
}

function post({ url, secret }: BridgeSettings, path: BridgePath, body: string): HttpAnswer {
  const id = newUuid();
  const timestamp = String(Math.floor(Date.now() / 1000));
  try {
    return postJson(url + path, body, {
      [SIGNATURE_HEADERS.id]: id,
      [SIGNATURE_HEADERS.timestamp]: timestamp,
      [SIGNATURE_HEADERS.signature]: `v1,${hmacSha256(`${id}.${timestamp}.${body}`, secret)}`,
    });
  } catch {
    throw new Failure(
      'bridge-unreachable',
      `The bridge at ${url} did not answer, so nothing is counted as saved. It is tried again by itself; if this goes on, check that the bridge is running and its address is right.`,
    );
  }
}

function refusal(status: number, body: unknown): Failure {
  if (!isBridgeError(body)) {
    return new Failure(
      'bridge-refused',
      `The bridge answered ${status} without a reason. It is not ${STRANGER}`,
    );
  }
  const { code, message } = body.error;
  switch (code) {
    case 'unsigned':
    case 'bad-signature':
      return new Failure(
        'bridge-refused',
        'The bridge does not accept the secret that is stored here, so nothing was saved. Enter the right one under Leadsheet → Connect to the bridge….',
      );
    case 'elsewhere':
      return new Failure('elsewhere', message);
    default:
      return new Failure('bridge-refused', message);
  }
}

const isBridgeError: Guard<BridgeError> = shape({
  error: shape({
    code: oneOf(
      'bad-request',
      'unsigned',
      'bad-signature',
      'stale',
      'repeated',
      'too-many-requests',
      'too-large',
      'not-found',
      'elsewhere',
      'store-unreachable',
      'store-refused',
      'internal',
    ),
    message: isText,
  }),
});

const conflictParts = {
  lead: isLeadId,
  field: isText,
  kept: isFieldValue,
  lost: isFieldValue,
  lostSide: oneOf('sheet', 'store'),
  at: isText,
};
const isConflict: Guard<Conflict> = shape(conflictParts);
const isOpenConflict: Guard<OpenConflict> = shape({
  ...conflictParts,
  id: isConflictId,
  who: isText,
  now: isFieldValue,
  gone: isBoolean,
});

const isVerified = shape({
  state: oneOf('verified'),
  id: isLeadId,
  rev: isRevision,
  snapshot: either(isNull, isSnapshot),
  conflicts: listOf(isConflict),
});
const isRefused = shape({
  state: oneOf('refused'),
  id: isLeadId,
  code: oneOf('other-campaign', 'double-id', 'too-large', 'invalid'),
  message: isText,
});
const isUnsettled = shape({ state: oneOf('missing', 'unverified'), id: isLeadId, message: isText });
const isReceipt: Guard<Receipt> = (value): value is Receipt =>
  isVerified(value) || isRefused(value) || isUnsettled(value);

const isSyncResponse: Guard<SyncResponse> = shape({
  receipts: listOf(isReceipt),
  changes: listOf(isSnapshot),
  cursor: isCursor,
  more: isBoolean,
  openConflicts: isCount,
  leads: either(isNull, isCount),
  asOf: either(isNull, isText),
});
const isCampaigns: Guard<CampaignsResponse> = shape({
  campaigns: listOf(isCampaign),
  originalLeads: isCount,
});
const isSaved: Guard<SaveCampaignResponse> = shape({ campaign: isCampaign });
const isDuplicates: Guard<DuplicatesResponse> = shape({
  matches: listOf(
    shape({
      lead: isLeadId,
      campaign: either(isNull, isCampaignId),
      campaignName: isText,
      name: isText,
      phone: either(isNull, isText),
      email: either(isNull, isText),
    }),
  ),
  suppressed: shape({ phones: listOf(isText), emails: listOf(isText) }),
});
const isConflicts: Guard<ConflictsResponse> = shape({ conflicts: listOf(isOpenConflict) });
const isConflictsSettled: Guard<SettleConflictsResponse> = shape({
  results: listOf(
    shape({ id: isConflictId, state: oneOf('settled', 'changed', 'gone', 'unverified'), message: isText }),
  ),
});
const isAudit: Guard<AuditResponse> = shape({
  leads: listOf(
    shape({ id: isLeadId, rev: isRevision, createdAt: isText, archived: isBoolean, hash: isHash }),
  ),
  after: either(isNull, isText),
});
const isLeads: Guard<LeadsResponse> = shape({ leads: listOf(isSnapshot) });
const isRestored: Guard<RestoreResponse> = shape({ receipts: listOf(isReceipt), fromHistory: isCount });

const isMessage: Guard<StoredMessage> = shape({
  at: either(isNull, isText),
  sender: oneOf('ai', 'customer', 'manual'),
  senderName: isText,
  content: isText,
  template: isText,
});
const isChange: Guard<LeadChange> = shape({
  at: isText,
  by: oneOf('sheet', 'other'),
  kind: oneOf('created', 'changed', 'deleted'),
  values: listOf(shape({ field: isText, before: isFieldValue, after: isFieldValue })),
});
const isLeadConflict: Guard<LeadConflict> = shape({ ...conflictParts, id: isConflictId, open: isBoolean });
const history = { messages: listOf(isMessage), changes: listOf(isChange), conflicts: listOf(isLeadConflict) };
const isLead: Guard<LeadResponse> = shape({
  lead: either(isNull, isSnapshot),
  ...history,
  unreadMessages: isCount,
  historyFailure: either(isNull, isText),
});
const isMoved: Guard<MoveResponse> = shape({
  results: listOf(
    shape({
      id: isLeadId,
      state: oneOf('moved', 'missing', 'refused', 'unverified'),
      newId: isLeadId,
      message: isText,
    }),
  ),
});
const isPurged: Guard<PurgeResponse> = shape({ deleted: isCount, left: isCount });
const isActions: Guard<ActionsResponse> = shape({ actions: listOf(isAction), more: isBoolean });
const isRecorded: Guard<RecordActionsResponse> = shape({ recorded: listOf(isActionId) });
const isExported: Guard<ExportResponse> = shape({
  leads: listOf(shape({ lead: isSnapshot, unreadMessages: isCount, ...history })),
  after: either(isNull, isText),
  total: isCount,
});
const isOthers = listOf(shape({ type: isText, count: isCount }));
const isPerson: Guard<PersonResponse> = shape({
  leads: listOf(
    shape({ id: isLeadId, campaign: either(isNull, isCampaignId), campaignName: isText, name: isText }),
  ),
  conflicts: listOf(isConflictId),
  others: isOthers,
  dossier: isText,
});
const isForgotten: Guard<ForgetResponse> = shape({
  erased: listOf(isLeadId),
  left: listOf(isLeadId),
  why: isText,
  conflicts: isCount,
  remembered: listOf(isLeadId),
  others: isOthers,
  suppressed: isBoolean,
});

const isImports: Guard<ImportsResponse> = shape({ imports: listOf(isJob), more: isBoolean });
const isImportSaved: Guard<SaveImportResponse> = shape({ job: isJob });
const isPartKept: Guard<ImportPartResponse> = shape({ rows: isCount });
const isPart: Guard<ReadPartResponse> = shape({ rows: listOf(isJobRow) });
const isUndone: Guard<UndoCreatedResponse> = shape({
  leads: listOf(
    shape({
      line: isCount,
      id: isLeadId,
      state: oneOf('removed', 'restored', 'changed', 'unverified'),
      message: isText,
    }),
  ),
});

const RESPONSES: { readonly [P in BridgePath]: Guard<BridgeApi[P]['response']> } = {
  '/v1/sync': isSyncResponse,
  '/v1/campaigns': isCampaigns,
  '/v1/campaigns/save': isSaved,
  '/v1/duplicates': isDuplicates,
  '/v1/conflicts': isConflicts,
  '/v1/conflicts/settle': isConflictsSettled,
  '/v1/audit': isAudit,
  '/v1/leads': isLeads,
  '/v1/leads/restore': isRestored,
  '/v1/lead': isLead,
  '/v1/leads/move': isMoved,
  '/v1/campaigns/purge': isPurged,
  '/v1/actions': isActions,
  '/v1/actions/record': isRecorded,
  '/v1/export': isExported,
  '/v1/imports': isImports,
  '/v1/imports/save': isImportSaved,
  '/v1/imports/part': isPartKept,
  '/v1/imports/part/read': isPart,
  '/v1/imports/undo': isUndone,
  '/v1/person': isPerson,
  '/v1/person/forget': isForgotten,
};
