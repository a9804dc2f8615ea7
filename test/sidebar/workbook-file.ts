/** Small .xlsx files for tests, part by part, as Excel writes them. */
import { strToU8, zipSync } from 'fflate';

/** One cell's XML without its place: `<c{place} …>`. */
export type CellXml = string;

export interface WorkbookParts {
  readonly sheets: readonly {
    readonly name: string;
    readonly hidden?: boolean;
    /** Rows of `<c …>` elements, written with their own references. */
    readonly xml: string;
  }[];
  readonly shared?: readonly string[];
  /** Number format codes of the cell styles 1, 2, …; style 0 is General. A number is a built-in format's. */
  readonly styles?: readonly (string | number)[];
  readonly date1904?: boolean;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export function workbookOf({
  sheets,
  shared = [],
  styles = [],
  date1904 = false,
}: WorkbookParts): Uint8Array {
  const own = styles.flatMap((code, n) => (typeof code === 'string' ? [{ id: 164 + n, code }] : []));
  const idOf = (code: string | number, n: number) => (typeof code === 'number' ? code : 164 + n);
  return zipSync({
    '[Content_Types].xml': strToU8(`${HEAD}<Types/>`),
    'xl/workbook.xml': strToU8(
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${sheets
        .map(
          ({ name, hidden }, n) =>
            `<sheet name="${name}" sheetId="${n + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${n + 1}"/>`,
        )
        .join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `${HEAD}<Relationships>${sheets.map((_, n) => `<Relationship Id="rId${n + 1}" Target="worksheets/sheet${n + 1}.xml"/>`).join('')}</Relationships>`,
    ),
    'xl/sharedStrings.xml': strToU8(`${HEAD}<sst xmlns="${MAIN}">${shared.join('')}</sst>`),
    'xl/styles.xml': strToU8(
      `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts>${own.map(({ id, code }) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`).join('')}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${styles.map((code, n) => `<xf numFmtId="${idOf(code, n)}"/>`).join('')}</cellXfs></styleSheet>`,
    ),
    ...Object.fromEntries(
      sheets.map(({ xml }, n) => [
        `xl/worksheets/sheet${n + 1}.xml`,
        strToU8(`${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${xml}</sheetData></worksheet>`),
      ]),
    ),
  });
}
