/** Something held: what happened, where, and for each thing that may be done, what it will do before its button. */
import { useState } from 'preact/hooks';
import type { HeldChoice } from '../../model/choices.ts';
import type { HeldAction } from '../../model/holds.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmButton } from '../ui/confirm.tsx';
import type { HeldItem } from './attention.ts';
import { RowLinks } from './row-links.tsx';

interface HeldChangeProps {
  readonly item: HeldItem;
  /** Settles when the server has answered, well or not. */
  readonly onChoose: (action: HeldAction) => Promise<void>;
  readonly onRow: (row: number) => void;
}

export function HeldChange({ item, onChoose, onRow }: HeldChangeProps) {
  const [working, setWorking] = useState<HeldAction | null>(null);
  const { held, choices } = item;
  const choose = async (action: HeldAction) => {
    if (working) return;
    setWorking(action);
    await onChoose(action);
    setWorking(null);
  };
  const links = <RowLinks rows={held.rows} onRow={onRow} />;
  // A long list must not push the choices out of view.
  const few = held.rows.length <= 3;
  return (
    <div class="entry held">
      <p>{held.message}</p>
      {few ? links : null}
      {choices.map((choice) => (
        // Another mark is something else than the person was asked about: the question starts anew.
        <ChoiceEntry
          key={`${choice.action} ${held.mark}`}
          id={`${item.id}-${choice.action}`}
          choice={choice}
          working={working}
          onChoose={() => void choose(choice.action)}
        />
      ))}
      {few ? null : links}
    </div>
  );
}

/** What cannot be taken back by pressing the other button. */
function isGrave(action: HeldAction): boolean {
  return action === 'remove' || action === 'accept' || action === 'archive';
}

interface ChoiceEntryProps {
  readonly id: string;
  readonly choice: HeldChoice;
  readonly working: HeldAction | null;
  readonly onChoose: () => void;
}

function ChoiceEntry({ id, choice, working, onChoose }: ChoiceEntryProps) {
  const { action, label, will } = choice;
  const shared = {
    wide: true,
    busy: working === action,
    disabled: working !== null && working !== action,
    describedBy: id,
  };
  return (
    <div class="choice">
      <p class="small" id={id}>
        {will}
      </p>
      {isGrave(action) ? (
        <ConfirmButton {...shared} label={label} onConfirm={onChoose} />
      ) : (
        <Button {...shared} onClick={onChoose}>
          {label}
        </Button>
      )}
    </div>
  );
}
