/** A lead's conversation as one list, whoever keeps it. */
import type { LeadBackground, LeadCard } from '../../../answers/lead.ts';
import type { Speaker } from '../../../model/conversation.ts';
import { isoToWall, wallKey } from '../../../model/time.ts';
import type { StoredMessage } from '../../../model/wire.ts';
import { count } from '../../ui/words.ts';
import { whoIs } from './words.ts';

export interface Said {
  readonly speaker: Speaker;
  /** As people call the speaker. */
  readonly who: string;
  /** `wallKey`, UK wall clock; null where none is written. */
  readonly at: string | null;
  readonly text: string;
  /** M1, M2, M3, or ''. */
  readonly template: string;
}

export interface Talk {
  readonly said: readonly Said[];
  /** Where it is from, and what is not in it. */
  readonly source: string;
}

/** The document's own messages where it has any, else what the cell says. `background` null: not told yet. */
export function talkOf(card: LeadCard, background: LeadBackground | null): Talk {
  const stored = background?.messages ?? [];
  const lead = whoIs(card);
  if (stored.length > 0) {
    const unread = background?.unreadMessages ?? 0;
    const missing = unread === 0 ? '' : ` ${count(unread, 'entry', 'entries')} there cannot be read.`;
    return {
      said: stored.map((one) => ofDocument(one, lead)),
      source: `From the lead’s document in Sanity.${missing}`,
    };
  }
  const said = card.messages.map(({ speaker, name, at, text }) => ({
    speaker,
    who: nameOf(speaker, speaker === 'lead' && name !== 'Lead' ? name : '', lead),
    at,
    text,
    template: '',
  }));
  const cut = card.shortened ? ' The cell holds only its beginning; the whole is in Sanity.' : '';
  return { said, source: `From the cell “Conversation History”.${cut}` };
}

const SPEAKERS: { readonly [S in StoredMessage['sender']]: Speaker } = {
  ai: 'agent',
  manual: 'colleague',
  customer: 'lead',
};

function ofDocument({ at, sender, senderName, content, template }: StoredMessage, lead: string): Said {
  const speaker = SPEAKERS[sender];
  const wall = at === null ? null : isoToWall(at);
  return {
    speaker,
    who: nameOf(speaker, senderName.trim(), lead),
    at: wall ? wallKey(wall) : null,
    text: content,
    template,
  };
}

/** The role is always said: a name alone would not tell a machine's words from a person's. */
function nameOf(speaker: Speaker, name: string, lead: string): string {
  switch (speaker) {
    case 'agent':
      return name === '' || name === 'AI' ? 'AI agent' : `${name} · AI agent`;
    case 'colleague':
      return name === '' || name === 'MANUAL' ? 'Colleague' : `${name} · colleague`;
    case 'lead':
      return name === '' ? lead : name;
  }
}
