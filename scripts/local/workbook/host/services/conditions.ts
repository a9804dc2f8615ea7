/** The conditions that filters and conditional formats share: `whenNumberGreaterThan` and its like. */
import type { Execution } from '../execution.ts';
import { type EnumValue, Service } from '../realm.ts';
import { BOOLEAN_CRITERIA } from './enums.ts';

export interface Condition {
  readonly criteria: EnumValue;
  readonly values: readonly unknown[];
  readonly engine: { readonly type: string; readonly values: readonly string[] };
}

const ENGINE: { readonly [Name in keyof typeof BOOLEAN_CRITERIA]: string } = {
  CELL_EMPTY: 'isEmpty',
  CELL_NOT_EMPTY: 'isNotEmpty',
  NUMBER_BETWEEN: 'isBetween',
  NUMBER_EQUAL_TO: 'isEqual',
  NUMBER_GREATER_THAN: 'isGreaterThan',
  NUMBER_GREATER_THAN_OR_EQUAL_TO: 'isGreaterOrEqualTo',
  NUMBER_LESS_THAN: 'isLessThan',
  NUMBER_LESS_THAN_OR_EQUAL_TO: 'isLessOrEqualTo',
  NUMBER_NOT_EQUAL_TO: 'isNotEqual',
  TEXT_CONTAINS: 'containsText',
  TEXT_DOES_NOT_CONTAIN: 'notContainsText',
  TEXT_ENDS_WITH: 'endsWithText',
  TEXT_EQUAL_TO: 'isEqual',
  TEXT_NOT_EQUAL_TO: 'isNotEqual',
  TEXT_STARTS_WITH: 'beginsWithText',
  CUSTOM_FORMULA: 'customFormula',
};

/** The condition that the engine keeps, under Google's name. */
export function conditionOf(engine: {
  readonly type: string;
  readonly values: readonly string[];
}): Condition | null {
  const found = Object.entries(ENGINE).find(([, type]) => type === engine.type)?.[0];
  const criteria = Object.values(BOOLEAN_CRITERIA).find((one) => one.name === found);
  return criteria ? { criteria, values: engine.values, engine } : null;
}

/** Makes a builder's base class with every `when…` method. */
export function demandsOf(name: string) {
  abstract class Demands extends Service {
    readonly className = name;
    condition: Condition | null = null;

    constructor(run: Execution) {
      super(run);
    }

    whenCellEmpty() {
      return when(this, 'CELL_EMPTY');
    }
    whenCellNotEmpty() {
      return when(this, 'CELL_NOT_EMPTY');
    }
    whenNumberBetween(start: unknown, end: unknown) {
      return when(this, 'NUMBER_BETWEEN', start, end);
    }
    whenNumberEqualTo(number: unknown) {
      return when(this, 'NUMBER_EQUAL_TO', number);
    }
    whenNumberNotEqualTo(number: unknown) {
      return when(this, 'NUMBER_NOT_EQUAL_TO', number);
    }
    whenNumberGreaterThan(number: unknown) {
      return when(this, 'NUMBER_GREATER_THAN', number);
    }
    whenNumberGreaterThanOrEqualTo(number: unknown) {
      return when(this, 'NUMBER_GREATER_THAN_OR_EQUAL_TO', number);
    }
    whenNumberLessThan(number: unknown) {
      return when(this, 'NUMBER_LESS_THAN', number);
    }
    whenNumberLessThanOrEqualTo(number: unknown) {
      return when(this, 'NUMBER_LESS_THAN_OR_EQUAL_TO', number);
    }
    whenTextContains(text: unknown) {
      return when(this, 'TEXT_CONTAINS', text);
    }
    whenTextDoesNotContain(text: unknown) {
      return when(this, 'TEXT_DOES_NOT_CONTAIN', text);
    }
    whenTextEndsWith(text: unknown) {
      return when(this, 'TEXT_ENDS_WITH', text);
    }
    whenTextEqualTo(text: unknown) {
      return when(this, 'TEXT_EQUAL_TO', text);
    }
    whenTextStartsWith(text: unknown) {
      return when(this, 'TEXT_STARTS_WITH', text);
    }
    whenFormulaSatisfied(formula: unknown) {
      return when(this, 'CUSTOM_FORMULA', formula);
    }
  }
  return Demands;
}

function when<B extends { condition: Condition | null }>(
  builder: B,
  name: keyof typeof BOOLEAN_CRITERIA,
  ...values: readonly unknown[]
): B {
  builder.condition = {
    criteria: BOOLEAN_CRITERIA[name],
    values,
    engine: { type: ENGINE[name], values: values.map(String) },
  };
  return builder;
}
