/** The conversation as a timeline: who said what and when, the newest in view. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';
import { number } from '../../ui/words.ts';
import { dayOf } from './days.ts';
import type { Said, Talk } from './talk.ts';

/** Messages that are shown at first, and added at a time. */
const PAGE = 20;

interface TimelineProps {
  readonly talk: Talk;
  readonly now: number;
  /** True: Sanity is being asked whether it holds more. */
  readonly looking: boolean;
}

export function Timeline({ talk, now, looking }: TimelineProps) {
  const { said, source } = talk;
  const [shown, setShown] = useState(PAGE);
  const box = useRef<HTMLDivElement>(null);
  /** How far the newest was from the top before earlier ones came above it. */
  const fromEnd = useRef(0);
  useLayoutEffect(() => {
    const node = box.current;
    if (node) node.scrollTop = node.scrollHeight - fromEnd.current;
    fromEnd.current = 0;
  }, [shown, said.length]);
  const hidden = Math.max(0, said.length - shown);
  const visible = said.slice(hidden);
  return (
    <section class="section" aria-labelledby="talk-title">
      <h2 class="section-title" id="talk-title">
        Conversation
        {said.length > 0 ? <span class="section-count">{number(said.length)}</span> : null}
      </h2>
      <div class="card talk">
        {said.length === 0 ? (
          <p class="talk-none">{looking ? 'Looking for messages…' : 'Nothing was said yet.'}</p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard.
          <section class="talk-box" ref={box} tabIndex={0} aria-label="Messages, the newest last">
            {hidden > 0 ? (
              <Button
                look="quiet"
                wide
                onClick={() => {
                  fromEnd.current = (box.current?.scrollHeight ?? 0) - (box.current?.scrollTop ?? 0);
                  setShown(shown + PAGE);
                }}
              >
                Show {number(Math.min(PAGE, hidden))} earlier of {number(hidden)}
              </Button>
            ) : null}
            <ol class="talk-list">
              {visible.map((one, n) => (
                <MessageItem key={hidden + n} said={one} day={dayBefore(visible, n, now)} />
              ))}
            </ol>
          </section>
        )}
      </div>
      <p class="small talk-source">
        {said.length === 0 ? null : source} {looking && said.length > 0 ? 'Asking Sanity for more…' : null}
      </p>
    </section>
  );
}

/** The day, where a message is the first of it. */
function dayBefore(said: readonly Said[], n: number, now: number): string | null {
  const day = said[n]?.at?.slice(0, 10);
  if (day === undefined) return null;
  const earlier = said.slice(0, n).flatMap(({ at }) => at ?? []);
  const before = earlier[earlier.length - 1]?.slice(0, 10);
  return before === day ? null : dayOf(day, now);
}

function MessageItem({ said, day }: { readonly said: Said; readonly day: string | null }) {
  const { speaker, who, at, text, template } = said;
  return (
    <>
      {day === null ? null : <li class="talk-day">{day}</li>}
      <li class={`said said-${speaker}`}>
        <p class="said-who">
          <strong>{who}</strong>
          {template === '' ? null : <span class="said-template">{template}</span>}
          {at === null ? null : <time>{at.slice(11)}</time>}
        </p>
        <p class="said-text">{text === '' ? '(no words)' : text}</p>
      </li>
    </>
  );
}
