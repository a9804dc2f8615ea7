/** Schedules that once showed a failure: each is kept by the name of what it showed. */
import type { Schedule } from '../../scripts/soak/schedule.ts';

export const PINNED: readonly { readonly name: string; readonly schedule: Schedule }[] = [
  {
    name: 'a lead that a sort without the ids brings into a blank row gets no second id',
    schedule: {
      seed: 115,
      size: 'small',
      steps: [
        { do: 'insertRow', camp: 'A', row: 1 },
        { do: 'sort', camp: 'A', header: 'Notes', down: false, span: 'shown' },
      ],
    },
  },
  {
    name: 'a column that is put back while a row is held is not sent as cleared when the row is free again',
    schedule: {
      seed: 1005,
      size: 'small',
      steps: [
        { do: 'deleteColumn', camp: 'O', header: 'First_name' },
        { do: 'copyRow', by: 'person', camp: 'O', row: 10, v: null },
      ],
    },
  },
  {
    name: 'a sort of some columns is noticed also where it takes values from rows that are copies',
    schedule: {
      seed: 2070,
      size: 'small',
      steps: [
        { do: 'copyRow', by: 'person', camp: 'A', row: 4, v: null },
        { do: 'deleteColumn', camp: 'O', header: 'Postcode' },
        { do: 'sort', camp: 'A', header: 'Notes', down: false, span: 'table' },
        { do: 'patch', camp: 'A', lead: 0, field: 'notes', v: 9, as: 'value' },
        { do: 'sort', camp: 'A', header: 'Notes', down: true, span: 'left' },
      ],
    },
  },
];
