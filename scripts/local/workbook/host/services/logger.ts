/** `Logger` and `console`: lines in the execution's log. */
import { Service } from '../realm.ts';

export class Logger extends Service {
  readonly className = 'Logger';
  private readonly lines: string[] = [];

  log(...values: readonly unknown[]) {
    const line = logLine(values);
    this.lines.push(line);
    this.run.around.log(line);
    return this;
  }

  clear() {
    this.lines.length = 0;
  }

  getLog() {
    return this.lines.join('\n');
  }
}

export class Console extends Service {
  readonly className = 'console';

  log(...values: readonly unknown[]) {
    this.run.around.log(logLine(values));
  }

  info(...values: readonly unknown[]) {
    this.run.around.log(logLine(values));
  }

  warn(...values: readonly unknown[]) {
    this.run.around.log(logLine(values));
  }

  error(...values: readonly unknown[]) {
    this.run.around.log(logLine(values));
  }

  time() {}

  timeEnd() {}
}

/** Texts as they are, with `%s` and its like filled in; everything else as JSON. */
function logLine(values: readonly unknown[]): string {
  const [first, ...rest] = values;
  if (typeof first !== 'string') return values.map(shown).join(' ');
  const line = first.replace(/%[sdifoj]/g, (token) => (rest.length > 0 ? shown(rest.shift()) : token));
  return [line, ...rest.map(shown)].join(' ');
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Service) return value.className;
  return JSON.stringify(value) ?? String(value);
}
