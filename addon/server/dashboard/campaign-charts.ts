/** The charts over a campaign's tab: what each shows and where it floats. */
import { ROW_HEIGHT } from '../campaigns/create-tab.ts';
import { CYAN, GREEN, HOURS_OF_WEEK, NAVY, PINK, PURPLE, SLICES } from '../campaigns/look.ts';
import type { ChartPlan } from '../sheets/charts.ts';
import { tablePlace } from './block.ts';

/** Pixels. Three charts beside each other fit a window of 1,440 with the sidebar open. */
const WIDTH = 340;
const HEIGHT = 296;
const GAP = 12;

/** Pixels from the left and from the top of row 2. */
interface Spot {
  readonly line: number;
  readonly column: 0 | 1 | 2;
  /** How many charts wide and high; one unless said. */
  readonly wide?: number;
}

export function chartsOf(top: number, column: number): readonly ChartPlan[] {
  const spot = ({ line, column: place, wide = 1 }: Spot): Pick<ChartPlan, 'at' | 'width' | 'height'> => {
    const down = GAP / 2 + line * (HEIGHT + GAP);
    return {
      at: {
        row: 2 + Math.floor(down / ROW_HEIGHT),
        column,
        x: GAP + place * (WIDTH + GAP),
        y: down % ROW_HEIGHT,
      },
      width: wide * WIDTH + (wide - 1) * GAP,
      height: HEIGHT,
    };
  };
  return [
    {
      ...spot({ line: 0, column: 0 }),
      kind: 'table',
      title: '',
      data: tablePlace(top, 'card'),
      colours: [],
      legend: 'none',
    },
    {
      ...spot({ line: 0, column: 1 }),
      kind: 'bar',
      title: 'From message to conversion',
      data: tablePlace(top, 'funnel'),
      colours: [PURPLE],
      legend: 'none',
    },
    {
      ...spot({ line: 0, column: 2 }),
      kind: 'pie',
      title: 'Sentiment',
      data: tablePlace(top, 'sentiments'),
      colours: SLICES,
      legend: 'right',
    },
    {
      ...spot({ line: 1, column: 0 }),
      kind: 'column',
      stacked: true,
      title: 'Messages by stage',
      data: tablePlace(top, 'messages'),
      colours: [CYAN, PINK],
      legend: 'bottom',
    },
    {
      ...spot({ line: 1, column: 1, wide: 2 }),
      kind: 'line',
      title: 'The last 30 days, by day of the first message',
      data: { ...tablePlace(top, 'days'), columns: 5 },
      colours: [NAVY, PINK, '#f97316', GREEN],
      legend: 'bottom',
    },
    {
      ...spot({ line: 2, column: 0 }),
      kind: 'column',
      title: 'Time to the first reply',
      data: tablePlace(top, 'response'),
      colours: [CYAN],
      legend: 'none',
    },
    {
      ...spot({ line: 2, column: 1, wide: 2 }),
      kind: 'column',
      stacked: true,
      title: 'When leads reply: hour and weekday',
      data: tablePlace(top, 'heat'),
      colours: HOURS_OF_WEEK,
      legend: 'right',
    },
    {
      ...spot({ line: 3, column: 0, wide: 2 }),
      kind: 'column',
      title: 'Leads by status',
      data: tablePlace(top, 'statuses'),
      colours: [PURPLE],
      legend: 'none',
    },
    {
      ...spot({ line: 3, column: 2 }),
      kind: 'bar',
      title: 'Postcode areas',
      data: tablePlace(top, 'areas'),
      colours: [CYAN],
      legend: 'none',
    },
  ];
}
