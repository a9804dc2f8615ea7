/** A status or sentiment in its own tint. */
import { hueOf } from '../../model/hues.ts';

export function Chip({ text }: { readonly text: string }) {
  if (text === '') return null;
  const { ground, letters } = hueOf(text);
  return (
    <span class="chip" style={{ background: ground, color: letters }}>
      {text.replace(/_/g, ' ')}
    </span>
  );
}
