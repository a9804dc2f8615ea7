/** The import dialog's state and how each event changes it. Pure: calls and files are handled at the rim. */
import type { CampaignDetails } from '../../answers/campaigns.ts';
import type { CampaignSummary, Connection, RememberedMapping, SidebarState } from '../../calls.ts';
import type { FieldKey } from '../../model/fields.ts';
import { freeColour, nameFromFile } from '../../model/import/campaign.ts';
import type { ColumnRule } from '../../model/import/changes.ts';
import { type Decisions, type DoubleAction, FIRST_DECISIONS } from '../../model/import/check.ts';
import type { DateOrder } from '../../model/import/dates.ts';
import type { ImportFile } from '../../model/import/file.ts';
import { type ColumnChoice, chooseTarget, type Target } from '../../model/import/mapping.ts';
import type { RowRules } from '../../model/import/rules.ts';
import type { CampaignId } from '../../model/lead.ts';
import { type CountryCode, DEFAULT_COUNTRY, isCountry } from '../../model/phone.ts';
import type { Right } from '../../model/rights.ts';
import type { Checked, Stage } from './checker.ts';
import type { FileProblem } from './file/problem.ts';
import type { How, Raw } from './file/read.ts';
import { mapFile } from './map-file.ts';
import type { Run } from './run.ts';
import { asRemembered } from './targets.ts';

export const STEPS = ['file', 'columns', 'values', 'campaign', 'check', 'import', 'receipt'] as const;
export type Step = (typeof STEPS)[number];

/** A file that was read; `raw` is kept, so that it can be read otherwise. */
export interface ReadySource {
  readonly is: 'ready';
  readonly file: ImportFile;
  readonly raw: Raw;
  readonly how: How;
}

export type Source =
  | { readonly is: 'none' }
  /** `before`: what comes back when it is called off. */
  | {
      readonly is: 'reading';
      readonly name: string;
      readonly share: number;
      readonly before: ReadySource | null;
    }
  | {
      readonly is: 'failed';
      readonly name: string;
      readonly problem: FileProblem;
      readonly before: ReadySource | null;
    }
  | ReadySource;

/** The mapping that was used last time for these headings, and whether it is the one that is shown. */
export interface Memory {
  readonly mapping: RememberedMapping;
  readonly used: boolean;
}

/** What the spreadsheet has already. */
export interface World {
  readonly campaigns: readonly CampaignSummary[];
  readonly connection: Connection;
  readonly rights: readonly Right[];
}

/** Where the leads go; an existing campaign's country and required fields are asked for. */
export type Where =
  | { readonly is: 'new' }
  | {
      readonly is: 'existing';
      readonly campaign: CampaignId;
      readonly details: CampaignDetails | null;
      readonly failure: string | null;
    };

/** What the rows come to, and what is under way; what was found before is shown meanwhile. */
export interface CheckState {
  readonly checked: Checked | null;
  readonly work: { readonly stage: Stage; readonly done: number; readonly total: number } | null;
  /** A person goes on although the other campaigns could not be searched. */
  readonly waived: boolean;
}

export interface Wizard {
  readonly step: Step;
  readonly world: World | null;
  readonly source: Source;
  readonly choices: readonly ColumnChoice[];
  readonly memory: Memory | null;
  readonly where: Where;
  readonly name: string;
  readonly colour: string;
  readonly description: string;
  readonly country: CountryCode;
  readonly required: readonly FieldKey[];
  /** By column of the tab: how a person says that its dates are written. */
  readonly dates: ReadonlyMap<number, DateOrder>;
  readonly replacements: RowRules['replacements'];
  readonly edits: RowRules['edits'];
  readonly decisions: Decisions;
  readonly check: CheckState;
  readonly run: Run;
}

export type WizardEvent =
  | { readonly is: 'worldKnown'; readonly state: SidebarState }
  | { readonly is: 'fileChosen'; readonly name: string }
  | { readonly is: 'fileMoved'; readonly share: number }
  | { readonly is: 'fileFailed'; readonly name: string; readonly problem: FileProblem }
  | { readonly is: 'fileCalledOff' }
  | { readonly is: 'fileRead'; readonly file: ImportFile; readonly raw: Raw; readonly how: How }
  | { readonly is: 'remembered'; readonly mapping: RememberedMapping }
  | { readonly is: 'memoryUsed'; readonly used: boolean }
  | { readonly is: 'targetChosen'; readonly column: number; readonly target: Target }
  | { readonly is: 'targetsConfirmed'; readonly columns: readonly number[] }
  | { readonly is: 'wentTo'; readonly step: Step }
  | { readonly is: 'newChosen' }
  | { readonly is: 'existingChosen'; readonly campaign: CampaignId }
  | { readonly is: 'detailsKnown'; readonly details: CampaignDetails }
  | { readonly is: 'detailsFailed'; readonly campaign: CampaignId; readonly message: string }
  | { readonly is: 'named'; readonly name: string }
  | { readonly is: 'coloured'; readonly colour: string }
  | { readonly is: 'described'; readonly description: string }
  | { readonly is: 'countryChosen'; readonly country: CountryCode }
  | { readonly is: 'requiredChosen'; readonly required: readonly FieldKey[] }
  | { readonly is: 'orderChosen'; readonly column: number; readonly order: DateOrder }
  /** null: as it is. */
  | {
      readonly is: 'valueChosen';
      readonly column: number;
      readonly text: string;
      readonly value: string | null;
    }
  | { readonly is: 'cellEdited'; readonly line: number; readonly column: number; readonly text: string }
  | {
      readonly is: 'alikeFixed';
      readonly column: number;
      readonly text: string;
      readonly value: string;
    }
  | { readonly is: 'ruleChosen'; readonly rule: DoubleAction }
  | { readonly is: 'columnRuleChosen'; readonly header: string; readonly rule: ColumnRule | null }
  /** null: as the rule says. */
  | { readonly is: 'rowChosen'; readonly line: number; readonly action: DoubleAction | 'leaveOut' | null }
  | { readonly is: 'checkMoved'; readonly stage: Stage; readonly done: number; readonly total: number }
  | { readonly is: 'checked'; readonly checked: Checked }
  | { readonly is: 'waived'; readonly waived: boolean }
  | { readonly is: 'runChanged'; readonly run: Run };

const UNCHECKED: CheckState = { checked: null, work: null, waived: false };

export const EMPTY_WIZARD: Wizard = {
  step: 'file',
  world: null,
  source: { is: 'none' },
  choices: [],
  memory: null,
  where: { is: 'new' },
  name: '',
  colour: freeColour([]),
  description: '',
  country: DEFAULT_COUNTRY,
  required: [],
  dates: new Map(),
  replacements: new Map(),
  edits: new Map(),
  decisions: FIRST_DECISIONS,
  check: UNCHECKED,
  run: { is: 'idle' },
};

export function reduceWizard(wizard: Wizard, event: WizardEvent): Wizard {
  switch (event.is) {
    case 'worldKnown':
      return withWorld(wizard, event.state);
    case 'fileChosen':
      return {
        ...wizard,
        source: { is: 'reading', name: event.name, share: 0, before: readyOf(wizard.source) },
      };
    case 'fileMoved':
      return wizard.source.is === 'reading'
        ? { ...wizard, source: { ...wizard.source, share: event.share } }
        : wizard;
    case 'fileFailed': {
      const { name, problem } = event;
      return { ...wizard, source: { is: 'failed', name, problem, before: readyOf(wizard.source) } };
    }
    case 'fileCalledOff':
      return { ...wizard, source: readyOf(wizard.source) ?? { is: 'none' } };
    case 'fileRead':
      return withFile(wizard, { is: 'ready', file: event.file, raw: event.raw, how: event.how });
    case 'remembered':
    case 'memoryUsed':
      return withMemory(wizard, event);
    case 'targetChosen':
      return remapped(wizard, chooseTarget(wizard.choices, event.column, event.target), event.column);
    case 'targetsConfirmed':
      return {
        ...wizard,
        choices: wizard.choices.map((choice, column) =>
          event.columns.includes(column) ? { ...choice, confidence: 'chosen' } : choice,
        ),
      };
    case 'wentTo':
      return { ...wizard, step: event.step };
    case 'runChanged':
      return {
        ...wizard,
        run: event.run,
        step: event.run.is === 'finished' ? 'receipt' : event.run.is === 'idle' ? 'check' : wizard.step,
      };
    case 'checkMoved':
    case 'checked':
    case 'waived':
      return { ...wizard, check: withCheck(wizard.check, event) };
    case 'newChosen':
    case 'existingChosen':
    case 'detailsKnown':
    case 'detailsFailed':
    case 'named':
    case 'coloured':
    case 'described':
    case 'countryChosen':
    case 'requiredChosen':
      return withTarget(wizard, event);
    default:
      return withChoice(wizard, event);
  }
}

function readyOf(source: Source): ReadySource | null {
  if (source.is === 'ready') return source;
  return source.is === 'none' ? null : source.before;
}

function withWorld(wizard: Wizard, { campaigns, connection, rights }: SidebarState): Wizard {
  const world: World = { campaigns, connection, rights };
  // Until the first answer nobody can have known which names and colours are taken.
  if (wizard.world) return { ...wizard, world };
  const names = campaigns.map(({ name }) => name);
  const { source } = wizard;
  const name = source.is === 'ready' ? nameFromFile(source.file.name, names) : wizard.name;
  return { ...wizard, world, name, colour: freeColour(campaigns.map(({ colour }) => colour)) };
}

/** A file that is read anew in another way keeps the name that was given for it. */
function withFile(wizard: Wizard, source: ReadySource): Wizard {
  const again = readyOf(wizard.source)?.raw === source.raw;
  const names = wizard.world?.campaigns.map(({ name }) => name) ?? [];
  return {
    ...wizard,
    ...NOTHING_SET,
    source,
    choices: mapFile(source.file, wizard.country),
    memory: null,
    name: again ? wizard.name : nameFromFile(source.file.name, names),
    check: UNCHECKED,
  };
}

const NOTHING_SET = {
  dates: EMPTY_WIZARD.dates,
  replacements: EMPTY_WIZARD.replacements,
  edits: EMPTY_WIZARD.edits,
  decisions: FIRST_DECISIONS,
};

function withMemory(
  wizard: Wizard,
  event: Extract<WizardEvent, { is: 'remembered' | 'memoryUsed' }>,
): Wizard {
  const mapping = event.is === 'remembered' ? event.mapping : wizard.memory?.mapping;
  if (wizard.source.is !== 'ready' || !mapping) return wizard;
  const used = event.is === 'remembered' || event.used;
  const own = mapFile(wizard.source.file, wizard.country);
  return {
    ...wizard,
    ...NOTHING_SET,
    memory: { mapping, used },
    choices: used ? asRemembered(own, mapping) : own,
  };
}

/** Another mapping: the further columns may stand elsewhere now, so what was set for their cells is forgotten. */
function remapped(wizard: Wizard, choices: readonly ColumnChoice[], column: number): Wizard {
  const before = wizard.choices[column]?.target;
  const after = choices[column]?.target;
  const touched = [before, after].flatMap((target) => (target?.to === 'field' ? [target.key] : []));
  if (before?.to === after?.to && touched[0] === touched[1]) return { ...wizard, choices };
  return { ...wizard, ...NOTHING_SET, choices };
}

type TargetEvent = Extract<
  WizardEvent,
  {
    is:
      | 'newChosen'
      | 'existingChosen'
      | 'detailsKnown'
      | 'detailsFailed'
      | 'named'
      | 'coloured'
      | 'described'
      | 'countryChosen'
      | 'requiredChosen';
  }
>;

function withTarget(wizard: Wizard, event: TargetEvent): Wizard {
  const { where } = wizard;
  switch (event.is) {
    case 'newChosen':
      return { ...wizard, where: { is: 'new' } };
    case 'existingChosen':
      return {
        ...wizard,
        where: { is: 'existing', campaign: event.campaign, details: null, failure: null },
      };
    case 'detailsKnown':
      if (where.is !== 'existing' || where.campaign !== event.details.id) return wizard;
      return { ...wizard, where: { ...where, details: event.details, failure: null } };
    case 'detailsFailed':
      if (where.is !== 'existing' || where.campaign !== event.campaign) return wizard;
      return { ...wizard, where: { ...where, failure: event.message } };
    case 'named':
      return { ...wizard, name: event.name };
    case 'coloured':
      return { ...wizard, colour: event.colour };
    case 'described':
      return { ...wizard, description: event.description };
    case 'countryChosen':
      return { ...wizard, country: event.country };
    case 'requiredChosen':
      return { ...wizard, required: event.required };
  }
}

type ChoiceEvent = Extract<
  WizardEvent,
  {
    is:
      | 'orderChosen'
      | 'valueChosen'
      | 'cellEdited'
      | 'alikeFixed'
      | 'ruleChosen'
      | 'columnRuleChosen'
      | 'rowChosen';
  }
>;

function withChoice(wizard: Wizard, event: ChoiceEvent): Wizard {
  const { decisions, replacements } = wizard;
  switch (event.is) {
    case 'orderChosen':
      return { ...wizard, dates: put(wizard.dates, event.column, event.order) };
    case 'valueChosen':
      return { ...wizard, replacements: replaced(replacements, event.column, event.text, event.value) };
    case 'cellEdited':
      return { ...wizard, edits: edited(wizard.edits, event.line, event.column, event.text) };
    case 'alikeFixed':
      return { ...wizard, replacements: replaced(replacements, event.column, event.text, event.value) };
    case 'ruleChosen':
      // What was decided row by row was decided under the other rule.
      return { ...wizard, decisions: { ...decisions, doubles: event.rule, rows: new Map() } };
    case 'columnRuleChosen':
      return {
        ...wizard,
        decisions: { ...decisions, columns: put(decisions.columns, event.header, event.rule) },
      };
    case 'rowChosen':
      return { ...wizard, decisions: { ...decisions, rows: put(decisions.rows, event.line, event.action) } };
  }
}

/** A map with one entry more, or with `null` one less. */
function put<K, V>(map: ReadonlyMap<K, V>, key: K, value: V | null): ReadonlyMap<K, V> {
  const next = new Map(map);
  if (value === null) next.delete(key);
  else next.set(key, value);
  return next;
}

function replaced(
  replacements: RowRules['replacements'],
  column: number,
  text: string,
  value: string | null,
): RowRules['replacements'] {
  return put(replacements, column, put(replacements.get(column) ?? new Map(), text, value));
}

function edited(edits: RowRules['edits'], line: number, column: number, text: string): RowRules['edits'] {
  return put(edits, line, put(edits.get(line) ?? new Map(), column, text));
}

function withCheck(
  check: CheckState,
  event: Extract<WizardEvent, { is: 'checkMoved' | 'checked' | 'waived' }>,
): CheckState {
  switch (event.is) {
    case 'checkMoved':
      return { ...check, work: { stage: event.stage, done: event.done, total: event.total } };
    case 'checked':
      return { ...check, checked: event.checked, work: null };
    case 'waived':
      return { ...check, waived: event.waived };
  }
}

/** True when a person may go back to that step now: not once rows may have been written. */
export function canGoBackTo({ step, run }: Wizard, earlier: Step): boolean {
  if (step === 'receipt' || STEPS.indexOf(earlier) >= STEPS.indexOf(step)) return false;
  return run.is === 'idle';
}

/** The country of phones without a code, and the fields that a row needs: the new campaign's, or the existing one's own. */
export function settingsOf(wizard: Wizard): {
  readonly country: CountryCode;
  readonly required: readonly FieldKey[];
} {
  const { where, country, required } = wizard;
  if (where.is === 'new') return { country, required };
  const { details } = where;
  if (!details) return NOT_KNOWN;
  return {
    country: isCountry(details.country) ? details.country : DEFAULT_COUNTRY,
    required: details.required,
  };
}

const NOT_KNOWN = { country: DEFAULT_COUNTRY, required: [] } as const;
