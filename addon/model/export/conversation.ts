/** What was said to and by a lead, as rows: from its messages where the document has any, else from its text. */
import { readConversation } from '../conversation.ts';
import type { ExportedLead } from '../wire.ts';
import { textOf, wallText } from './text.ts';

export interface Line {
  /** UK time; '' where none is known. */
  readonly time: string;
  /** `Agent`, `Colleague`, `Lead`, with the name that the conversation gives. */
  readonly speaker: string;
  readonly name: string;
  readonly text: string;
}

const STORED = { ai: 'Agent', manual: 'Colleague', customer: 'Lead' } as const;
const READ = { agent: 'Agent', colleague: 'Colleague', lead: 'Lead' } as const;

/** A lead's messages, oldest first. */
export function linesOf({ lead, messages }: ExportedLead): readonly Line[] {
  if (messages.length > 0) {
    return messages.map(({ at, sender, senderName, content }) => {
      return {
        time: at === null ? '' : wallText(at),
        speaker: STORED[sender],
        name: senderName,
        text: content,
      };
    });
  }
  const { conversationHistory, firstName, secondName } = lead.fields;
  const first = textOf('firstName', firstName);
  const names = [first, `${first} ${textOf('secondName', secondName)}`];
  const read = readConversation(textOf('conversationHistory', conversationHistory), names);
  return read.map(({ at, speaker, name, text }) => {
    return { time: (at ?? '').replace('T', ' '), speaker: READ[speaker], name, text };
  });
}
