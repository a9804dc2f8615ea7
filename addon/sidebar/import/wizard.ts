/** The import dialog's state and how each event changes it. Pure: calls and files are handled at the rim. */
import type { Connection, ImportProgress, SidebarState } from '../../calls.ts';
import { freeColour, nameFromFile } from '../../model/import/campaign.ts';
import type { DuplicateRule, RowChoices } from '../../model/import/check.ts';
import type { ImportFile } from '../../model/import/file.ts';
import { type ColumnChoice, chooseTarget, mapColumns, type Target } from '../../model/import/mapping.ts';
import type { ReadRow } from '../../model/import/row.ts';
import { type CountryCode, DEFAULT_COUNTRY } from '../../model/phone.ts';
import type { DuplicatesResponse } from '../../model/wire.ts';
import type { FaultCode } from '../faults.ts';
import type { FileProblem } from './file/problem.ts';
import type { Standing } from './run-import.ts';

export const STEPS = ['file', 'columns', 'check', 'import', 'receipt'] as const;
export type Step = (typeof STEPS)[number];

export type Source =
  | { readonly is: 'none' }
  | { readonly is: 'reading'; readonly name: string }
  | { readonly is: 'failed'; readonly name: string; readonly problem: FileProblem }
  | { readonly is: 'ready'; readonly file: ImportFile };

/** The file's rows under the mapping and the country as they are now. */
export type Reading =
  | { readonly is: 'stale' }
  | { readonly is: 'going'; readonly done: number }
  | { readonly is: 'ready'; readonly rows: readonly ReadRow[] };

/** Whether the rows' people are known already, in any campaign. */
export type Lookup =
  | { readonly is: 'stale' }
  | { readonly is: 'going' }
  | { readonly is: 'failed'; readonly message: string }
  | ({ readonly is: 'known' } & DuplicatesResponse);

export type Run =
  | { readonly is: 'idle' }
  | { readonly is: 'going'; readonly standing: Standing }
  | {
      readonly is: 'failed';
      readonly progress: ImportProgress | null;
      readonly code: FaultCode | 'stopped';
      readonly message: string;
    }
  | { readonly is: 'finished'; readonly progress: ImportProgress };

/** What the spreadsheet has already. */
export interface World {
  readonly names: readonly string[];
  readonly colours: readonly string[];
  readonly connection: Connection;
}

export interface Wizard {
  readonly step: Step;
  readonly world: World | null;
  readonly source: Source;
  readonly choices: readonly ColumnChoice[];
  readonly country: CountryCode;
  readonly reading: Reading;
  readonly lookup: Lookup;
  readonly rule: DuplicateRule;
  readonly rowChoices: RowChoices;
  readonly name: string;
  readonly colour: string;
  readonly description: string;
  readonly run: Run;
}

export type WizardEvent =
  | { readonly is: 'worldKnown'; readonly state: SidebarState }
  | { readonly is: 'fileChosen'; readonly name: string }
  | { readonly is: 'fileFailed'; readonly name: string; readonly problem: FileProblem }
  | { readonly is: 'fileRead'; readonly file: ImportFile }
  | { readonly is: 'targetChosen'; readonly column: number; readonly target: Target }
  | { readonly is: 'countryChosen'; readonly country: CountryCode }
  | { readonly is: 'wentTo'; readonly step: Step }
  | { readonly is: 'rowsMoved'; readonly done: number }
  | { readonly is: 'rowsRead'; readonly rows: readonly ReadRow[] }
  | { readonly is: 'lookupChanged'; readonly lookup: Lookup }
  | { readonly is: 'ruleChosen'; readonly rule: DuplicateRule }
  | { readonly is: 'rowChosen'; readonly line: number; readonly include: boolean }
  | { readonly is: 'named'; readonly name: string }
  | { readonly is: 'coloured'; readonly colour: string }
  | { readonly is: 'described'; readonly description: string }
  | { readonly is: 'runChanged'; readonly run: Run };

export const EMPTY_WIZARD: Wizard = {
  step: 'file',
  world: null,
  source: { is: 'none' },
  choices: [],
  country: DEFAULT_COUNTRY,
  reading: { is: 'stale' },
  lookup: { is: 'stale' },
  rule: 'leaveOut',
  rowChoices: new Map(),
  name: '',
  colour: freeColour([]),
  description: '',
  run: { is: 'idle' },
};

export function reduceWizard(wizard: Wizard, event: WizardEvent): Wizard {
  switch (event.is) {
    case 'worldKnown':
      return withWorld(wizard, event.state);
    case 'fileChosen':
      return { ...wizard, source: { is: 'reading', name: event.name } };
    case 'fileFailed':
      return { ...wizard, source: { is: 'failed', name: event.name, problem: event.problem } };
    case 'fileRead':
      return withFile(wizard, event.file);
    case 'targetChosen':
      return reread({ ...wizard, choices: chooseTarget(wizard.choices, event.column, event.target) });
    case 'countryChosen':
      return reread({ ...wizard, country: event.country });
    case 'wentTo':
      return wentTo(wizard, event.step);
    case 'rowsMoved':
      return { ...wizard, reading: { is: 'going', done: event.done } };
    case 'rowsRead':
      return { ...wizard, reading: { is: 'ready', rows: event.rows } };
    case 'lookupChanged':
      return { ...wizard, lookup: event.lookup };
    case 'ruleChosen':
      // What was decided row by row was decided under the other rule.
      return { ...wizard, rule: event.rule, rowChoices: new Map() };
    case 'rowChosen':
      return { ...wizard, rowChoices: new Map(wizard.rowChoices).set(event.line, event.include) };
    case 'named':
      return { ...wizard, name: event.name };
    case 'coloured':
      return { ...wizard, colour: event.colour };
    case 'described':
      return { ...wizard, description: event.description };
    case 'runChanged':
      return withRun(wizard, event.run);
  }
}

function withWorld(wizard: Wizard, state: SidebarState): Wizard {
  const names = state.campaigns.map(({ name }) => name);
  const colours = state.campaigns.map(({ colour }) => colour);
  const world: World = { names, colours, connection: state.connection };
  // Until the first answer nobody can have known which names and colours are taken.
  if (wizard.world) return { ...wizard, world };
  const name = wizard.source.is === 'ready' ? nameFromFile(wizard.source.file.name, names) : wizard.name;
  return { ...wizard, world, name, colour: freeColour(colours) };
}

function withFile(wizard: Wizard, file: ImportFile): Wizard {
  return reread({
    ...wizard,
    step: 'columns',
    source: { is: 'ready', file },
    choices: mapColumns(file, wizard.country),
    name: nameFromFile(file.name, wizard.world?.names ?? []),
    rowChoices: new Map(),
  });
}

function withRun(wizard: Wizard, run: Run): Wizard {
  return { ...wizard, run, step: run.is === 'finished' ? 'receipt' : wizard.step };
}

/** Going back from an import that wrote no row gives that import up: the next one is another. */
function wentTo(wizard: Wizard, step: Step): Wizard {
  const back = STEPS.indexOf(step) < STEPS.indexOf('import');
  return { ...wizard, step, run: back ? { is: 'idle' } : wizard.run };
}

function reread(wizard: Wizard): Wizard {
  return { ...wizard, reading: { is: 'stale' }, lookup: { is: 'stale' } };
}

/** True when a person may go back to that step now: not once rows may have been written. */
export function canGoBackTo({ step, run }: Wizard, earlier: Step): boolean {
  if (step === 'receipt' || STEPS.indexOf(earlier) >= STEPS.indexOf(step)) return false;
  return run.is === 'idle' || isUnbegun(run);
}

/** True when the import failed before the first row was written. */
export function isUnbegun(run: Run): boolean {
  return run.is === 'failed' && run.progress === null;
}
