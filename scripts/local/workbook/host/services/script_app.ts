/** `ScriptApp`: triggers, and what the script may do. */
import { mismatch, text, whole } from '../arguments.ts';
import type { Execution } from '../execution.ts';
import { notImitated, Service } from '../realm.ts';
import type { StoredTrigger } from '../state.ts';
import { AUTH_MODE, EVENT_TYPE, TRIGGER_SOURCE, WEEK_DAY } from './enums.ts';
import { Spreadsheet } from './spreadsheet.ts';

const SCOPES = ['script.scriptapp'];
const MINUTES = [1, 5, 10, 15, 30];
const HOURS = [1, 2, 4, 6, 8, 12];
const DAY = 86_400;

export class ScriptApp extends Service {
  readonly className = 'ScriptApp';

  get AuthMode() {
    return AUTH_MODE;
  }
  get EventType() {
    return EVENT_TYPE;
  }
  get TriggerSource() {
    return TRIGGER_SOURCE;
  }
  get WeekDay() {
    return WEEK_DAY;
  }

  getScriptId() {
    return this.run.around.state.scriptId;
  }

  getProjectTriggers() {
    return triggers(this.run, 'getProjectTriggers');
  }

  getUserTriggers(spreadsheet: unknown) {
    if (!(spreadsheet instanceof Spreadsheet)) throw mismatch('ScriptApp.getUserTriggers', [spreadsheet]);
    return triggers(this.run, 'getUserTriggers').filter((one) => one.trigger.event !== 'CLOCK');
  }

  newTrigger(functionName: unknown) {
    this.run.need('ScriptApp.newTrigger', SCOPES, 'FULL');
    return new TriggerBuilder(this.run, text(functionName, 'ScriptApp.newTrigger'));
  }

  deleteTrigger(trigger: unknown) {
    this.run.need('ScriptApp.deleteTrigger', SCOPES, 'FULL');
    if (!(trigger instanceof Trigger)) throw mismatch('ScriptApp.deleteTrigger', [trigger]);
    const { state } = this.run.around;
    state.setTriggers(state.triggers.filter((one) => one.id !== trigger.trigger.id));
  }

  getAuthorizationInfo(): never {
    throw notImitated('ScriptApp.getAuthorizationInfo');
  }
}

function triggers(run: Execution, method: string): Trigger[] {
  run.need(`ScriptApp.${method}`, SCOPES, 'FULL');
  return run.around.state.triggers.map((one) => new Trigger(run, one));
}

export class Trigger extends Service {
  readonly className = 'Trigger';
  readonly trigger: StoredTrigger;

  constructor(run: Execution, trigger: StoredTrigger) {
    super(run);
    this.trigger = trigger;
  }

  getHandlerFunction() {
    return this.trigger.functionName;
  }

  getUniqueId() {
    return this.trigger.id;
  }

  getEventType() {
    return EVENT_TYPE[this.trigger.event];
  }

  getTriggerSource() {
    return this.trigger.event === 'CLOCK' ? TRIGGER_SOURCE.CLOCK : TRIGGER_SOURCE.SPREADSHEETS;
  }

  getTriggerSourceId() {
    return this.trigger.event === 'CLOCK' ? null : this.run.around.state.spreadsheetId;
  }
}

export class TriggerBuilder extends Service {
  readonly className = 'TriggerBuilder';
  private readonly functionName: string;

  constructor(run: Execution, functionName: string) {
    super(run);
    this.functionName = functionName;
  }

  timeBased() {
    return new ClockTriggerBuilder(this.run, this.functionName);
  }

  forSpreadsheet(spreadsheet: unknown) {
    const own = this.run.around.state.spreadsheetId;
    if (!(spreadsheet instanceof Spreadsheet) && spreadsheet !== own) {
      throw mismatch('ScriptApp.TriggerBuilder.forSpreadsheet', [spreadsheet]);
    }
    return new SpreadsheetTriggerBuilder(this.run, this.functionName);
  }
}

export class SpreadsheetTriggerBuilder extends Service {
  readonly className = 'SpreadsheetTriggerBuilder';
  private readonly functionName: string;
  private event: StoredTrigger['event'] | null = null;

  constructor(run: Execution, functionName: string) {
    super(run);
    this.functionName = functionName;
  }

  onEdit() {
    this.event = 'ON_EDIT';
    return this;
  }

  onChange() {
    this.event = 'ON_CHANGE';
    return this;
  }

  onOpen() {
    this.event = 'ON_OPEN';
    return this;
  }

  onFormSubmit(): never {
    throw notImitated('SpreadsheetTriggerBuilder.onFormSubmit');
  }

  create() {
    if (!this.event) throw new Error('The trigger has no event.');
    return create(this.run, { functionName: this.functionName, event: this.event });
  }
}

export class ClockTriggerBuilder extends Service {
  readonly className = 'ClockTriggerBuilder';
  private readonly functionName: string;
  private timing: {
    readonly everySeconds?: number;
    readonly once?: boolean;
    readonly nextAt: number;
  } | null = null;

  constructor(run: Execution, functionName: string) {
    super(run);
    this.functionName = functionName;
  }

  everyMinutes(minutes: unknown) {
    if (!MINUTES.includes(whole(minutes, 'minutes'))) {
      throw new Error(
        'The value you passed to everyMinutes was invalid. It must be one of 1, 5, 10, 15 or 30.',
      );
    }
    return this.#every(Number(minutes) * 60);
  }

  everyHours(hours: unknown) {
    if (!HOURS.includes(whole(hours, 'hours'))) {
      throw new Error(
        'The value you passed to everyHours was invalid. It must be one of 1, 2, 4, 6, 8 or 12.',
      );
    }
    return this.#every(Number(hours) * 3600);
  }

  everyDays(days: unknown) {
    return this.#every(whole(days, 'days') * DAY);
  }

  everyWeeks(weeks: unknown) {
    return this.#every(whole(weeks, 'weeks') * 7 * DAY);
  }

  /** After at least so long. */
  after(milliseconds: unknown) {
    this.timing = { once: true, nextAt: this.run.around.now() + whole(milliseconds, 'duration', 0) };
    return this;
  }

  at(date: unknown) {
    if (!(date instanceof Date)) throw mismatch('ScriptApp.ClockTriggerBuilder.at', [date]);
    this.timing = { once: true, nextAt: date.getTime() };
    return this;
  }

  /** Google picks the minute within the hour; here the trigger keeps its interval. */
  atHour(hour: unknown) {
    whole(hour, 'hour', 0);
    return this;
  }

  nearMinute(minute: unknown) {
    whole(minute, 'minute', 0);
    return this;
  }

  inTimezone(timeZone: unknown) {
    text(timeZone, 'ScriptApp.ClockTriggerBuilder.inTimezone');
    return this;
  }

  create() {
    if (!this.timing) throw new Error('The trigger has no time.');
    return create(this.run, { functionName: this.functionName, event: 'CLOCK', ...this.timing });
  }

  #every(everySeconds: number) {
    this.timing = { everySeconds, nextAt: this.run.around.now() + everySeconds * 1000 };
    return this;
  }
}

function create(run: Execution, trigger: Omit<StoredTrigger, 'id'>): Trigger {
  const { state, limits } = run.around;
  if (state.triggers.length >= limits.triggersPerUser) {
    throw new Error(
      'This script has too many triggers. Triggers must be deleted from the script before more can be added.',
    );
  }
  const made = { ...trigger, id: crypto.randomUUID() };
  state.setTriggers([...state.triggers, made]);
  return new Trigger(run, made);
}
