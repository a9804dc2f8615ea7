/** Checked by the compiler alone: whatever the imitation lets a script call, Google's own type has under that name. */
import type { Service } from '../realm.ts';
import type { Blob } from './blob.ts';
import type { Cache, CacheService } from './cache.ts';
import type { CardService } from './card.ts';
import type { EmbeddedChart } from './charts.ts';
import type { ConditionalFormatRule, ConditionalFormatRuleBuilder } from './conditional_format.ts';
import type {
  DeveloperMetadata,
  DeveloperMetadataFinder,
  DeveloperMetadataLocation,
} from './developer_metadata.ts';
import type { Filter, FilterCriteria, FilterCriteriaBuilder } from './filter.ts';
import type { Group } from './groups.ts';
import type { HtmlOutput, HtmlService } from './html.ts';
import type { Lock, LockService } from './lock.ts';
import type { Properties, PropertiesService } from './properties.ts';
import type { Protection } from './protection.ts';
import type { Range } from './range.ts';
import type { RangeList } from './range_list.ts';
import type { ScriptApp, Trigger } from './script_app.ts';
import type { Session, User } from './session.ts';
import type { Sheet } from './sheet.ts';
import type { Spreadsheet } from './spreadsheet.ts';
import type { Charts, SpreadsheetApp } from './spreadsheet_app.ts';
import type { TextFinder } from './text_finder.ts';
import type { Menu, Ui } from './ui.ts';
import type { HTTPResponse, UrlFetchApp } from './url_fetch.ts';
import type { Utilities } from './utilities.ts';
import type { DataValidation, DataValidationBuilder } from './validation.ts';

type Methods<T> = { [Key in keyof T]: T[Key] extends (...args: never[]) => unknown ? Key : never }[keyof T];

/** Our names that Google's type lacks; `update` is a builder's field, which no script sees. */
type Invented<Ours, Theirs> = Exclude<Methods<Ours>, keyof Theirs | keyof Service | 'update'>;

/** Fails to compile, naming the methods, when anything is left. */
type None<Names extends never> = Names;

export type Checked = [
  None<Invented<Range, GoogleAppsScript.Spreadsheet.Range>>,
  None<Invented<RangeList, GoogleAppsScript.Spreadsheet.RangeList>>,
  None<Invented<Sheet, GoogleAppsScript.Spreadsheet.Sheet>>,
  None<Invented<Spreadsheet, GoogleAppsScript.Spreadsheet.Spreadsheet>>,
  None<Invented<SpreadsheetApp, GoogleAppsScript.Spreadsheet.SpreadsheetApp>>,
  None<Invented<Filter, GoogleAppsScript.Spreadsheet.Filter>>,
  None<Invented<FilterCriteria, GoogleAppsScript.Spreadsheet.FilterCriteria>>,
  None<Invented<FilterCriteriaBuilder, GoogleAppsScript.Spreadsheet.FilterCriteriaBuilder>>,
  None<Invented<DataValidation, GoogleAppsScript.Spreadsheet.DataValidation>>,
  None<Invented<DataValidationBuilder, GoogleAppsScript.Spreadsheet.DataValidationBuilder>>,
  None<Invented<ConditionalFormatRule, GoogleAppsScript.Spreadsheet.ConditionalFormatRule>>,
  None<Invented<ConditionalFormatRuleBuilder, GoogleAppsScript.Spreadsheet.ConditionalFormatRuleBuilder>>,
  None<Invented<DeveloperMetadata, GoogleAppsScript.Spreadsheet.DeveloperMetadata>>,
  None<Invented<DeveloperMetadataFinder, GoogleAppsScript.Spreadsheet.DeveloperMetadataFinder>>,
  None<Invented<DeveloperMetadataLocation, GoogleAppsScript.Spreadsheet.DeveloperMetadataLocation>>,
  None<Invented<Group, GoogleAppsScript.Spreadsheet.Group>>,
  None<Invented<Protection, GoogleAppsScript.Spreadsheet.Protection>>,
  None<Invented<TextFinder, GoogleAppsScript.Spreadsheet.TextFinder>>,
  None<Invented<EmbeddedChart, GoogleAppsScript.Spreadsheet.EmbeddedChart>>,
  None<Invented<Charts, GoogleAppsScript.Charts.Charts>>,
  None<Invented<Ui, GoogleAppsScript.Base.Ui>>,
  None<Invented<Menu, GoogleAppsScript.Base.Menu>>,
  None<Invented<User, GoogleAppsScript.Base.User & GoogleAppsScript.Spreadsheet.Spreadsheet>>,
  None<Invented<Session, GoogleAppsScript.Base.Session>>,
  None<Invented<Blob, GoogleAppsScript.Base.Blob>>,
  None<Invented<HtmlService, GoogleAppsScript.HTML.HtmlService>>,
  None<Invented<HtmlOutput, GoogleAppsScript.HTML.HtmlOutput>>,
  None<Invented<PropertiesService, GoogleAppsScript.Properties.PropertiesService>>,
  None<Invented<Properties, GoogleAppsScript.Properties.Properties>>,
  None<Invented<CacheService, GoogleAppsScript.Cache.CacheService>>,
  None<Invented<Cache, GoogleAppsScript.Cache.Cache>>,
  None<Invented<LockService, GoogleAppsScript.Lock.LockService>>,
  None<Invented<Lock, GoogleAppsScript.Lock.Lock>>,
  None<Invented<ScriptApp, GoogleAppsScript.Script.ScriptApp>>,
  None<Invented<Trigger, GoogleAppsScript.Script.Trigger>>,
  None<Invented<UrlFetchApp, GoogleAppsScript.URL_Fetch.UrlFetchApp>>,
  None<Invented<HTTPResponse, GoogleAppsScript.URL_Fetch.HTTPResponse>>,
  None<Invented<Utilities, GoogleAppsScript.Utilities.Utilities>>,
  None<Invented<CardService, GoogleAppsScript.Card_Service.CardService>>,
];
