/** Asks the add-on's server in the local host what the sidebar would ask it. */
import { type Answer, type CallName, type Calls, SERVE } from '../../addon/calls.ts';
import type { WorkbookHost } from './workbook/host/start.ts';
import type { Json, UserContext } from './workbook/protocol.ts';

/** The outcome of one call from the sidebar. Throws the server's own sentence when it fails. */
export async function askServer<N extends CallName>(
  host: WorkbookHost,
  name: N,
  ask: Calls[N]['ask'],
  context?: UserContext,
): Promise<Calls[N]['answer']> {
  const question: Json = JSON.parse(JSON.stringify({ name, ask }));
  const { outcome } = await host.run(SERVE, [question], context ?? (await firstTab(host)));
  if (!outcome.ok) throw new Error(outcome.error);
  const answer: Answer<N> = JSON.parse(JSON.stringify(outcome.value));
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.answer;
}

/** A person at the first cell of the first tab. */
export async function firstTab(host: WorkbookHost): Promise<UserContext> {
  const { email, data } = await host.boot();
  const [sheet]: unknown[] = Array.isArray(data.sheets) ? data.sheets : [];
  const id = typeof sheet === 'object' && sheet !== null && 'id' in sheet ? String(sheet.id) : '';
  return { email, sheetId: id, selection: { top: 0, left: 0, bottom: 0, right: 0 } };
}
