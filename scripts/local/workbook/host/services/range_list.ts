/** `RangeList`: the same done to several ranges. */
import type { Execution } from '../execution.ts';
import { Service } from '../realm.ts';
import type { Range } from './range.ts';

export class RangeList extends Service {
  readonly className = 'RangeList';
  private readonly ranges: readonly Range[];

  constructor(run: Execution, ranges: readonly Range[]) {
    super(run);
    this.ranges = ranges;
  }

  getRanges() {
    return this.ranges;
  }

  setValue(value: unknown) {
    return this.#each((range) => range.setValue(value));
  }

  setFormula(formula: unknown) {
    return this.#each((range) => range.setFormula(formula));
  }

  setNumberFormat(format: unknown) {
    return this.#each((range) => range.setNumberFormat(format));
  }

  setBackground(colour: unknown) {
    return this.#each((range) => range.setBackground(colour));
  }

  setFontColor(colour: unknown) {
    return this.#each((range) => range.setFontColor(colour));
  }

  setFontWeight(weight: unknown) {
    return this.#each((range) => range.setFontWeight(weight));
  }

  setFontSize(size: unknown) {
    return this.#each((range) => range.setFontSize(size));
  }

  setHorizontalAlignment(alignment: unknown) {
    return this.#each((range) => range.setHorizontalAlignment(alignment));
  }

  setVerticalAlignment(alignment: unknown) {
    return this.#each((range) => range.setVerticalAlignment(alignment));
  }

  setWrapStrategy(strategy: unknown) {
    return this.#each((range) => range.setWrapStrategy(strategy));
  }

  clear() {
    return this.#each((range) => range.clear());
  }

  clearContent() {
    return this.#each((range) => range.clearContent());
  }

  clearFormat() {
    return this.#each((range) => range.clearFormat());
  }

  clearDataValidations() {
    return this.#each((range) => range.clearDataValidations());
  }

  #each(action: (range: Range) => void) {
    for (const range of this.ranges) action(range);
    return this;
  }
}
