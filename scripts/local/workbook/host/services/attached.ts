/** Changing what an attachment of the workbook holds, where it hangs: developer metadata, protections. */
import { attach } from '../../engine/attachments.ts';
import type { PlacedAttachment } from '../../engine/types.ts';
import type { Execution } from '../execution.ts';

/** Puts `payload` over what the attachment held; its place stays. */
export function changeAttached(
  run: Execution,
  { id, kind, sheetId, range, payload: before }: PlacedAttachment,
  payload: Readonly<Record<string, unknown>>,
): void {
  const place = {
    ...(sheetId === null ? {} : { sheetId }),
    ...(range === null
      ? {}
      : { range: run.book.get.getRangeDataFromZone(range.sheetId, range.unboundedZone) }),
  };
  run.book.apply([attach({ id, kind, payload: { ...before, ...payload } }, place)]);
}
