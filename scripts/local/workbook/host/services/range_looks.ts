/** How a range's cells look: number formats, colours, fonts, alignment, wrapping, borders. */
import type { Style } from '../../engine/types.ts';
import { mismatch, oneOf, text, whole } from '../arguments.ts';
import { type Block, checkShape, filled, formatCommands, grid, styleCommands } from '../cells.ts';
import { engineColour, googleColour } from '../colours.ts';
import type { Execution } from '../execution.ts';
import { borderCommands } from './borders.ts';
import { BORDER, WRAP } from './enums.ts';
import { RangeValues } from './range_values.ts';

export abstract class RangeLooks extends RangeValues {
  getNumberFormat() {
    return googleFormat(this.run.book.format(this.sheetId, this.zone.top, this.zone.left));
  }

  getNumberFormats() {
    return grid(this.run, this, (row, col) => googleFormat(this.run.book.format(this.sheetId, row, col)));
  }

  setNumberFormat(format: unknown) {
    this.run.book.apply(formatCommands(this, filled(this, engineFormat(format))));
    return this;
  }

  setNumberFormats(formats: unknown) {
    const rows = checkShape(this, formats).map((row) => row.map(engineFormat));
    this.run.book.apply(formatCommands(this, rows));
    return this;
  }

  getBackground() {
    return googleColour(styleAt(this.run, this).fillColor, '#ffffff');
  }

  getBackgrounds() {
    return looks(this.run, this, (style) => googleColour(style.fillColor, '#ffffff'));
  }

  setBackground(colour: unknown) {
    return paint(this, fill(colour));
  }

  setBackgrounds(colours: unknown) {
    return paintEach(this, colours, fill);
  }

  setBackgroundRGB(red: unknown, green: unknown, blue: unknown) {
    return paint(this, fill(`rgb(${red},${green},${blue})`));
  }

  getFontColor() {
    return googleColour(styleAt(this.run, this).textColor, '#000000');
  }

  getFontColors() {
    return looks(this.run, this, (style) => googleColour(style.textColor, '#000000'));
  }

  setFontColor(colour: unknown) {
    return paint(this, ink(colour));
  }

  setFontColors(colours: unknown) {
    return paintEach(this, colours, ink);
  }

  getFontWeight() {
    return styleAt(this.run, this).bold ? 'bold' : 'normal';
  }

  getFontWeights() {
    return looks(this.run, this, (style) => (style.bold ? 'bold' : 'normal'));
  }

  setFontWeight(weight: unknown) {
    return paint(this, { bold: weight === 'bold' });
  }

  setFontWeights(weights: unknown) {
    return paintEach(this, weights, (weight) => ({ bold: weight === 'bold' }));
  }

  setFontStyle(style: unknown) {
    return paint(this, { italic: style === 'italic' });
  }

  setFontLine(line: unknown) {
    return paint(this, { underline: line === 'underline', strikethrough: line === 'line-through' });
  }

  getFontSize() {
    return styleAt(this.run, this).fontSize ?? 10;
  }

  setFontSize(size: unknown) {
    return paint(this, { fontSize: whole(size, 'font size') });
  }

  setFontSizes(sizes: unknown) {
    return paintEach(this, sizes, (size) => ({ fontSize: whole(size, 'font size') }));
  }

  /** Accepted and without effect: the engine draws one font. */
  setFontFamily(family: unknown) {
    if (family !== null) text(family, 'SpreadsheetApp.Range.setFontFamily');
    return this;
  }

  getHorizontalAlignment() {
    return styleAt(this.run, this).align ?? 'general';
  }

  setHorizontalAlignment(alignment: unknown) {
    return paint(this, horizontal(alignment));
  }

  setHorizontalAlignments(alignments: unknown) {
    return paintEach(this, alignments, horizontal);
  }

  setVerticalAlignment(alignment: unknown) {
    return paint(this, vertical(alignment));
  }

  setVerticalAlignments(alignments: unknown) {
    return paintEach(this, alignments, vertical);
  }

  setWrap(wrap: unknown) {
    return paint(this, { wrapping: wrap === true ? 'wrap' : 'overflow' });
  }

  setWrapStrategy(strategy: unknown) {
    return paint(this, wrapping(strategy));
  }

  setWrapStrategies(strategies: unknown) {
    return paintEach(this, strategies, wrapping);
  }

  getWrapStrategy() {
    return WRAP[STRATEGIES[styleAt(this.run, this).wrapping ?? 'overflow']];
  }

  getWrap() {
    return styleAt(this.run, this).wrapping === 'wrap';
  }

  /** Top, left, bottom, right, vertical, horizontal (each true, false or null to leave), then colour and style. */
  setBorder(...sides: readonly unknown[]) {
    if (sides.length !== 6 && sides.length !== 8) throw mismatch('SpreadsheetApp.Range.setBorder', sides);
    const [colour, style] = sides.slice(6);
    const drawn = style ? oneOf(style, 'BorderStyle', 'SpreadsheetApp.Range.setBorder') : BORDER.SOLID;
    this.run.book.apply(
      borderCommands(this, sides.slice(0, 6), engineColour(colour) ?? '#000000', drawn.name),
    );
    return this;
  }
}

const STRATEGIES = { wrap: 'WRAP', overflow: 'OVERFLOW', clip: 'CLIP' } as const;

function styleAt(run: Execution, { sheetId, zone }: Block): Style {
  return run.book.get.getCell({ sheetId, row: zone.top, col: zone.left })?.style ?? {};
}

function looks<T>(run: Execution, block: Block, look: (style: Style) => T): T[][] {
  const { sheetId } = block;
  return grid(run, block, (row, col) => look(run.book.get.getCell({ sheetId, row, col })?.style ?? {}));
}

function paint<R extends RangeLooks>(range: R, style: Style): R {
  range.run.book.apply([{ type: 'SET_FORMATTING', sheetId: range.sheetId, target: [range.zone], style }]);
  return range;
}

function paintEach<R extends RangeLooks>(range: R, values: unknown, styleOf: (value: unknown) => Style): R {
  const styles = checkShape(range, values).map((row) => row.map(styleOf));
  range.run.book.apply(styleCommands(range, styles));
  return range;
}

const fill = (colour: unknown): Style => ({ fillColor: engineColour(colour) ?? '' });
const ink = (colour: unknown): Style => ({ textColor: engineColour(colour) ?? '' });

function engineFormat(format: unknown): string {
  const pattern = text(format, 'SpreadsheetApp.Range.setNumberFormat');
  return /^(general|automatic)?$/i.test(pattern) ? '' : pattern;
}

function googleFormat(format: string | undefined): string {
  return format ?? 'General';
}

function horizontal(alignment: unknown): Style {
  switch (alignment) {
    case 'left':
    case 'center':
    case 'right':
      return { align: alignment };
    case 'normal':
    case null:
      return { align: undefined };
    default:
      throw new Error(`Invalid argument: ${String(alignment)}`);
  }
}

function vertical(alignment: unknown): Style {
  switch (alignment) {
    case 'top':
    case 'middle':
    case 'bottom':
      return { verticalAlign: alignment };
    case null:
      return { verticalAlign: 'bottom' };
    default:
      throw new Error(`Invalid argument: ${String(alignment)}`);
  }
}

function wrapping(strategy: unknown): Style {
  const { name } = oneOf(strategy, 'WrapStrategy', 'SpreadsheetApp.Range.setWrapStrategy');
  return { wrapping: name === 'WRAP' ? 'wrap' : name === 'CLIP' ? 'clip' : 'overflow' };
}
