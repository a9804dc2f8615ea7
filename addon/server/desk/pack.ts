/** Lines of leads as texts that fit into the cache: what is read at every letter of a search has to be small and quick to take apart. */
import type { LeadLine } from '../../model/desk/line.ts';
import { isLeadId } from '../../model/lead.ts';
import { utf8Length } from '../bytes.ts';

/** No text in a line holds a control character: see `linesOf`. */
const FIELD = '\u001f';
const LINE = '\u001e';

/** Raised when lines are packed in another way: what was packed before is then read as nothing. */
export const PACKING = 1;

/** The lines in as few texts as may be, none of more than so many bytes in UTF-8. */
export function packLines(lines: readonly LeadLine[], most: number): readonly string[] {
  const packs: string[] = [];
  let pack: string[] = [];
  let bytes = 0;
  for (const line of lines) {
    const text = packed(line);
    const size = utf8Length(text) + 1;
    if (bytes + size > most && pack.length > 0) {
      packs.push(pack.join(LINE));
      pack = [];
      bytes = 0;
    }
    pack.push(text);
    bytes += size;
  }
  if (pack.length > 0) packs.push(pack.join(LINE));
  return packs;
}

/** The lines again; null when these are none. */
export function unpackLines(packs: readonly string[]): readonly LeadLine[] | null {
  const lines: LeadLine[] = [];
  for (const pack of packs) {
    for (const text of pack.split(LINE)) {
      const line = unpacked(text.split(FIELD));
      if (!line) return null;
      lines.push(line);
    }
  }
  return lines;
}

function packed(line: LeadLine): string {
  const { lead, name, phone, email, postcode, status, sentiment, outcome, assignedTo } = line;
  const flags = [line.archived, line.manual, ...line.sent, line.hasReplied, line.hasCall];
  return [
    lead,
    name,
    phone,
    email,
    postcode,
    status,
    sentiment,
    outcome,
    assignedTo,
    flags.map((on) => (on ? '1' : '0')).join(''),
    line.m1,
    line.m2,
    line.m3,
    line.replied,
    line.answered,
    line.call,
    line.snippet,
  ].join(FIELD);
}

const FIELDS = 17;

function unpacked(parts: readonly string[]): LeadLine | null {
  const [lead = '', name = '', phone = '', email = '', postcode = '', status = '', sentiment = ''] = parts;
  const [outcome = '', assignedTo = '', flags = '', m1 = '', m2 = '', m3 = ''] = parts.slice(7);
  const [replied = '', answered = '', call = '', snippet = ''] = parts.slice(13);
  if (parts.length !== FIELDS || !isLeadId(lead) || flags.length !== 7) return null;
  const on = (at: number) => flags.charAt(at) === '1';
  return {
    lead,
    name,
    phone,
    email,
    postcode,
    status,
    sentiment,
    outcome,
    assignedTo,
    archived: on(0),
    manual: on(1),
    m1,
    m2,
    m3,
    sent: [on(2), on(3), on(4)],
    replied,
    hasReplied: on(5),
    answered,
    call,
    hasCall: on(6),
    snippet,
  };
}
