/** Gives the engine the Chart.js that it looks for: the global of the classic script, with its parts attached. */

import Chart, { _adapters, BarController, BarElement, Tooltip } from 'chart.js/auto';
import { provideTableCharts } from './table-chart.ts';

/** Call before the first grid is mounted; without it the engine draws no chart. */
export function provideCharts(): void {
  const ChartWithParts = Object.assign(Chart, { _adapters, BarController, BarElement, Tooltip });
  Object.assign(globalThis, { Chart: ChartWithParts });
  provideTableCharts();
}
