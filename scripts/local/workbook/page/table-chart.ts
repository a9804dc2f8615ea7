/** Draws Sheets' table chart. */
import { registries } from '@odoo/o-spreadsheet';
import { Component, xml } from '@odoo/owl';
import { TABLE_CHART, type TableChart } from '../engine/table_chart.ts';

interface Env {
  readonly model: { readonly getters: { getChartRuntime(chartId: string): TableChart } };
}

class TableChartFigure extends Component<{ chartId: string }, Env> {
  static override template = xml`
    <div class="wb-table-chart">
      <table>
        <thead>
          <tr><th t-foreach="table.headings" t-as="text" t-key="text_index" t-esc="text"/></tr>
        </thead>
        <tbody>
          <tr t-foreach="table.lines" t-as="line" t-key="line_index">
            <td t-foreach="line" t-as="text" t-key="text_index" t-esc="text"/>
          </tr>
        </tbody>
      </table>
    </div>`;
  static override props = ['*'];

  get table(): TableChart {
    return this.env.model.getters.getChartRuntime(this.props.chartId);
  }
}

/** Call before the first grid is mounted. */
export function provideTableCharts(): void {
  if (!registries.chartComponentRegistry.contains(TABLE_CHART)) {
    registries.chartComponentRegistry.add(TABLE_CHART, TableChartFigure);
  }
}
