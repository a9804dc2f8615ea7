/** On the home view: the way from a selected row to its lead. */
import { CallFault } from '../../faults.ts';
import { Button } from '../../ui/button.tsx';
import type { Actions } from '../actions.ts';
import type { Panel } from '../state.ts';

interface SelectedLeadProps {
  readonly panel: Panel;
  readonly actions: Actions;
}

const OPEN = 'open selected';

/** Asks which row is selected when it is pressed, not before: an open sidebar costs nothing. */
export function SelectedLead({ panel, actions }: SelectedLeadProps) {
  const busy = panel.doing?.what === 'page' && panel.doing.key === OPEN;
  const open = () =>
    void actions.perform(OPEN, async ({ ask }) => {
      const { campaign, lead, row } = await ask('selection', null);
      if (!campaign || !lead) throw new CallFault('not-found', row > 1 ? NOT_SAVED : NONE);
      actions.open({ is: 'lead', campaign, lead });
      return null;
    });
  return (
    <Button wide busy={busy} onClick={open}>
      Open the selected lead
    </Button>
  );
}

const NONE = 'No lead’s row is selected. Click a cell in the row of one lead, then press this again.';
const NOT_SAVED =
  'The selected row is no single lead’s: several rows are selected, or it has no lead in it yet. Click a cell in the row of one lead, then press this again.';
