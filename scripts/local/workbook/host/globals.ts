/** The globals that Apps Script gives a script, and no others. */
import type { Execution } from './execution.ts';
import type { Service } from './realm.ts';
import { CacheService } from './services/cache.ts';
import { CardService } from './services/card.ts';
import { HtmlService } from './services/html.ts';
import { LockService } from './services/lock.ts';
import { Console, Logger } from './services/logger.ts';
import { PropertiesService } from './services/properties.ts';
import { ScriptApp } from './services/script_app.ts';
import { Session } from './services/session.ts';
import { Charts, SpreadsheetApp } from './services/spreadsheet_app.ts';
import { UrlFetchApp } from './services/url_fetch.ts';
import { Utilities } from './services/utilities.ts';

export function globalsOf(run: Execution): Readonly<Record<string, Service>> {
  return {
    CacheService: new CacheService(run),
    CardService: new CardService(run),
    Charts: new Charts(run),
    HtmlService: new HtmlService(run),
    LockService: new LockService(run),
    Logger: new Logger(run),
    PropertiesService: new PropertiesService(run),
    ScriptApp: new ScriptApp(run),
    Session: new Session(run),
    SpreadsheetApp: new SpreadsheetApp(run),
    UrlFetchApp: new UrlFetchApp(run),
    Utilities: new Utilities(run),
    console: new Console(run),
  };
}
