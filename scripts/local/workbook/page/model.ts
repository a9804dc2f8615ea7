/** This page's copy of the spreadsheet engine, typed as the page uses it. */

import { Model } from '@odoo/o-spreadsheet';
import { registerEngine } from '../engine/register.ts';
import type { Command, EngineGetters, EngineModel, Transport, Zone } from '../engine/types.ts';
import { sendTextWhole } from '../engine/whole_text.ts';
import type { Boot, Selection, UserContext } from '../protocol.ts';

interface PageGetters extends EngineGetters {
  getActiveSheetId(): string;
  getActiveSheetName(): string;
  getSelectedZone(): Zone;
  isFullySynchronized(): boolean;
  getConnectedClients(): readonly { readonly id: string; readonly name: string; readonly color?: string }[];
}

export interface PageModel extends EngineModel {
  readonly getters: PageGetters;
  readonly selection: {
    selectZone(anchor: { cell: { col: number; row: number }; zone: Zone }): unknown;
  };
  on(event: 'update' | 'unexpected-revision-id', owner: object, callback: () => void): void;
}

/** Joins the workbook's collaboration from the state in `boot`. */
export function makeModel(boot: Boot, transport: Transport): PageModel {
  registerEngine();
  const client = { id: crypto.randomUUID(), name: boot.email };
  const model: PageModel = new Model(boot.data, { transportService: transport, client }, boot.revisions);
  sendTextWhole(model);
  return model;
}

export function contextOf(model: PageModel, email: string): UserContext {
  const { top, left, bottom, right } = model.getters.getSelectedZone();
  return { email, sheetId: model.getters.getActiveSheetId(), selection: { top, left, bottom, right } };
}

/** Shows a tab and, unless null, selects cells there and scrolls to them. A tab that is gone by now is left alone. */
export function activate(model: PageModel, sheetId: string, selection: Selection | null): void {
  const active = model.getters.getActiveSheetId();
  if (!model.getters.getSheetIds().includes(sheetId)) return;
  if (sheetId !== active) {
    model.dispatch('ACTIVATE_SHEET', { sheetIdFrom: active, sheetIdTo: sheetId });
  }
  if (!selection) return;
  const zone = {
    top: Math.min(selection.top, model.getters.getNumberRows(sheetId) - 1),
    left: Math.min(selection.left, model.getters.getNumberCols(sheetId) - 1),
    bottom: Math.min(selection.bottom, model.getters.getNumberRows(sheetId) - 1),
    right: Math.min(selection.right, model.getters.getNumberCols(sheetId) - 1),
  };
  model.selection.selectZone({ cell: { col: zone.left, row: zone.top }, zone });
}

/**
 * What a person did on this page that the server has not taken yet. The engine keeps it private;
 * it is read only when the page must start from a newer state and would lose it otherwise.
 */
export function pendingCommands(model: PageModel): readonly Command[] {
  const pending: unknown = Reflect.get(model.session, 'pendingMessages');
  if (!Array.isArray(pending)) return [];
  return pending.flatMap((message: { type?: unknown; commands?: unknown }) =>
    message.type === 'REMOTE_REVISION' && Array.isArray(message.commands) ? message.commands : [],
  );
}
