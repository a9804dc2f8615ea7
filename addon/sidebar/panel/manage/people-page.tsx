/** People. */
import { PageFrame } from '../page-frame.tsx';
import type { PageProps } from '../pages.tsx';

export function PeoplePage(props: PageProps) {
  return (
    <PageFrame title="People" {...props}>
      <p>This is not there yet.</p>
    </PageFrame>
  );
}
