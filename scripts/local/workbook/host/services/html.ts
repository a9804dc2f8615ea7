/** `HtmlService`: pages of the bundle, damaged as Google damages them. */
import { text } from '../arguments.ts';
import type { Execution } from '../execution.ts';
import { damaged } from '../html_damage.ts';
import { notImitated, Service } from '../realm.ts';
import { FRAME, SANDBOX } from './enums.ts';

export class HtmlService extends Service {
  readonly className = 'HtmlService';

  get XFrameOptionsMode() {
    return FRAME;
  }
  get SandboxMode() {
    return SANDBOX;
  }

  createHtmlOutputFromFile(file: unknown) {
    const name = text(file, 'HtmlService.createHtmlOutputFromFile');
    const html = this.run.around.html.get(name.replace(/\.html$/, ''));
    if (html === undefined) throw new Error(`No HTML file named ${name} was found.`);
    return new HtmlOutput(this.run, damaged(html));
  }

  createHtmlOutput(html: unknown = '') {
    return new HtmlOutput(this.run, damaged(text(html, 'HtmlService.createHtmlOutput')));
  }

  createTemplateFromFile(): never {
    throw notImitated('HtmlService.createTemplateFromFile');
  }

  createTemplate(): never {
    throw notImitated('HtmlService.createTemplate');
  }
}

export class HtmlOutput extends Service {
  readonly className = 'HtmlOutput';
  html: string;
  title = '';
  /** What Google gives a dialog that names no size. */
  width = 600;
  height = 400;

  constructor(run: Execution, html: string) {
    super(run);
    this.html = html;
  }

  append(more: unknown) {
    this.html += text(more, 'HtmlOutput.append');
    return this;
  }

  getContent() {
    return this.html;
  }

  setContent(html: unknown) {
    this.html = text(html, 'HtmlOutput.setContent');
    return this;
  }

  getTitle() {
    return this.title;
  }

  setTitle(title: unknown) {
    this.title = text(title, 'HtmlOutput.setTitle');
    return this;
  }

  getWidth() {
    return this.width;
  }

  setWidth(width: unknown) {
    this.width = Number(width);
    return this;
  }

  getHeight() {
    return this.height;
  }

  setHeight(height: unknown) {
    this.height = Number(height);
    return this;
  }

  setXFrameOptionsMode() {
    return this;
  }

  setSandboxMode() {
    return this;
  }

  addMetaTag() {
    return this;
  }
}
