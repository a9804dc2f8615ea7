/** The list of script executions, like the one in Google's script editor, with what each would have cost there. */

import type { Metrics } from '../protocol.ts';
import { element } from './dom.ts';

/** Fetches the last executions and draws them, newest first. Throws when the server does not answer. */
export async function executionsTable(): Promise<HTMLElement> {
  const response = await fetch('/api/executions', { cache: 'no-store' });
  if (!response.ok) throw new Error('The executions could not be read: the workbook is not connected.');
  const executions: readonly Metrics[] = await response.json();
  if (executions.length === 0) return element('p', { class: 'wb-dialog-text' }, 'No script has run yet.');
  const headings = ['Function', 'Service calls', 'Sent / received', 'Simulated time'];
  const table = element(
    'table',
    { class: 'wb-table' },
    element('thead', {}, element('tr', {}, ...headings.map((text) => element('th', { scope: 'col' }, text)))),
    element('tbody', {}, ...executions.toReversed().map(row)),
  );
  return element(
    'div',
    { class: 'wb-table-scroll', tabindex: 0, role: 'region', 'aria-label': 'Executions' },
    table,
  );
}

function row({ functionName, calls, methods, simulatedSeconds, fetchedBytes }: Metrics): HTMLElement {
  const services = Object.entries(calls)
    .map(([service, count]) => `${service} ${count}`)
    .join(' · ');
  const detail = Object.entries(methods)
    .sort(([, a], [, b]) => b - a)
    .map(([method, count]) => `${method} × ${count}`)
    .join('\n');
  const { sent, received } = fetchedBytes;
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, functionName),
    element('td', { title: detail || undefined }, services || '–'),
    element('td', {}, sent + received > 0 ? `${kilobytes(sent)} / ${kilobytes(received)}` : '–'),
    element('td', { class: 'wb-number' }, `${simulatedSeconds.toFixed(2)} s`),
  );
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
