/** A text that shows its beginning, and the rest when it is asked for. */
import { useState } from 'preact/hooks';
import { beginningOf, number } from './words.ts';

export function Clipped({ text }: { readonly text: string }) {
  const [open, setOpen] = useState(false);
  const beginning = beginningOf(text);
  if (beginning === text) return <>{text}</>;
  return (
    <>
      {open ? text : `${beginning}…`}{' '}
      <button type="button" class="row-link" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Show less' : `Show all ${number(text.length)} characters`}
      </button>
    </>
  );
}
