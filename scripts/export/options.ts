/** What `npm run export` is told on its command line. */
import { parseArgs } from 'node:util';
import {
  EVERY_COLUMN,
  EVERY_LEAD,
  EXPORT_FORMATS,
  EXPORT_KINDS,
  type ExportColumns,
  type ExportFilter,
  type ExportKind,
  type ExportOrder,
} from '../../addon/model/export/order.ts';
import { FIELDS, fieldByHeader, isFieldKey } from '../../addon/model/fields.ts';

export const USAGE = `Usage: npm run export -- --spreadsheet ID --campaign NAME|all [options]

  --what leads,conversations,history|everything   (leads)
  --format csv|xlsx|json|ndjson                   (csv)
  --columns Header,Header,…                       fields by their headers; +extra and +id for the rest  (all, +extra)
  --filter status=HOT|WARM                        may be given several times: status, sentiment, archived=with|without|only, text
  --out FOLDER                                    (.)
  --force                                         write over files that are there

BRIDGE_URL and BRIDGE_SECRET come from the environment.`;

export interface ExportArguments {
  readonly spreadsheet: string;
  /** A name, or `all`. */
  readonly campaign: string;
  readonly order: ExportOrder;
  readonly out: string;
  readonly force: boolean;
}

/** Reads the arguments. Throws an Error that says which is wrong, and what it may be. */
export function readArguments(argv: readonly string[]): ExportArguments | 'help' {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      spreadsheet: { type: 'string', default: process.env.SPREADSHEET_ID ?? '' },
      campaign: { type: 'string', default: '' },
      what: { type: 'string', default: 'leads' },
      format: { type: 'string', default: 'csv' },
      columns: { type: 'string', default: '' },
      filter: { type: 'string', multiple: true, default: [] },
      out: { type: 'string', default: '.' },
      force: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  if (values.spreadsheet === '') throw wrong('--spreadsheet takes the id in the spreadsheet’s address');
  if (values.campaign === '') throw wrong('--campaign takes a name, or all');
  const format = EXPORT_FORMATS.find((one) => one === values.format);
  if (!format) throw wrong(`--format is one of ${EXPORT_FORMATS.join(', ')}, not "${values.format}"`);
  const { spreadsheet, campaign, out, force } = values;
  const kinds = kindsIn(values.what);
  return {
    spreadsheet,
    campaign,
    out,
    force,
    order: { kinds, format, columns: columnsIn(values.columns), filter: filterIn(values.filter) },
  };
}

function kindsIn(what: string): readonly ExportKind[] {
  if (what === 'everything') return EXPORT_KINDS;
  const asked = what.split(',').map((word) => word.trim());
  const strange = asked.find((word) => !EXPORT_KINDS.some((kind) => kind === word));
  if (strange !== undefined)
    throw wrong(`--what is everything, or some of ${EXPORT_KINDS.join(', ')}, not "${strange}"`);
  return EXPORT_KINDS.filter((kind) => asked.includes(kind));
}

function columnsIn(text: string): ExportColumns {
  if (text.trim() === '') return EVERY_COLUMN;
  const words = text.split(',').map((word) => word.trim());
  const named = words.filter((word) => !word.startsWith('+'));
  const keys = named.map((word) => {
    if (isFieldKey(word)) return word;
    const field = fieldByHeader(word);
    if (!field)
      throw wrong(`--columns knows no "${word}"; there are ${FIELDS.map(({ header }) => header).join(', ')}`);
    return field.key;
  });
  const strange = words.find((word) => word.startsWith('+') && word !== '+extra' && word !== '+id');
  if (strange !== undefined) throw wrong(`--columns knows +extra and +id, not "${strange}"`);
  const fields =
    named.length === 0
      ? EVERY_COLUMN.fields
      : FIELDS.map(({ key }) => key).filter((key) => keys.includes(key));
  return { fields, extras: words.includes('+extra'), leadId: words.includes('+id') };
}

const ARCHIVED = ['with', 'without', 'only'] as const;

function filterIn(filters: readonly string[]): ExportFilter {
  const parts = filters.map(partOf);
  return Object.assign({}, EVERY_LEAD, ...parts);
}

function partOf(text: string): Partial<ExportFilter> {
  const [, name, value = ''] = /^([a-z]+)=([\s\S]*)$/.exec(text) ?? [];
  switch (name) {
    case 'status':
      return { statuses: value.split('|') };
    case 'sentiment':
      return { sentiments: value.split('|') };
    case 'text':
      return { text: value };
    case 'archived': {
      const archived = ARCHIVED.find((one) => one === value);
      if (archived) return { archived };
      throw wrong(`--filter archived= takes ${ARCHIVED.join(', ')}, not "${value}"`);
    }
    default:
      throw wrong(`--filter takes status=, sentiment=, archived= or text=, not "${text}"`);
  }
}

function wrong(what: string): Error {
  return new Error(`${what}. Nothing was written.\n\n${USAGE}`);
}
