/** What a person may choose about something held: the buttons, and what each will do. */
import type { HeldAction, HeldCode } from './holds.ts';
import type { CampaignKind } from './lead.ts';

/** A button: its words, and what will happen when it is pressed. */
export interface HeldChoice {
  readonly action: HeldAction;
  readonly label: string;
  readonly will: string;
}

const undo = (label: string, will: string): HeldChoice => ({ action: 'undo', label, will });
const accept = (label: string, will: string): HeldChoice => ({ action: 'accept', label, will });
const restore = (label: string, will: string): HeldChoice => ({ action: 'restore', label, will });

/** The buttons for something held, the safest first. A campaign of originals takes no new leads. */
export function choicesOf(code: HeldCode, kind: CampaignKind): readonly HeldChoice[] {
  switch (code) {
    case 'copied-rows':
      return [
        {
          action: 'remove',
          label: 'Remove exact copies',
          will: 'Copies that say nothing else than the row that they were made from are deleted from the sheet. Others stay, and stay held.',
        },
        ...(kind === 'own'
          ? [
              accept(
                'Make the copies new leads',
                'The row that fits its history best keeps the lead. Each other gets an id of its own and is sent as a new lead.',
              ),
            ]
          : []),
      ];
    case 'moved-cells':
      return [
        undo(
          'Put the ids back',
          'Each row gets the id of the lead whose values it shows. A row that shows no lead’s values stays held.',
        ),
      ];
    case 'shuffled-rows':
      return [
        undo(
          'Put the values back',
          'Each value goes back to the row that it came from. What was typed since goes with its row, and is saved.',
        ),
        accept('Send as it is', 'These rows are sent as they stand now, each under the id in its row.'),
      ];
    case 'emptied-rows':
      return [
        undo('Put the values back', 'These rows get the values that Sanity holds for them.'),
        accept('Empty them in Sanity too', 'Every value of these leads is removed from Sanity as well.'),
      ];
    case 'replaced-leads':
      return [
        undo('Put the leads back', 'These rows get the values that Sanity holds for them.'),
        accept(
          'Keep the new people',
          'These rows are sent as they stand now, each under the id in its row: the new person takes over its conversation.',
        ),
      ];
    case 'mass-change':
      return [
        undo('Put the numbers back', 'These rows get the phone numbers that Sanity holds for them.'),
        accept('Send the new numbers', 'The new phone numbers are saved to Sanity.'),
      ];
    case 'mass-clear':
      return [
        undo('Put the values back', 'These cells get the values that Sanity holds for them.'),
        accept('Empty them in Sanity too', 'The values are removed from Sanity as well.'),
      ];
    case 'missing-rows':
      return [
        restore('Put the rows back', 'Each lead gets a row at the end of the tab, as Sanity holds it.'),
        {
          action: 'archive',
          label: 'Archive the leads',
          will: 'They are marked as archived in Sanity and stay out of this tab. Nothing is deleted.',
        },
      ];
    case 'missing-documents':
      return [
        restore(
          'Put them back into Sanity',
          'Each lead comes back from Sanity’s own history, or else from what its row says.',
        ),
        { action: 'remove', label: 'Remove the rows', will: 'The rows are deleted from this tab.' },
      ];
    case 'missing-columns':
      return [restore('Put the columns back', 'Each is added under its old heading and filled from Sanity.')];
    case 'no-id-columns':
      return [
        restore(
          'Put it right',
          'The hidden columns are made again where the rows can still be told apart. Otherwise this tab is set aside as it is, and a new one is filled from Sanity.',
        ),
      ];
    case 'missing-tab':
      return [restore('Make the tab again', 'A new tab is made and filled with the leads from Sanity.')];
    case 'wrong-headings':
      return [
        undo(
          'Fill it from Sanity',
          'The cells under this heading get what Sanity holds under it. What stood there stays in Sanity under its own heading.',
        ),
      ];
    case 'doubled-columns':
    case 'long-headings':
      return [];
  }
}
