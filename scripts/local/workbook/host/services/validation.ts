/** Drop-downs and other validation rules: `DataValidation`, its builder, and the rules on cells. */
import type { Command, Position, RangeData, ValidationRule, Zone } from '../../engine/types.ts';
import { quoteSheet, toA1 } from '../a1.ts';
import { list, mismatch, text } from '../arguments.ts';
import type { Block } from '../cells.ts';
import type { Execution } from '../execution.ts';
import { type EnumValue, notImitated, Service } from '../realm.ts';
import { VALIDATION } from './enums.ts';
import { RangePlace } from './range_place.ts';

interface Rule {
  readonly criteria: EnumValue | null;
  readonly values: readonly unknown[];
  readonly engine: {
    readonly type: string;
    readonly values: readonly string[];
    readonly displayStyle?: string;
  };
  readonly allowInvalid: boolean;
  readonly helpText: string | null;
}

const NO_RULE: Rule = {
  criteria: null,
  values: [],
  engine: { type: '', values: [] },
  allowInvalid: true,
  helpText: null,
};

export class DataValidation extends Service {
  readonly className = 'DataValidation';
  readonly rule: Rule;

  constructor(run: Execution, rule: Rule) {
    super(run);
    this.rule = rule;
  }

  getCriteriaType() {
    return this.rule.criteria;
  }

  getCriteriaValues() {
    return this.rule.values;
  }

  getAllowInvalid() {
    return this.rule.allowInvalid;
  }

  getHelpText() {
    return this.rule.helpText;
  }

  copy() {
    return new DataValidationBuilder(this.run, this.rule);
  }
}

export class DataValidationBuilder extends Service {
  readonly className = 'DataValidationBuilder';
  private rule: Rule;

  constructor(run: Execution, rule: Rule = NO_RULE) {
    super(run);
    this.rule = rule;
  }

  requireValueInList(values: unknown, showDropdown: unknown = true) {
    const options = list(values, 'SpreadsheetApp.DataValidationBuilder.requireValueInList').map(String);
    const displayStyle = showDropdown === false ? 'plainText' : 'arrow';
    const engine = { type: 'isValueInList', values: options, displayStyle };
    return demand(this, VALIDATION.VALUE_IN_LIST, [options, showDropdown], engine);
  }

  requireValueInRange(range: unknown, showDropdown: unknown = true) {
    if (!(range instanceof RangePlace)) {
      throw mismatch('SpreadsheetApp.DataValidationBuilder.requireValueInRange', [range]);
    }
    const name = this.run.book.get.getSheetName(range.sheetId);
    const displayStyle = showDropdown === false ? 'plainText' : 'arrow';
    const values = [`${quoteSheet(name)}!${toA1(range.zone)}`];
    return demand(this, VALIDATION.VALUE_IN_RANGE, [range, showDropdown], {
      type: 'isValueInRange',
      values,
      displayStyle,
    });
  }

  requireCheckbox(...values: readonly unknown[]) {
    if (values.length > 0) throw notImitated('DataValidationBuilder.requireCheckbox with values');
    return demand(this, VALIDATION.CHECKBOX, [], { type: 'isBoolean', values: [] });
  }

  requireNumberBetween(start: unknown, end: unknown) {
    return demand(this, VALIDATION.NUMBER_BETWEEN, [start, end], numeric('isBetween', start, end));
  }

  requireNumberGreaterThan(number: unknown) {
    return demand(this, VALIDATION.NUMBER_GREATER_THAN, [number], numeric('isGreaterThan', number));
  }

  requireNumberGreaterThanOrEqualTo(number: unknown) {
    const engine = numeric('isGreaterOrEqualTo', number);
    return demand(this, VALIDATION.NUMBER_GREATER_THAN_OR_EQUAL_TO, [number], engine);
  }

  requireNumberLessThan(number: unknown) {
    return demand(this, VALIDATION.NUMBER_LESS_THAN, [number], numeric('isLessThan', number));
  }

  requireNumberLessThanOrEqualTo(number: unknown) {
    const engine = numeric('isLessOrEqualTo', number);
    return demand(this, VALIDATION.NUMBER_LESS_THAN_OR_EQUAL_TO, [number], engine);
  }

  requireTextIsEmail() {
    return demand(this, VALIDATION.TEXT_IS_VALID_EMAIL, [], { type: 'isEmail', values: [] });
  }

  requireTextIsUrl() {
    return demand(this, VALIDATION.TEXT_IS_VALID_URL, [], { type: 'isLink', values: [] });
  }

  requireDate() {
    return demand(this, VALIDATION.DATE_IS_VALID_DATE, [], { type: 'dateIsValid', values: [] });
  }

  requireFormulaSatisfied(formula: unknown) {
    const values = [text(formula, 'SpreadsheetApp.DataValidationBuilder.requireFormulaSatisfied')];
    return demand(this, VALIDATION.CUSTOM_FORMULA, values, { type: 'customFormula', values });
  }

  setAllowInvalid(allowInvalid: unknown) {
    return change(this, { allowInvalid: allowInvalid === true });
  }

  setHelpText(helpText: unknown) {
    return change(this, { helpText: String(helpText) });
  }

  build() {
    if (this.rule.criteria === null) throw new Error('The data validation rule has no criteria.');
    return new DataValidation(this.run, this.rule);
  }

  /** Outside the prototype, so that a script cannot reach it. */
  readonly update = (rule: Partial<Rule>): this => {
    this.rule = { ...this.rule, ...rule };
    return this;
  };
}

function change(builder: DataValidationBuilder, rule: Partial<Rule>): DataValidationBuilder {
  return builder.update(rule);
}

function demand(
  builder: DataValidationBuilder,
  criteria: EnumValue,
  values: readonly unknown[],
  engine: Rule['engine'],
): DataValidationBuilder {
  return builder.update({ criteria, values, engine });
}

function numeric(type: string, ...numbers: readonly unknown[]): Rule['engine'] {
  return { type, values: numbers.map(String) };
}

/** The rule of tick boxes. */
export function checkboxRule(run: Execution): DataValidation {
  return new DataValidationBuilder(run).requireCheckbox().build();
}

/** Puts a rule on a block, or takes away what is there. The same rule on touching blocks stays one rule. */
export function setValidations(run: Execution, block: Block, validation: DataValidation | null): void {
  const { sheetId, zone } = block;
  const { get } = run.book;
  const commands: Command[] = [];
  for (const rule of get.getDataValidationRules(sheetId)) {
    const left = rule.ranges.flatMap((range) => without(range.zone, zone));
    if (left.length === rule.ranges.length && rule.ranges.every((range) => !overlaps(range.zone, zone)))
      continue;
    if (left.length === 0) commands.push({ type: 'REMOVE_DATA_VALIDATION_RULE', sheetId, id: rule.id });
    else commands.push(addRule(run, sheetId, engineRule(rule), left));
  }
  if (validation) {
    const { engine, allowInvalid } = validation.rule;
    const rule = { id: crypto.randomUUID(), criterion: engine, isBlocking: !allowInvalid };
    commands.push(addRule(run, sheetId, rule, [zone]));
  }
  run.book.apply(commands);
}

function engineRule({ id, criterion, isBlocking }: ValidationRule) {
  return { id, criterion, isBlocking: isBlocking ?? false };
}

function addRule(
  run: Execution,
  sheetId: string,
  rule: Omit<ValidationRule, 'ranges'>,
  zones: readonly Zone[],
): Command {
  const ranges: RangeData[] = zones.map(({ top, left, bottom, right }) =>
    run.book.get.getRangeDataFromZone(sheetId, { top, left, bottom, right }),
  );
  return { type: 'ADD_DATA_VALIDATION_RULE', sheetId, rule, ranges };
}

/** The rule on a cell, as `getDataValidation` gives it. */
export function validationAt(run: Execution, position: Position): DataValidation | null {
  const rule = run.book.get.getValidationRuleForCell(position);
  if (!rule) return null;
  const { type, values } = rule.criterion;
  const criteria = CRITERIA[type];
  if (!criteria) throw notImitated(`Range.getDataValidation for a rule of the kind "${type}"`);
  const shown = type === 'isValueInList' ? [values, rule.criterion.displayStyle !== 'plainText'] : values;
  const engine = { ...rule.criterion };
  return new DataValidation(run, {
    criteria,
    values: shown,
    engine,
    allowInvalid: !rule.isBlocking,
    helpText: null,
  });
}

const CRITERIA: { readonly [type: string]: EnumValue } = {
  isValueInList: VALIDATION.VALUE_IN_LIST,
  isValueInRange: VALIDATION.VALUE_IN_RANGE,
  isBoolean: VALIDATION.CHECKBOX,
  isBetween: VALIDATION.NUMBER_BETWEEN,
  isGreaterThan: VALIDATION.NUMBER_GREATER_THAN,
  isGreaterOrEqualTo: VALIDATION.NUMBER_GREATER_THAN_OR_EQUAL_TO,
  isLessThan: VALIDATION.NUMBER_LESS_THAN,
  isLessOrEqualTo: VALIDATION.NUMBER_LESS_THAN_OR_EQUAL_TO,
  isEmail: VALIDATION.TEXT_IS_VALID_EMAIL,
  isLink: VALIDATION.TEXT_IS_VALID_URL,
  dateIsValid: VALIDATION.DATE_IS_VALID_DATE,
  customFormula: VALIDATION.CUSTOM_FORMULA,
};

export function overlaps(a: Zone, b: Zone): boolean {
  return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
}

/** What is left of a zone when another is cut out of it: up to four pieces. */
export function without(zone: Zone, cut: Zone): Zone[] {
  if (!overlaps(zone, cut)) return [zone];
  const top = Math.max(zone.top, cut.top);
  const bottom = Math.min(zone.bottom, cut.bottom);
  const pieces: Zone[] = [
    { ...zone, bottom: cut.top - 1 },
    { ...zone, top: cut.bottom + 1 },
    { top, bottom, left: zone.left, right: cut.left - 1 },
    { top, bottom, left: cut.right + 1, right: zone.right },
  ];
  return pieces.filter((piece) => piece.top <= piece.bottom && piece.left <= piece.right);
}
