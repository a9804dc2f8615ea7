/** Conversations as cells hold them, every format mixed, of made-up people; and what each of them says. */
import type { Message, Speaker } from '../../../addon/model/conversation.ts';

export interface Cell {
  readonly claim: string;
  readonly text: string;
  /** What the row says that the lead is called. */
  readonly names: readonly string[];
  readonly says: readonly Message[];
}

const A = 'agent';
const L = 'lead';
const C = 'colleague';

type Says = readonly [who: Speaker, name: string, at: string | null, text: string];

function cell(claim: string, names: readonly string[], text: string, ...says: readonly Says[]): Cell {
  return {
    claim,
    names,
    text,
    says: says.map(([speaker, name, at, said]) => ({ speaker, name, at, text: said })),
  };
}

const SAM = ['Sam', 'Sam Hughes'];

const formats: readonly Cell[] = [
  cell('an empty cell', SAM, ''),
  cell('blank lines alone', SAM, '\n  \n\n'),
  cell('a first message without a time', SAM, 'AI: Hi Sam!', [A, 'AI', null, 'Hi Sam!']),
  cell(
    'two sends without a time',
    SAM,
    'AI: Hi Sam!\nAI: Still there?',
    [A, 'AI', null, 'Hi Sam!'],
    [A, 'AI', null, 'Still there?'],
  ),
  cell('the time first, in brackets', SAM, '[12:31 28/10/2025] AI: Just checking in.', [
    A,
    'AI',
    '2025-10-28T12:31',
    'Just checking in.',
  ]),
  cell('the date first, with a comma', SAM, '[30/10/2025, 19:06] MANUAL: Alex here.', [
    C,
    'MANUAL',
    '2025-10-30T19:06',
    'Alex here.',
  ]),
  cell('the date first, without one', SAM, '[30/10/2025 19:06] Sam: Yes', [
    L,
    'Sam',
    '2025-10-30T19:06',
    'Yes',
  ]),
  cell('the name before the time', SAM, 'AI (30/10/2025 19:15): Great.', [
    A,
    'AI',
    '2025-10-30T19:15',
    'Great.',
  ]),
  cell('"Lead" before the time', SAM, 'Lead (30/10/2025 19:20): Thanks', [
    L,
    'Lead',
    '2025-10-30T19:20',
    'Thanks',
  ]),
  cell('"MANUAL" before the time', SAM, 'MANUAL (30/10/2025 19:20): Alex here', [
    C,
    'MANUAL',
    '2025-10-30T19:20',
    'Alex here',
  ]),
  cell('seconds', SAM, '[12:31:59 28/10/2025] Sam: Hm', [L, 'Sam', '2025-10-28T12:31', 'Hm']),
  cell('ISO, with a zone in summer', SAM, '[2025-07-01T11:31:00.000Z] Sam: Hm', [
    L,
    'Sam',
    '2025-07-01T12:31',
    'Hm',
  ]),
  cell('ISO, without a zone', SAM, '[2025-10-28 12:31] AI: Hm', [A, 'AI', '2025-10-28T12:31', 'Hm']),
  cell('a year of two digits', SAM, '[28/10/25, 12:31] Sam: Hm', [L, 'Sam', '2025-10-28T12:31', 'Hm']),
  cell('a clock of twelve hours', SAM, '[28/10/25, 7:06 pm] Sam: Hm', [L, 'Sam', '2025-10-28T19:06', 'Hm']),
  cell('midnight of twelve hours', SAM, '[28/10/2025, 12:06 AM] Sam: Hm', [
    L,
    'Sam',
    '2025-10-28T00:06',
    'Hm',
  ]),
  cell(
    'dots and dashes in a date',
    SAM,
    '[28.10.2025 12:31] Sam: a\nSam (28-10-2025 12:32): b',
    [L, 'Sam', '2025-10-28T12:31', 'a'],
    [L, 'Sam', '2025-10-28T12:32', 'b'],
  ),
  cell('single digits', SAM, '[9:05 1/2/2025] Sam: a', [L, 'Sam', '2025-02-01T09:05', 'a']),
  cell(
    'a time that no clock shows still parts the speakers',
    SAM,
    'AI: Hi\n[25:61 28/10/2025] Sam: stop',
    [A, 'AI', null, 'Hi'],
    [L, 'Sam', null, 'stop'],
  ),
  cell(
    'Windows line ends',
    SAM,
    'AI: Hi\r\n[12:32 28/10/2025] Sam: yes\r\nplease',
    [A, 'AI', null, 'Hi'],
    [L, 'Sam', '2025-10-28T12:32', 'yes\nplease'],
  ),
  cell(
    'no space after the colon',
    SAM,
    '[12:31 28/10/2025] AI:Hi\n[12:32 28/10/2025] Sam:Hello',
    [A, 'AI', '2025-10-28T12:31', 'Hi'],
    [L, 'Sam', '2025-10-28T12:32', 'Hello'],
  ),
  cell(
    'a header without words',
    SAM,
    '[12:31 28/10/2025] AI:\n[12:32 28/10/2025] Sam: ?',
    [A, 'AI', '2025-10-28T12:31', ''],
    [L, 'Sam', '2025-10-28T12:32', '?'],
  ),
  cell('words on the line below the header', SAM, '[12:32 28/10/2025] Sam:\nHello', [
    L,
    'Sam',
    '2025-10-28T12:32',
    'Hello',
  ]),
  cell(
    'an indented header with a time',
    SAM,
    'AI: Hi\n  [12:32 28/10/2025] Sam: yes',
    [A, 'AI', null, 'Hi'],
    [L, 'Sam', '2025-10-28T12:32', 'yes'],
  ),
  cell(
    'a mark that a phone puts before the line',
    SAM,
    'AI: Hi\n\u200e[30/10/2025, 19:06] Sam: yes',
    [A, 'AI', null, 'Hi'],
    [L, 'Sam', '2025-10-30T19:06', 'yes'],
  ),
  cell(
    'only a clock, before a name that is known',
    SAM,
    '[12:31] AI: Hi\nSam (12:32): yes',
    [A, 'AI', null, 'Hi'],
    [L, 'Sam', null, 'yes'],
  ),
  cell('only a day, before a name that is known', SAM, '[28/10/2025] Sam: yes', [
    L,
    'Sam',
    '2025-10-28T00:00',
    'yes',
  ]),
];

const mixed: readonly Cell[] = [
  cell(
    'every format in one cell, with blank lines',
    SAM,
    'AI: Hi Sam! Is this the same Sam that enquired about solar panels?\n[12:31 28/10/2025] AI: Just checking in one last time, Sam.\n[12:32 28/10/2025] Sam: Hi Sophie,\nI may come back to this next year\n\nThanks for chasing\nAI (30/10/2025 19:15): No rush.\nLead (30/10/2025 19:20): Ta\n[30/10/2025, 19:26] MANUAL: Alex here',
    [A, 'AI', null, 'Hi Sam! Is this the same Sam that enquired about solar panels?'],
    [A, 'AI', '2025-10-28T12:31', 'Just checking in one last time, Sam.'],
    [L, 'Sam', '2025-10-28T12:32', 'Hi Sophie,\nI may come back to this next year\n\nThanks for chasing'],
    [A, 'AI', '2025-10-30T19:15', 'No rush.'],
    [L, 'Lead', '2025-10-30T19:20', 'Ta'],
    [C, 'MANUAL', '2025-10-30T19:26', 'Alex here'],
  ),
  cell(
    'lines run together with gaps between',
    SAM,
    'AI (30/10/2025 19:15): Hi          Lead (30/10/2025 19:20): Yes          [30/10/2025, 19:26] MANUAL: Ok',
    [A, 'AI', '2025-10-30T19:15', 'Hi'],
    [L, 'Lead', '2025-10-30T19:20', 'Yes'],
    [C, 'MANUAL', '2025-10-30T19:26', 'Ok'],
  ),
  cell(
    'lines run together with tabs',
    SAM,
    '[12:31 28/10/2025] AI: Hi\t[12:32 28/10/2025] Sam: Yes',
    [A, 'AI', '2025-10-28T12:31', 'Hi'],
    [L, 'Sam', '2025-10-28T12:32', 'Yes'],
  ),
  cell(
    'blank lines between messages',
    SAM,
    'AI: Hi\n\n[12:32 28/10/2025] Sam: Yes\n\n\n[12:33 28/10/2025] AI: Great',
    [A, 'AI', null, 'Hi'],
    [L, 'Sam', '2025-10-28T12:32', 'Yes'],
    [A, 'AI', '2025-10-28T12:33', 'Great'],
  ),
  cell(
    'a talk written down without any time',
    SAM,
    'AI: Hi Sam\nSam: Yes?\nAI: When?\nSam: Monday',
    [A, 'AI', null, 'Hi Sam'],
    [L, 'Sam', null, 'Yes?'],
    [A, 'AI', null, 'When?'],
    [L, 'Sam', null, 'Monday'],
  ),
  cell(
    'the same with "Lead" and a colleague',
    [],
    'AI: Hi\nLead: Yes?\nMANUAL: Alex here\nLead: ok',
    [A, 'AI', null, 'Hi'],
    [L, 'Lead', null, 'Yes?'],
    [C, 'MANUAL', null, 'Alex here'],
    [L, 'Lead', null, 'ok'],
  ),
  cell(
    'the lead under the full name',
    SAM,
    'AI: Hi\nSam Hughes: Yes',
    [A, 'AI', null, 'Hi'],
    [L, 'Sam Hughes', null, 'Yes'],
  ),
  cell(
    'two people who answer from one phone',
    SAM,
    '[12:31 28/10/2025] Sam: Yes\n[12:32 28/10/2025] Priya: No!',
    [L, 'Sam', '2025-10-28T12:31', 'Yes'],
    [L, 'Priya', '2025-10-28T12:32', 'No!'],
  ),
  cell(
    'words before any header are nobody’s but the lead’s',
    SAM,
    'Please call me\n[12:31 28/10/2025] AI: Will do',
    [L, '', null, 'Please call me'],
    [A, 'AI', '2025-10-28T12:31', 'Will do'],
  ),
  cell('a text without any header', SAM, 'Please call me\n\nafter six', [
    L,
    '',
    null,
    'Please call me\n\nafter six',
  ]),
  cell('a message that begins with blank lines', SAM, '[12:31 28/10/2025] AI: \n\nHi Sam', [
    A,
    'AI',
    '2025-10-28T12:31',
    'Hi Sam',
  ]),
];

const names: readonly Cell[] = [
  cell(
    'Aisha is not the agent',
    ['Aisha'],
    'AI: Hi Aisha\n[12:32 28/10/2025] Aisha: Hello',
    [A, 'AI', null, 'Hi Aisha'],
    [L, 'Aisha', '2025-10-28T12:32', 'Hello'],
  ),
  cell('Aisha, nobody knows her', [], '[12:32 28/10/2025] AISHA: Hello', [
    L,
    'AISHA',
    '2025-10-28T12:32',
    'Hello',
  ]),
  cell(
    'Kai',
    ['Kai'],
    'Kai: yes\nKai (28/10/2025 12:32): no',
    [L, 'Kai', null, 'yes'],
    [L, 'Kai', '2025-10-28T12:32', 'no'],
  ),
  cell(
    'Ai, spelled as a name',
    ['Ai'],
    'AI: Hi Ai\n[12:32 28/10/2025] Ai: Hello\nAi: again',
    [A, 'AI', null, 'Hi Ai'],
    [L, 'Ai', '2025-10-28T12:32', 'Hello'],
    [L, 'Ai', null, 'again'],
  ),
  cell('ai in small letters', [], '[12:32 28/10/2025] ai: Hello', [L, 'ai', '2025-10-28T12:32', 'Hello']),
  cell(
    'AI Smith by the full name',
    ['AI', 'AI Smith'],
    'AI: Hi\n[12:32 28/10/2025] AI Smith: Hello\nAI: quoted',
    [A, 'AI', null, 'Hi'],
    [L, 'AI Smith', '2025-10-28T12:32', 'Hello\nAI: quoted'],
  ),
  cell(
    'AI Smith, nobody knows the name',
    [],
    '[12:32 28/10/2025] AI Smith: Hello\nAI Smith (28/10/2025 12:33): more',
    [L, 'AI Smith', '2025-10-28T12:32', 'Hello'],
    [L, 'AI Smith', '2025-10-28T12:33', 'more'],
  ),
  cell(
    'a lead who is called AI, and nobody else speaks',
    ['AI', 'AI Okafor'],
    '[12:31 28/10/2025] AI: Hi\n[12:32 28/10/2025] AI: Hello',
    [L, 'AI', '2025-10-28T12:31', 'Hi'],
    [L, 'AI', '2025-10-28T12:32', 'Hello'],
  ),
  cell('a lead who is called MANUAL', ['MANUAL'], 'MANUAL: Hola', [L, 'MANUAL', null, 'Hola']),
  cell(
    'Manuel and Manual',
    ['Manuel'],
    '[12:31 28/10/2025] Manuel: Hola\n[12:32 28/10/2025] Manual: Hi',
    [L, 'Manuel', '2025-10-28T12:31', 'Hola'],
    [L, 'Manual', '2025-10-28T12:32', 'Hi'],
  ),
  cell(
    'a colon in a known name',
    ['AI: Smith'],
    'AI: Hi\n[12:32 28/10/2025] AI: Smith: Hello\nAI: Smith: more',
    [A, 'AI', null, 'Hi'],
    [L, 'AI: Smith', '2025-10-28T12:32', 'Hello'],
    [L, 'AI: Smith', null, 'more'],
  ),
  cell('a colon in a name before the time', [], 'Dr: Who (28/10/2025 12:32): Hello', [
    L,
    'Dr: Who',
    '2025-10-28T12:32',
    'Hello',
  ]),
  cell('brackets in a name', [], '[12:32 28/10/2025] [Sam] Hughes: Hello', [
    L,
    '[Sam] Hughes',
    '2025-10-28T12:32',
    'Hello',
  ]),
  cell('brackets in a name before the time', [], 'Sam [AI] (28/10/2025 12:32): Hello', [
    L,
    'Sam [AI]',
    '2025-10-28T12:32',
    'Hello',
  ]),
  cell(
    'parentheses in a name',
    ['Sam (AI)'],
    'Sam (AI) (28/10/2025 12:32): Hello\nSam (AI): more',
    [L, 'Sam (AI)', '2025-10-28T12:32', 'Hello'],
    [L, 'Sam (AI)', null, 'more'],
  ),
  cell(
    'a name in parentheses after AI',
    [],
    '[12:32 28/10/2025] AI (Sam): Hello\nAI (Sam) (28/10/2025 12:33): more',
    [L, 'AI (Sam)', '2025-10-28T12:32', 'Hello'],
    [L, 'AI (Sam)', '2025-10-28T12:33', 'more'],
  ),
  cell(
    'an emoji in a name',
    ['Sam 🌞'],
    'AI: Hi\nSam 🌞: yes\n[12:32 28/10/2025] 🌞: Hello',
    [A, 'AI', null, 'Hi'],
    [L, 'Sam 🌞', null, 'yes'],
    [L, '🌞', '2025-10-28T12:32', 'Hello'],
  ),
  cell(
    'an apostrophe and a hyphen',
    ["Siobhán O'Neill-Smith"],
    "Siobhán O'Neill-Smith: hi\n[12:32 28/10/2025] D’Arcy: Hello",
    [L, "Siobhán O'Neill-Smith", null, 'hi'],
    [L, 'D’Arcy', '2025-10-28T12:32', 'Hello'],
  ),
  cell(
    'digits in a name, and a phone for one',
    ['Sam2'],
    'Sam2: hi\n[12:32 28/10/2025] +447700900123: Hello',
    [L, 'Sam2', null, 'hi'],
    [L, '+447700900123', '2025-10-28T12:32', 'Hello'],
  ),
  cell(
    'a name that a pattern would take for its own',
    ['S.m', '(.*)'],
    'AI: Hi\nSam: not a header here\nS.m: yes\n(.*): also',
    [A, 'AI', null, 'Hi\nSam: not a header here'],
    [L, 'S.m', null, 'yes'],
    [L, '(.*)', null, 'also'],
  ),
  cell(
    'letters of other scripts',
    ['Ольга'],
    'AI: Hi\nОльга: да\n[12:32 28/10/2025] 美: 你好',
    [A, 'AI', null, 'Hi'],
    [L, 'Ольга', null, 'да'],
    [L, '美', '2025-10-28T12:32', '你好'],
  ),
  cell('Cyrillic letters that look like AI', [], '[12:32 28/10/2025] АI: Hello', [
    L,
    'АI',
    '2025-10-28T12:32',
    'Hello',
  ]),
  cell(
    'a name that ends another',
    ['Sam'],
    'AI: Hi\nUncle Sam: no header\nSam: yes',
    [A, 'AI', null, 'Hi\nUncle Sam: no header'],
    [L, 'Sam', null, 'yes'],
  ),
  cell(
    'a name in other cases than in the row',
    ['priya', 'priya PATEL'],
    'AI: Hi\nPriya: yes\nAI: Great\nPriya Patel: when?\nLEAD: hello',
    [A, 'AI', null, 'Hi'],
    [L, 'Priya', null, 'yes'],
    [A, 'AI', null, 'Great'],
    [L, 'Priya Patel', null, 'when?'],
    [L, 'LEAD', null, 'hello'],
  ),
  cell(
    'Ai in small letters, beside the agent',
    ['Ai'],
    'AI: Hi\nai: yes\nAI: Great',
    [A, 'AI', null, 'Hi'],
    [L, 'ai', null, 'yes'],
    [A, 'AI', null, 'Great'],
  ),
  cell('a blank name in the row', ['', ' '], 'AI: Hi\n: nothing', [A, 'AI', null, 'Hi\n: nothing']),
];

const nearly: readonly Cell[] = [
  cell(
    'a price, an address, a clock',
    SAM,
    '[12:32 28/10/2025] Sam: Got this\nPrice: £500\nhttps://example.com: this page\n12:30 works\nTo: me',
    [
      L,
      'Sam',
      '2025-10-28T12:32',
      'Got this\nPrice: £500\nhttps://example.com: this page\n12:30 works\nTo: me',
    ],
  ),
  cell(
    'the agent’s own lists',
    SAM,
    '[12:31 28/10/2025] AI: Two options:\nOption 1: panels\nNote: no cost\n[12:32 28/10/2025] Sam: 1',
    [A, 'AI', '2025-10-28T12:31', 'Two options:\nOption 1: panels\nNote: no cost'],
    [L, 'Sam', '2025-10-28T12:32', '1'],
  ),
  cell(
    'a lead who quotes the agent',
    SAM,
    '[12:32 28/10/2025] Sam: You wrote\nAI: that is what your bot said\nand I never asked for it',
    [L, 'Sam', '2025-10-28T12:32', 'You wrote\nAI: that is what your bot said\nand I never asked for it'],
  ),
  cell('a lead who quotes after a blank line', SAM, 'Lead (28/10/2025 12:32): see\n\nAI: buy now', [
    L,
    'Lead',
    '2025-10-28T12:32',
    'see\n\nAI: buy now',
  ]),
  cell('a lead who quotes a colleague', SAM, '[12:32 28/10/2025] Sam: ok\nMANUAL: I will call', [
    L,
    'Sam',
    '2025-10-28T12:32',
    'ok\nMANUAL: I will call',
  ]),
  cell(
    'after the quotation the next header ends it',
    SAM,
    '[12:32 28/10/2025] Sam: ok\nAI: x\n[12:33 28/10/2025] AI: y',
    [L, 'Sam', '2025-10-28T12:32', 'ok\nAI: x'],
    [A, 'AI', '2025-10-28T12:33', 'y'],
  ),
  cell('AI in the middle of a line', SAM, '[12:32 28/10/2025] Sam: is this AI: or a person?', [
    L,
    'Sam',
    '2025-10-28T12:32',
    'is this AI: or a person?',
  ]),
  cell('an indented AI without a time', SAM, '[12:32 28/10/2025] AI: one\n  AI: two', [
    A,
    'AI',
    '2025-10-28T12:32',
    'one\n  AI: two',
  ]),
  cell('a remark in brackets', SAM, 'AI: Hi\n[see photo] thanks: yes', [
    A,
    'AI',
    null,
    'Hi\n[see photo] thanks: yes',
  ]),
  cell('a time in brackets and no name', SAM, '[12:32 28/10/2025] Sam: call\n[12:30 29/10/2025] or later', [
    L,
    'Sam',
    '2025-10-28T12:32',
    'call\n[12:30 29/10/2025] or later',
  ]),
  cell(
    'a time in brackets before another time',
    SAM,
    '[12:32 28/10/2025] Sam: free\n[12:30 29/10/2025] 14:30',
    [L, 'Sam', '2025-10-28T12:32', 'free\n[12:30 29/10/2025] 14:30'],
  ),
  cell(
    'a clock in brackets before what is no known name',
    SAM,
    '[12:31 28/10/2025] AI: Slots\n[12:30] Monday: free',
    [A, 'AI', '2025-10-28T12:31', 'Slots\n[12:30] Monday: free'],
  ),
  cell(
    'a quotation in the middle of a line',
    SAM,
    '[12:32 28/10/2025] Sam: you said [12:31 28/10/2025] AI: free panels',
    [L, 'Sam', '2025-10-28T12:32', 'you said [12:31 28/10/2025] AI: free panels'],
  ),
  cell('a smiley after the name', SAM, '[12:31 28/10/2025] AI: Hi\nSam:)', [
    A,
    'AI',
    '2025-10-28T12:31',
    'Hi\nSam:)',
  ]),
  cell(
    'a sentence that begins with the lead’s name',
    SAM,
    '[12:31 28/10/2025] AI: Hello\nSam, one thing: ok?',
    [A, 'AI', '2025-10-28T12:31', 'Hello\nSam, one thing: ok?'],
  ),
  cell(
    '"AI" and a space before the colon',
    SAM,
    'AI : Hi\n[12:31 28/10/2025] AI : Hi',
    [L, '', null, 'AI : Hi'],
    [A, 'AI', '2025-10-28T12:31', 'Hi'],
  ),
  cell(
    'a date in parentheses and no colon',
    SAM,
    '[12:32 28/10/2025] Sam: my quote (30/10/2025 19:15) was fine',
    [L, 'Sam', '2025-10-28T12:32', 'my quote (30/10/2025 19:15) was fine'],
  ),
  cell(
    'a long sentence before a date in parentheses',
    SAM,
    'AI: Hi\nWhat I said to your colleague on the phone when you rang me up again (30/10/2025 19:15): no',
    [
      A,
      'AI',
      null,
      'Hi\nWhat I said to your colleague on the phone when you rang me up again (30/10/2025 19:15): no',
    ],
  ),
];

export const CORPUS: readonly Cell[] = [...formats, ...mixed, ...names, ...nearly];
