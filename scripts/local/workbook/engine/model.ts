/** Makes a copy of the spreadsheet engine, typed as this project uses it. */
import { Model } from '@odoo/o-spreadsheet';
import type { RevisionMessage } from '../protocol.ts';
import { registerEngine } from './register.ts';
import type { EngineModel, Transport } from './types.ts';
import { sendTextWhole } from './whole_text.ts';

export interface ModelOptions {
  /** `exportData()` of another copy, or of this one earlier. */
  readonly data: { readonly [key: string]: unknown };
  /** What happened since. */
  readonly revisions: readonly RevisionMessage[];
  readonly transport: Transport;
  readonly client: { readonly id: string; readonly name: string };
}

/** Makes a copy of the workbook that takes part in its collaboration. */
export function createModel(options: ModelOptions): EngineModel {
  registerEngine();
  const model: EngineModel = new Model(
    options.data,
    { transportService: options.transport, client: options.client },
    options.revisions,
  );
  sendTextWhole(model);
  return model;
}
