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
  {
    name: 'rows that were typed and not saved keep their values when a sort without the ids is undone, and nobody gets a second id',
    schedule: {
      seed: 4097,
      size: 'small',
      steps: [
        { do: 'append', by: 'api', camp: 'A', rows: 2, v: 4 },
        { do: 'sort', camp: 'A', header: 'Notes', down: false, span: 'shown' },
      ],
    },
  },
  {
    name: 'what was typed into a shuffled row goes with that row and takes no other lead’s place',
    schedule: {
      seed: 4076,
      size: 'small',
      steps: [
        { do: 'sort', camp: 'A', header: 'Notes', down: true, span: 'shown' },
        { do: 'paste', by: 'api', camp: 'A', row: 34, col: 37, high: 3, wide: 3, v: 9 },
      ],
    },
  },
  {
    name: 'a change from Sanity does not go into a row whose ids were sorted away',
    schedule: {
      seed: 3204,
      size: 'medium',
      steps: [
        { do: 'sort', camp: 'A', header: 'M_1_sent', down: true, span: 'ids' },
        { do: 'patch', camp: 'A', lead: 0, field: 'latestLeadReply', v: 8, as: 'value' },
      ],
    },
  },
];
