/** Keeps text such as "004170" whole in what copies tell each other. */
import type { Command, EngineModel } from './types.ts';

/**
 * The engine shortens a run of written cells to "the next number", for text cells (`@`) too: a copy that receives it
 * makes `4171` of `004171`. Such a run is sent as it was written.
 */
export function sendTextWhole(model: EngineModel): void {
  const squisher: unknown = Reflect.get(model.session, 'commandSquisher');
  if (typeof squisher !== 'object' || squisher === null)
    throw new Error('The engine has no command squisher.');
  const squish: unknown = Reflect.get(squisher, 'squish');
  if (typeof squish !== 'function') throw new Error('The engine’s command squisher has no squish.');
  Reflect.set(squisher, 'squish', (commands: readonly Command[]): readonly unknown[] => {
    const short: unknown = Reflect.apply(squish, squisher, [commands]);
    return Array.isArray(short) && !short.some(countsText) ? short : commands;
  });
}

/** A shortened command whose text cells were taken for numbers that count up or down. */
function countsText(command: unknown): boolean {
  if (typeof command !== 'object' || command === null) return false;
  const content: unknown = Reflect.get(command, 'content');
  return (
    typeof content === 'object' &&
    content !== null &&
    'N' in content &&
    Reflect.get(command, 'format') === '@'
  );
}
