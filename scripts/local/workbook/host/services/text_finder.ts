/** `TextFinder`: searches what cells show, without regard to case unless told. */
import type { Block } from '../cells.ts';
import { heightOf, widthOf, writeValues } from '../cells.ts';
import type { Execution } from '../execution.ts';
import { Service } from '../realm.ts';
import { Range } from './range.ts';

export class TextFinder extends Service {
  readonly className = 'TextFinder';
  private readonly blocks: readonly Block[];
  private readonly search: string;
  private caseMatters = false;
  private entireCell = false;
  private inFormulas = false;
  private pattern = false;
  private next = 0;

  constructor(run: Execution, blocks: readonly Block[], search: string) {
    super(run);
    this.blocks = blocks;
    this.search = search;
  }

  matchCase(matchCase: unknown) {
    this.caseMatters = matchCase === true;
    return this;
  }

  matchEntireCell(matchEntireCell: unknown) {
    this.entireCell = matchEntireCell === true;
    return this;
  }

  matchFormulaText(matchFormulaText: unknown) {
    this.inFormulas = matchFormulaText === true;
    return this;
  }

  useRegularExpression(use: unknown) {
    this.pattern = use === true;
    return this;
  }

  findAll() {
    return this.#matches();
  }

  findNext() {
    return this.#matches()[this.next++] ?? null;
  }

  replaceAllWith(replacement: unknown) {
    let replaced = 0;
    for (const range of this.#matches()) {
      const shown = this.run.book.display(range.sheetId, range.zone.top, range.zone.left);
      const text = shown.replaceAll(this.#expression('g'), () => {
        replaced++;
        return String(replacement);
      });
      writeValues(this.run, range, [[text]]);
    }
    return replaced;
  }

  #expression(flags: string): RegExp {
    const source = this.pattern ? this.search : this.search.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return new RegExp(this.entireCell ? `^(?:${source})$` : source, this.caseMatters ? flags : `${flags}i`);
  }

  #matches(): Range[] {
    const { book } = this.run;
    const expression = this.#expression('');
    const found: Range[] = [];
    for (const { sheetId, zone: whole } of this.blocks) {
      const { rows, columns } = book.extent(sheetId);
      const zone = {
        ...whole,
        bottom: Math.min(whole.bottom, rows - 1),
        right: Math.min(whole.right, columns - 1),
      };
      if (zone.bottom < zone.top || zone.right < zone.left) continue;
      this.run.readCells(heightOf({ sheetId, zone }) * widthOf({ sheetId, zone }));
      for (let row = zone.top; row <= zone.bottom; row++) {
        for (let col = zone.left; col <= zone.right; col++) {
          const formula = this.inFormulas ? book.formula(sheetId, row, col) : '';
          const shown = formula || book.display(sheetId, row, col);
          if (!expression.test(shown)) continue;
          const cell = { top: row, bottom: row, left: col, right: col };
          found.push(new Range(this.run, { sheetId, zone: cell }));
        }
      }
    }
    return found;
  }
}
