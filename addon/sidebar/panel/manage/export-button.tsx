/** Opens the export. */
import { Button } from '../../ui/button.tsx';
import { DownloadIcon } from '../../ui/icons.tsx';
import type { Actions } from '../actions.ts';
import type { Doing } from '../state.ts';
import { Unallowed } from './unallowed.tsx';

interface ExportButtonProps {
  /** Of what explains it, where it does nothing. */
  readonly id: string;
  readonly may: boolean;
  readonly doing: Doing | null;
  readonly actions: Actions;
}

const KEY = 'export';

export function ExportButton({ id, may, doing, actions }: ExportButtonProps) {
  const busy = doing?.what === 'page' && doing.key === KEY;
  return (
    <>
      <Button
        wide
        busy={busy}
        disabled={!may}
        describedBy={may ? undefined : id}
        onClick={() =>
          void actions.perform(KEY, async ({ ask }) => {
            await ask('openExport', null);
            return null;
          })
        }
      >
        {busy ? null : <DownloadIcon size={15} />} Export…
      </Button>
      <Unallowed id={id} rights={may ? [] : ['export']} actions={actions} />
    </>
  );
}
