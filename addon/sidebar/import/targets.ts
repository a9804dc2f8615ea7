/** Where a file's column may go, as a person chooses it, as it is remembered, and what they must confirm. */
import type { RememberedMapping } from '../../calls.ts';
import { FIELDS, type FieldKey, fieldOf } from '../../model/fields.ts';
import { type ColumnChoice, type Target, targetCode } from '../../model/import/mapping.ts';

export const OTHER_TARGETS: readonly { readonly target: Target; readonly label: string }[] = [
  { target: { to: 'extra' }, label: 'A further column' },
  { target: { to: 'leaveOut' }, label: 'Leave out' },
];

const SPLIT: Target = { to: 'fullName' };
const JOINED: Target = { to: 'addressPart' };

const BY_CODE: ReadonlyMap<string, Target> = new Map(
  [
    ...FIELDS.map((field): Target => ({ to: 'field', key: field.key })),
    SPLIT,
    JOINED,
    ...OTHER_TARGETS.map(({ target }) => target),
  ].map((target) => [targetCode(target), target]),
);

/** The target of a code; undefined where there is none, as after an update of the add-on. */
export function targetOfCode(code: string): Target | undefined {
  return BY_CODE.get(code);
}

/** What a person calls a target. */
export function targetLabel(target: Target): string {
  switch (target.to) {
    case 'field':
      return fieldOf(target.key).label;
    case 'fullName':
      return 'Full name';
    case 'addressPart':
      return 'Address';
    case 'extra':
      return 'A further column';
    case 'leaveOut':
      return 'Left out';
  }
}

/** The mapping as it was used last time for a file with these headings. */
export function asRemembered(
  choices: readonly ColumnChoice[],
  { targets }: RememberedMapping,
): readonly ColumnChoice[] {
  return choices.map((choice): ColumnChoice => {
    const target = targetOfCode(targets[choice.header] ?? '');
    return target ? { ...choice, target, confidence: 'chosen' } : choice;
  });
}

export function toRemember(choices: readonly ColumnChoice[]): RememberedMapping['targets'] {
  return Object.fromEntries(choices.map(({ header, target }) => [header, targetCode(target)]));
}

/** What people are reached and greeted by. */
const VITAL: readonly FieldKey[] = ['firstName', 'secondName', 'phoneNumber', 'emailAddress'];

/** Columns that go to something needed and are not certain to: a person confirms each, or changes it. */
export function unconfirmed(
  choices: readonly ColumnChoice[],
  required: readonly FieldKey[],
): readonly number[] {
  return choices.flatMap(({ target, confidence }, column) => {
    if (confidence !== 'likely') return [];
    const needed =
      target.to === 'fullName' ||
      (target.to === 'field' && (VITAL.includes(target.key) || required.includes(target.key)));
    return needed ? [column] : [];
  });
}
