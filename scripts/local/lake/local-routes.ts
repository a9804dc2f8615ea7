/** `/_local/…`: what the real service does not have: faults, counters and webhooks, for the one who holds the token. */
import { json, Router } from 'express';
import { z } from 'zod';
import { plainError } from './errors.ts';
import { readFault } from './faults.ts';
import { hasToken } from './gate.ts';
import type { Dataset } from './lake.ts';

const webhook = z.strictObject({
  url: z.url(),
  secret: z.string().min(1),
  filter: z.string().optional(),
  projection: z.string().optional(),
  on: z.array(z.enum(['create', 'update', 'delete'])).optional(),
  includeDrafts: z.boolean().optional(),
});

/** Routes for tests and tools. Every one needs the token; a body that is not understood is a 400 that says why. */
export function localRoutes(lake: Dataset): Router {
  const router = Router();
  const removals = new Map<string, () => void>();
  router.use((request, _response, next) => {
    if (!hasToken(request, lake.settings.token)) throw plainError(401, 'The local routes need the token');
    next();
  });
  router.use(json());

  router.get('/faults', (_request, response) => void response.json({ faults: lake.faults.list() }));
  router.post('/faults', (request, response) => {
    const { id, remove } = lake.faults.add(understood(() => readFault(request.body)));
    removals.set(id, remove);
    response.status(201).json({ id });
  });
  router.delete('/faults', (_request, response) => {
    lake.faults.clear();
    response.status(204).end();
  });

  router.get('/counters', (_request, response) => {
    const { store, listeners, webhooks, faults } = lake;
    response.json({
      routes: lake.counters.snapshot(),
      documents: store.size,
      attributes: store.attributeCount,
      listeners: listeners.count,
      webhooks: webhooks.counts,
      faults: faults.struck,
    });
  });

  router.get('/webhooks', (_request, response) => void response.json({ webhooks: lake.webhooks.list() }));
  router.post('/webhooks', (request, response) => {
    const { id, remove } = lake.webhooks.add(understood(() => webhook.parse(request.body)));
    removals.set(id, remove);
    response.status(201).json({ id });
  });
  router.delete(['/faults/:id', '/webhooks/:id'], (request, response) => {
    const id = String(request.params.id);
    const remove = removals.get(id);
    if (!remove) throw plainError(404, `Nothing with the id ${id}`);
    remove();
    removals.delete(id);
    response.status(204).end();
  });
  return router;
}

function understood<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof z.ZodError) throw plainError(400, z.prettifyError(error).replaceAll(/\s+/g, ' '));
    throw error;
  }
}
