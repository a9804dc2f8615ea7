/** Why a button does nothing for this person, and where it is decided. */
import type { Right } from '../../../model/rights.ts';
import type { Actions } from '../actions.ts';
import { deedsOf } from './rights-words.ts';

interface UnallowedProps {
  /** Of the explanation, for the button that it explains. */
  readonly id: string;
  /** The rights that are missing; none: nothing is shown. */
  readonly rights: readonly Right[];
  readonly actions: Actions;
}

export function Unallowed({ id, rights, actions }: UnallowedProps) {
  if (rights.length === 0) return null;
  return (
    <p class="unallowed" id={id}>
      You may not {deedsOf(rights)} here.{' '}
      <button type="button" class="row-link" onClick={() => actions.open({ is: 'people' })}>
        See who may
      </button>
    </p>
  );
}
