/** How a file was read, shown on its own first rows: encoding, delimiter, sheet and headings, each changeable. */
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { count } from '../../ui/words.ts';
import { ENCODING_NAMES, ENCODINGS } from '../file/decode.ts';
import type { How } from '../file/read.ts';
import { Frame } from '../frame.tsx';
import type { ReadySource } from '../wizard.ts';

interface HowReadProps {
  readonly source: ReadySource;
  readonly onHow: (how: How) => void;
  readonly onBack: () => void;
  readonly onward: () => void;
}

export function HowRead({ source, onHow, onBack, onward }: HowReadProps) {
  const { file } = source;
  return (
    <Frame
      title="Is this how the file should be read?"
      intro={
        <>
          <b>{file.name}</b>: {count(file.rows.length, 'row')} and {count(file.headers.length, 'column')}. If
          letters look wrong or the cells stand in the wrong places, change it here.
        </>
      }
      back={<Button onClick={onBack}>Choose another file</Button>}
      onward={
        <Button look="primary" onClick={onward}>
          Go on to the columns
        </Button>
      }
    >
      <section class="card padded hows" aria-label="How the file is read">
        <Hows source={source} onHow={onHow} />
      </section>
      {file.notes.length > 0 ? (
        <div class="notes" role="status">
          {file.notes.map((note) => (
            <Notice key={note} tone="info">
              {note}
            </Notice>
          ))}
        </div>
      ) : null}
      <Top source={source} />
    </Frame>
  );
}

const DELIMITERS: readonly (readonly [string, string])[] = [
  [',', 'Comma ,'],
  ['\t', 'Tab'],
  [';', 'Semicolon ;'],
  ['|', 'Bar |'],
];

function Hows({ source, onHow }: Pick<HowReadProps, 'source' | 'onHow'>) {
  const { how, file } = source;
  const { encoding, delimiter, sheets, sheet, heading, top } = file.read;
  // What stood in a row of one sheet or of one way to cut the text says nothing about another.
  const { heading: _heading, ...anew } = how;
  const known = DELIMITERS.some(([sign]) => sign === delimiter);
  return (
    <>
      {encoding === null ? null : (
        <Pick
          label="Encoding"
          value={encoding}
          options={ENCODINGS.map((one) => [one, ENCODING_NAMES[one]])}
          onPick={(value) => {
            const chosen = ENCODINGS.find((one) => one === value);
            if (chosen) onHow({ ...anew, encoding: chosen });
          }}
        />
      )}
      {delimiter === null ? null : (
        <Pick
          label="Cells are parted by"
          value={delimiter}
          options={known ? DELIMITERS : [...DELIMITERS, [delimiter, delimiter]]}
          onPick={(value) => onHow({ ...anew, delimiter: value })}
        />
      )}
      {sheet === null ? null : (
        <Pick
          label="Sheet"
          value={sheet}
          options={sheets.map((name) => [name, name])}
          onPick={(value) => onHow({ ...anew, sheet: value })}
        />
      )}
      <Pick
        label="Headings"
        value={heading === null ? 'none' : String(heading)}
        options={[
          ...top.map((_cells, index): readonly [string, string] => {
            const row = String(index + 1 + firstOf(source));
            return [row, `In row ${row}`];
          }),
          ['none', 'There are none'],
        ]}
        onPick={(value) => onHow({ ...how, heading: value === 'none' ? 'none' : Number(value) })}
      />
    </>
  );
}

/** Rows of the file before the first that is shown, as Excel's `sep=;`. */
function firstOf({ file }: ReadySource): number {
  return file.read.skipped;
}

interface PickProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly onPick: (value: string) => void;
}

function Pick({ label, value, options, onPick }: PickProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onPick(event.currentTarget.value)}>
        {options.map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Columns that are shown; the others go the same way. */
const MOST_COLUMNS = 30;
const MOST_ROWS = 12;

function Top({ source }: { readonly source: ReadySource }) {
  const { heading, top } = source.file.read;
  const rows = top.slice(0, Math.max(MOST_ROWS, (heading ?? 0) + 4));
  const width = Math.min(MOST_COLUMNS, Math.max(...rows.map((cells) => cells.length)));
  const columns = Array.from({ length: width }, (_column, index) => index);
  return (
    // A box that scrolls has to be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways
    <section class="card top-rows" aria-label="The file’s first rows" tabIndex={0}>
      <table>
        <tbody>
          {rows.map((cells, index) => {
            const row = index + 1 + firstOf(source);
            const is =
              heading === null ? '' : row === heading ? 'is-heading' : row < heading ? 'is-above' : '';
            return (
              <tr key={row} class={is}>
                <th scope="row">{row}</th>
                {columns.map((column) => (
                  <td key={column}>{(cells[column] ?? '').slice(0, 60)}</td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
