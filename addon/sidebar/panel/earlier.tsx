/** The way to the earlier part of a list that comes page by page. */
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import type { Paged } from './use-pages.ts';

interface EarlierProps {
  readonly more: boolean;
  readonly earlier: Paged<unknown>['earlier'];
}

export function Earlier({ more, earlier }: EarlierProps) {
  return (
    <>
      {earlier.failure === null ? null : (
        <Notice tone="bad" urgent title="The earlier part could not be read">
          <p>{earlier.failure}</p>
        </Notice>
      )}
      {more ? (
        <Button wide busy={earlier.waiting} onClick={earlier.show}>
          Show earlier
        </Button>
      ) : null}
    </>
  );
}
