/** Conditional formats: rules, their builder, and the list that a tab has. */
import type { Command, Style } from '../../engine/types.ts';
import { toA1 } from '../a1.ts';
import { mismatch } from '../arguments.ts';
import { engineColour } from '../colours.ts';
import type { Execution } from '../execution.ts';
import { notImitated, Service } from '../realm.ts';
import { type Condition, conditionOf, demandsOf } from './conditions.ts';
import { Range, rangesIn } from './range.ts';

interface Format {
  readonly condition: Condition;
  readonly style: Style;
  readonly ranges: readonly Range[];
}

export class ConditionalFormatRule extends Service {
  readonly className = 'ConditionalFormatRule';
  readonly format: Format;

  constructor(run: Execution, format: Format) {
    super(run);
    this.format = format;
  }

  getRanges() {
    return this.format.ranges;
  }

  getBooleanCondition() {
    return new BooleanCondition(this.run, this.format.condition, this.format.style);
  }

  getGradientCondition() {
    return null;
  }

  copy(): ConditionalFormatRuleBuilder {
    return startFrom(this.run, this.format);
  }
}

export class BooleanCondition extends Service {
  readonly className = 'BooleanCondition';
  private readonly condition: Condition;
  private readonly style: Style;

  constructor(run: Execution, condition: Condition, style: Style) {
    super(run);
    this.condition = condition;
    this.style = style;
  }

  getCriteriaType() {
    return this.condition.criteria;
  }

  getCriteriaValues() {
    return this.condition.values;
  }

  getBackground() {
    return this.style.fillColor ?? null;
  }

  getFontColor() {
    return this.style.textColor ?? null;
  }

  getBold() {
    return this.style.bold ?? null;
  }
}

export class ConditionalFormatRuleBuilder extends demandsOf('ConditionalFormatRuleBuilder') {
  style: Style = {};
  ranges: readonly Range[] = [];

  setRanges(ranges: unknown) {
    this.ranges = rangesIn(ranges, 'SpreadsheetApp.ConditionalFormatRuleBuilder.setRanges');
    return this;
  }

  setBackground(colour: unknown) {
    return restyle(this, { fillColor: engineColour(colour) ?? '' });
  }

  setFontColor(colour: unknown) {
    return restyle(this, { textColor: engineColour(colour) ?? '' });
  }

  setBold(bold: unknown) {
    return restyle(this, { bold: bold === true });
  }

  setItalic(italic: unknown) {
    return restyle(this, { italic: italic === true });
  }

  setStrikethrough(strikethrough: unknown) {
    return restyle(this, { strikethrough: strikethrough === true });
  }

  setUnderline(underline: unknown) {
    return restyle(this, { underline: underline === true });
  }

  build() {
    const { condition, style, ranges } = this;
    if (!condition) throw new Error('The conditional format rule has no condition.');
    if (ranges.length === 0) throw new Error('The conditional format rule has no ranges.');
    return new ConditionalFormatRule(this.run, { condition, style, ranges });
  }
}

function restyle<B extends ConditionalFormatRuleBuilder>(builder: B, style: Style): B {
  builder.style = { ...builder.style, ...style };
  return builder;
}

function startFrom(run: Execution, format: Format): ConditionalFormatRuleBuilder {
  const builder = new ConditionalFormatRuleBuilder(run);
  builder.condition = format.condition;
  builder.style = format.style;
  builder.ranges = format.ranges;
  return builder;
}

/** The tab's rules, the most important first. */
export function conditionalFormats(run: Execution, sheetId: string): ConditionalFormatRule[] {
  return run.book.get.getConditionalFormats(sheetId).map(({ rule, ranges }) => {
    const condition =
      rule.type === 'CellIsRule'
        ? conditionOf({ type: rule.operator ?? '', values: rule.values ?? [] })
        : null;
    if (!condition)
      throw notImitated(`Sheet.getConditionalFormatRules for a rule of the kind "${rule.type}"`);
    const blocks = ranges.map((xc) => {
      const { zone } = run.book.get.getRangeFromSheetXC(sheetId, xc);
      return new Range(run, { sheetId, zone });
    });
    return new ConditionalFormatRule(run, { condition, style: rule.style ?? {}, ranges: blocks });
  });
}

/** Replaces all of the tab's rules. */
export function setConditionalFormats(run: Execution, sheetId: string, rules: readonly unknown[]): void {
  const { get } = run.book;
  const commands: Command[] = get
    .getConditionalFormats(sheetId)
    .map(({ id }) => ({ type: 'REMOVE_CONDITIONAL_FORMAT', sheetId, id }));
  for (const rule of rules) {
    if (!(rule instanceof ConditionalFormatRule)) {
      throw mismatch('SpreadsheetApp.Sheet.setConditionalFormatRules', [rules]);
    }
    const { condition, style, ranges } = rule.format;
    for (const range of ranges) {
      if (range.sheetId !== sheetId) {
        throw new Error(`The range ${toA1(range.zone)} of a conditional format rule is on another sheet.`);
      }
    }
    const cf = {
      id: crypto.randomUUID(),
      rule: { type: 'CellIsRule', operator: condition.engine.type, values: condition.engine.values, style },
    };
    const data = ranges.map(({ zone }) => get.getRangeDataFromZone(sheetId, zone));
    commands.push({ type: 'ADD_CONDITIONAL_FORMAT', sheetId, cf, ranges: data });
  }
  run.book.apply(commands);
}
