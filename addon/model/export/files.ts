/** The files that an export makes: what each is called and what it says; and what was left out, in numbers. */
import { csvText } from './csv.ts';
import { jsonText, ndjsonText, nestedOf } from './nested.ts';
import { type ExportKind, type ExportOrder, isWanted, type NamedLead } from './order.ts';
import { inOrder, type SheetCells, sheetsOf } from './sheets.ts';
import { type Table, tablesOf } from './tables.ts';

/** A file; .xlsx is made of its sheets by whoever can. */
export type ExportFile =
  | { readonly name: string; readonly type: string; readonly text: string }
  | { readonly name: string; readonly type: string; readonly sheets: readonly SheetCells[] };

export interface ExportFiles {
  readonly files: readonly ExportFile[];
  /** Leads that the files tell of. */
  readonly leads: number;
  /** Rows by kind; null for formats that have none. */
  readonly rows: readonly { readonly kind: ExportKind; readonly count: number }[];
  /** Texts that Excel could not hold whole. */
  readonly cut: number;
  /** Entries of conversations that nobody can read, and that no file has. */
  readonly unreadMessages: number;
}

const TYPES = {
  csv: 'text/csv;charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
  ndjson: 'application/x-ndjson',
} as const;

/** `base` is what the files are called, without what tells one from another. Throws where Excel cannot hold it. */
export function filesOf(leads: readonly NamedLead[], given: ExportOrder, base: string): ExportFiles {
  const order = { ...given, kinds: inOrder(given.kinds) };
  const { format } = order;
  const type = TYPES[format];
  const wanted = leads.filter(({ exported }) => isWanted(exported, order.filter));
  const unreadMessages = wanted.reduce((sum, { exported }) => sum + exported.unreadMessages, 0);
  const tables = tablesOf(leads, order);
  const rows = tables.map((table) => ({ kind: table.kind, count: table.rows.length }));
  switch (format) {
    case 'csv': {
      const name = ({ kind }: Table) => `${base}${tables.length > 1 ? ` - ${kind}` : ''}.csv`;
      return {
        files: tables.map((one) => ({ name: name(one), type, text: csvText(one) })),
        leads: wanted.length,
        unreadMessages,
        rows,
        cut: 0,
      };
    }
    case 'xlsx': {
      const { sheets, cut } = sheetsOf(tables);
      return {
        files: [{ name: `${base}.xlsx`, type, sheets }],
        leads: wanted.length,
        unreadMessages,
        rows,
        cut,
      };
    }
    case 'json':
    case 'ndjson': {
      const objects = nestedOf(leads, order);
      const text = format === 'json' ? jsonText(objects) : ndjsonText(objects);
      return {
        files: [{ name: `${base}.${format}`, type, text }],
        leads: wanted.length,
        unreadMessages,
        rows,
        cut: 0,
      };
    }
  }
}

/** `Solar March - leads - 2026-11-23`; a campaign's name may hold signs that no file's may. */
export function baseName(campaign: string, kinds: readonly ExportKind[], at: Date): string {
  const plain = campaign
    .replace(/[\\/:*?"<>|]+/g, ' ')
    .replace(/[\s.]+/g, ' ')
    .trim();
  const what = kinds.length === 1 ? kinds[0] : 'export';
  return `${plain === '' ? 'Campaign' : plain.slice(0, 80)} - ${what} - ${at.toISOString().slice(0, 10)}`;
}
