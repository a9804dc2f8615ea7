/** Whose words are whose, in every format that cells hold. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Message, readConversation } from '../../../addon/model/conversation.ts';
import { CORPUS } from './corpus.ts';

describe('every message of the corpus has its speaker, its time and its words', () => {
  test.each(CORPUS)('$claim', ({ text, names, says }) => {
    expect(readConversation(text, names)).toEqual(says);
  });

  test('and no cell of it loses a letter', () => {
    for (const { text, names } of CORPUS) expect(lostFrom(text, readConversation(text, names))).toBe('');
  });
});

/** What stands in a text beside the messages' words and one header for each, blanks apart. */
function lostFrom(text: string, messages: readonly Message[]): string {
  const bare = (one: string) => one.replace(/[\s\u200e]/g, '');
  let left = bare(text);
  for (const { name, text: said } of messages) {
    const who = bare(name).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    if (name !== '') left = left.replace(new RegExp(`^(?:\\[[^\\]]*\\])?${who}(?:\\([^()]*\\))?:`), '');
    if (!left.startsWith(bare(said))) return left;
    left = left.slice(bare(said).length);
  }
  return left;
}

const two = (n: number) => String(n).padStart(2, '0');
const at = fc
  .record({
    day: fc.integer({ min: 1, max: 28 }),
    month: fc.integer({ min: 1, max: 12 }),
    hour: fc.integer({ min: 0, max: 23 }),
    minute: fc.integer({ min: 0, max: 59 }),
  })
  .map(({ day, month, hour, minute }) => `2025-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`);

const LEADS = [
  'Sam',
  'Aisha',
  'AI Smith',
  'Kai',
  'Dr: Who',
  'O’Neill [work]',
  'Sam (AI)',
  'Zoë 🌞',
  'Sam2',
  'Lead',
];
const line = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'abcdefgAI:()[]0123456789 £?!/’é🌞'), maxLength: 24 }),
  fc.constantFrom(
    '',
    'Price: £500',
    '[see photo] thanks',
    'https://example.com/a: b',
    '12:30',
    'AIs: many',
    'see you (12:30)',
  ),
);
const words = fc
  .array(line, { minLength: 1, maxLength: 4 })
  .map((lines) => lines.join('\n').trim())
  // What is a header on purpose is the corpus's matter.
  .filter((text) => readConversation(`AI: x\n${text}`, LEADS).length === 1 && !/ {2}|\t/.test(text));

const message: fc.Arbitrary<Message> = fc
  .record({
    name: fc.constantFrom('AI', 'AI', 'MANUAL', ...LEADS),
    at,
    text: words,
  })
  .map(({ name, ...said }) => ({
    ...said,
    name,
    speaker: name === 'AI' ? 'agent' : name === 'MANUAL' ? 'colleague' : 'lead',
  }));

const FORMATS: readonly ((said: Message, time: string, date: string) => string)[] = [
  ({ name, text }, time, date) => `[${time} ${date}] ${name}: ${text}`,
  ({ name, text }, time, date) => `[${date}, ${time}] ${name}: ${text}`,
  ({ name, text }, time, date) => `${name} (${date} ${time}): ${text}`,
  ({ name, text }) => `${name}: ${text}`,
];
const PLAIN = FORMATS.length - 1;

/** A talk, each message in a format of its own; what has no time is the team's before the first reply, or the lead's. */
const talk = fc
  .array(fc.tuple(message, fc.nat({ max: PLAIN }), fc.constantFrom('\n', '\n\n', '\n \n\n')), {
    maxLength: 8,
  })
  .map((said) => {
    let replied = false;
    return said.map(([one, wanted, gap]) => {
      const format = wanted === PLAIN && one.speaker !== 'lead' && replied ? 0 : wanted;
      replied ||= one.speaker === 'lead' && format !== PLAIN;
      return { said: format === PLAIN ? { ...one, at: null } : one, format, gap };
    });
  });

function written({ said, format, gap }: { said: Message; format: number; gap: string }): string {
  const [date = '', time = ''] = (said.at ?? '').split('T');
  const day = date.split('-').reverse().join('/');
  return (FORMATS[format]?.(said, time, day) ?? '') + gap;
}

describe('for any talk', () => {
  test('what is written in any mix of formats is read back as it was', () => {
    fc.assert(
      fc.property(talk, (parts) => {
        expect(readConversation(parts.map(written).join(''), LEADS)).toEqual(parts.map(({ said }) => said));
      }),
    );
  });

  const anyText = fc
    .array(
      fc.oneof(
        line,
        fc.constantFrom(
          'AI: ',
          'AI',
          '\n',
          '\n',
          '[12:31 28/10/2025] ',
          'Sam: ',
          ' (30/10/2025 19:15): ',
          '  ',
          'MANUAL: ',
        ),
      ),
      { maxLength: 14 },
    )
    .map((parts) => parts.join(''));

  test('nothing is the agent’s that has no header of the agent’s', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const headers = text.match(/AI(?=\s*:|\s?\()/g)?.length ?? 0;
        const agents = readConversation(text, LEADS).filter(({ speaker }) => speaker === 'agent');
        expect(agents.length).toBeLessThanOrEqual(headers);
        expect(agents.every(({ name }) => name === 'AI')).toBe(true);
        const none = text.replace(/AI/g, 'Al');
        expect(readConversation(none, LEADS).some(({ speaker }) => speaker === 'agent')).toBe(false);
      }),
    );
  });

  test('no letter is lost: what is in no message is a header', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(lostFrom(text, readConversation(text, LEADS))).toBe('');
      }),
    );
  });

  test('fifty thousand letters of it are read at once', () => {
    const text = '[12:31 28/10/2025] AI: a  b ( [ \n'.repeat(1_600);
    const before = performance.now();
    expect(readConversation(text, LEADS)).toHaveLength(1_600);
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});
