/** What the bench and its threads say to each other. */
import { z } from 'zod';
import type { Traffic } from './traffic.ts';

export const threadStart = z.discriminatedUnion('is', [
  z.object({
    is: z.literal('lake'),
    lake: z.object({ dataDir: z.string(), projectId: z.string(), dataset: z.string(), token: z.string() }),
  }),
  z.object({ is: z.literal('bridge'), env: z.record(z.string(), z.string()) }),
]);
export type ThreadStart = z.infer<typeof threadStart>;

export const fromParent = z.discriminatedUnion('do', [
  /** Moves the lake's clock on. */
  z.object({ do: z.literal('advance'), milliseconds: z.number() }),
  z.object({ do: z.literal('count') }),
  z.object({ do: z.literal('close') }),
]);
export type FromParent = z.infer<typeof fromParent>;

export type ToParent =
  | { readonly is: 'ready'; readonly url: string }
  | { readonly is: 'advanced' }
  | { readonly is: 'counted'; readonly traffic: Traffic }
  | { readonly is: 'closed' };
