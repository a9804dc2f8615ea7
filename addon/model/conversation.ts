/** A conversation's text as messages, each with its speaker. Showing a lead's words as the agent's must never happen. */

/** `agent`: the AI. `colleague`: a person of the team, in manual mode. `lead`: everybody else. */
export type Speaker = 'agent' | 'colleague' | 'lead';

export interface Message {
  readonly speaker: Speaker;
  /** As the conversation names the speaker: `AI`, `MANUAL`, a lead's name. '' where a text has no header at all. */
  readonly name: string;
  /** `wallKey` (`2025-10-28T12:31`, UK wall clock); null where none is written. */
  readonly at: string | null;
  readonly text: string;
}
