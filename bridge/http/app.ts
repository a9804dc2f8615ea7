/** The bridge's routes: what stands before each, and what answers it. */
import express, { type Express, type RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import type { BridgeApi, BridgePath } from '../../addon/model/wire.ts';
import type { Config } from '../config.ts';
import type { Store } from '../store/store.ts';
import { actions, recordActions } from '../sync/actions.ts';
import { audit } from '../sync/audit.ts';
import { campaigns, saveCampaign } from '../sync/campaigns.ts';
import { conflicts } from '../sync/conflicts.ts';
import { duplicates } from '../sync/duplicates.ts';
import { exportLeads } from '../sync/export.ts';
import { forget } from '../sync/forget.ts';
import { Hints } from '../sync/hints.ts';
import { readPart, savePart } from '../sync/import-parts.ts';
import { imports, saveImport } from '../sync/imports.ts';
import { lead } from '../sync/lead.ts';
import { leads } from '../sync/leads.ts';
import { moveLeads } from '../sync/move.ts';
import { person } from '../sync/person.ts';
import { purge } from '../sync/purge.ts';
import { restore } from '../sync/restore.ts';
import { settleConflicts } from '../sync/settle-conflicts.ts';
import { type Ask, sync } from '../sync/sync.ts';
import { undoCreated } from '../sync/undo-import.ts';
import { answerError, HttpFailure, notFound } from './errors.ts';
import { alive, ready } from './health.ts';
import { type Logger, logRequests, noteFor, requestIdOf } from './log.ts';
import { readBody } from './read.ts';
import { schemas } from './schemas.ts';
import { bodyOf, checkSignedHeaders, signatureCheck } from './signature.ts';
import { takeWebhook, type WebhookWatch } from './webhook.ts';

/** A sync may hold 500 rows with long conversations; everything else is small. */
const BODY_LIMIT: { readonly [P in BridgePath | '/webhooks/sanity']: string } = {
  '/v1/sync': '20mb',
  '/v1/campaigns': '16kb',
  '/v1/campaigns/save': '64kb',
  '/v1/duplicates': '2mb',
  '/v1/conflicts': '16kb',
  '/v1/conflicts/settle': '20mb',
  '/v1/audit': '4mb',
  '/v1/leads': '256kb',
  '/v1/leads/restore': '20mb',
  '/v1/lead': '16kb',
  '/v1/leads/move': '64kb',
  '/v1/campaigns/purge': '16kb',
  '/v1/actions': '16kb',
  '/v1/actions/record': '256kb',
  '/v1/export': '16kb',
  '/v1/imports': '16kb',
  '/v1/imports/save': '2mb',
  '/v1/imports/part': '8mb',
  '/v1/imports/part/read': '16kb',
  '/v1/imports/undo': '16kb',
  '/v1/person': '16kb',
  '/v1/person/forget': '128kb',
  // The event holds as much of the document as the webhook's projection says.
  '/webhooks/sanity': '4mb',
};

/** The whole HTTP side of the bridge. */
export function bridgeApp(config: Config, store: Store, log: Logger): Express {
  const app = express();
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('trust proxy', config.trustedProxies);
  app.use(logRequests(log), helmet());
  const watch: WebhookWatch = { lastEventAt: null };
  const hints = new Hints();
  app.get('/healthz', alive);
  app.get('/readyz', ready(store, watch));
  app.use('/v1', limiter(config.requestsPerMinute, false));
  const signed = signatureCheck(config.secrets);
  const handlers = answers(config, store, hints);
  for (const path of PATHS) {
    app.post(path, checkSignedHeaders, rawBody(BODY_LIMIT[path]), signed, handlers[path]);
  }
  // Events come in bursts, one for each document of an import: only those that are refused count.
  app.use('/webhooks', limiter(config.requestsPerMinute, true));
  app.post(
    '/webhooks/sanity',
    rawBody(BODY_LIMIT['/webhooks/sanity']),
    takeWebhook(config.webhookSecret, watch, hints),
  );
  app.use(notFound);
  app.use(answerError);
  return app;
}

const PATHS = [
  '/v1/sync',
  '/v1/campaigns',
  '/v1/campaigns/save',
  '/v1/duplicates',
  '/v1/conflicts',
  '/v1/conflicts/settle',
  '/v1/audit',
  '/v1/leads',
  '/v1/leads/restore',
  '/v1/lead',
  '/v1/leads/move',
  '/v1/campaigns/purge',
  '/v1/actions',
  '/v1/actions/record',
  '/v1/export',
  '/v1/imports',
  '/v1/imports/save',
  '/v1/imports/part',
  '/v1/imports/part/read',
  '/v1/imports/undo',
  '/v1/person',
  '/v1/person/forget',
] as const satisfies readonly BridgePath[];

type Answers = { readonly [P in BridgePath]: RequestHandler };

/** Every path of the wire; the compiler misses the one that is left out. */
function answers(config: Config, store: Store, hints: Hints): Answers {
  return {
    '/v1/sync': answer((body, ask) => sync(readBody(body, schemas['/v1/sync']), ask)),
    '/v1/campaigns': answer((body, ask) => campaigns(readBody(body, schemas['/v1/campaigns']), ask)),
    '/v1/campaigns/save': answer((body, ask) =>
      saveCampaign(readBody(body, schemas['/v1/campaigns/save']), ask),
    ),
    '/v1/duplicates': answer((body, ask) => duplicates(readBody(body, schemas['/v1/duplicates']), ask)),
    '/v1/conflicts': answer((body, ask) => conflicts(readBody(body, schemas['/v1/conflicts']), ask)),
    '/v1/conflicts/settle': answer((body, ask) =>
      settleConflicts(readBody(body, schemas['/v1/conflicts/settle']), ask),
    ),
    '/v1/audit': answer((body, ask) => audit(readBody(body, schemas['/v1/audit']), ask)),
    '/v1/leads': answer((body, ask) => leads(readBody(body, schemas['/v1/leads']), ask)),
    '/v1/leads/restore': answer((body, ask) => restore(readBody(body, schemas['/v1/leads/restore']), ask)),
    '/v1/lead': answer((body, ask) => lead(readBody(body, schemas['/v1/lead']), ask)),
    '/v1/leads/move': answer((body, ask) => moveLeads(readBody(body, schemas['/v1/leads/move']), ask)),
    '/v1/campaigns/purge': answer((body, ask) => purge(readBody(body, schemas['/v1/campaigns/purge']), ask)),
    '/v1/actions': answer((body, ask) => actions(readBody(body, schemas['/v1/actions']), ask)),
    '/v1/actions/record': answer((body, ask) =>
      recordActions(readBody(body, schemas['/v1/actions/record']), ask),
    ),
    '/v1/export': answer((body, ask) => exportLeads(readBody(body, schemas['/v1/export']), ask)),
    '/v1/imports': answer((body, ask) => imports(readBody(body, schemas['/v1/imports']), ask)),
    '/v1/imports/save': answer((body, ask) => saveImport(readBody(body, schemas['/v1/imports/save']), ask)),
    '/v1/imports/part': answer((body, ask) => savePart(readBody(body, schemas['/v1/imports/part']), ask)),
    '/v1/imports/part/read': answer((body, ask) =>
      readPart(readBody(body, schemas['/v1/imports/part/read']), ask),
    ),
    '/v1/imports/undo': answer((body, ask) => undoCreated(readBody(body, schemas['/v1/imports/undo']), ask)),
    '/v1/person': answer((body, ask) => person(readBody(body, schemas['/v1/person']), ask)),
    '/v1/person/forget': answer((body, ask) => forget(readBody(body, schemas['/v1/person/forget']), ask)),
  };

  function answer<P extends BridgePath>(
    useCase: (body: Buffer, ask: Ask) => Promise<BridgeApi[P]['response']>,
  ): RequestHandler {
    return async (request, response) => {
      const ask: Ask = {
        store,
        hints,
        requestId: requestIdOf(request) ?? '',
        deadline: Date.now() + config.answerWithinMs,
        note: (counts) => noteFor(request, counts),
      };
      response.json(await useCase(bodyOf(request), ask));
    };
  }
}

function limiter(perMinute: number, onlyRefused: boolean): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    skipSuccessfulRequests: onlyRefused,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Whose word is taken for the caller's address is said by TRUSTED_PROXIES; the header alone means nothing.
    validate: { xForwardedForHeader: false, trustProxy: false },
    handler: (_request, _response, next) => {
      const message = 'Too many requests from one address. Nothing was done. Wait a minute.';
      next(new HttpFailure('too-many-requests', message));
    },
  });
}

function rawBody(limit: string): RequestHandler {
  return express.raw({ type: () => true, limit, inflate: false });
}
