/** The record of who did what, as the sidebar shows it. */
import type { Calls } from '../../calls.ts';
import { askBridge } from '../ask-bridge.ts';
import { Failure } from '../failure.ts';
import { latestDocument } from '../sheets/properties.ts';
import { spreadsheetId } from '../sheets/workbook.ts';
import { sendActions, waitingIn } from './record.ts';

/** The newest before a moment. What the bridge could not be told yet stands first. Throws a Failure as the bridge does. */
export function actions({ campaign, before }: Calls['actions']['ask']): Calls['actions']['answer'] {
  if (before !== null && Number.isNaN(Date.parse(before)))
    throw new Failure('bad-request', 'That is no moment in time. Nothing was asked. Reload the sidebar.');
  if (before === null) sendActions();
  const told = askBridge('/v1/actions', { spreadsheetId: spreadsheetId(), campaign, before });
  if (before !== null) return told;
  const known = new Set(told.actions.map(({ id }) => id));
  const waiting = waitingIn(latestDocument())
    .filter((one) => !known.has(one.id) && (campaign === null || one.campaign === campaign))
    .reverse();
  return { actions: [...waiting, ...told.actions], more: told.more };
}
