/** The frame of a step: its heading, which takes the focus when the step begins, its body and its buttons. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface FrameProps {
  readonly title: string;
  readonly intro: ComponentChildren;
  readonly children: ComponentChildren;
  /** Left, and right. */
  readonly back?: ComponentChildren;
  readonly onward?: ComponentChildren;
}

export function Frame({ title, intro, children, back, onward }: FrameProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <main class="stage" aria-labelledby="step-title">
        <div class="stage-head">
          <h1 id="step-title" ref={heading} tabIndex={-1}>
            {title}
          </h1>
          <p>{intro}</p>
        </div>
        {children}
      </main>
      <footer class="buttons">
        <div>{back}</div>
        <div class="onward">{onward}</div>
      </footer>
    </>
  );
}
