/** Where the bridge is and the secret that signs the calls to it. The secret goes in and never comes back. */
import type { TargetedSubmitEvent } from 'preact';
import { useState } from 'preact/hooks';
import type { Connection } from '../../calls.ts';
import { faultOf } from '../faults.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

interface ConnectionFormProps {
  readonly connection: Connection;
  readonly connect: (url: string, secret: string) => Promise<Connection>;
}

type Result = { readonly tone: 'good' | 'bad'; readonly text: string } | null;

export function ConnectionForm({ connection, connect }: ConnectionFormProps) {
  const [url, setUrl] = useState(connection.state === 'unset' ? '' : connection.url);
  const [secret, setSecret] = useState('');
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<Result>(null);

  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const missing = missingInput(url, secret);
    if (missing) {
      setResult({ tone: 'bad', text: missing });
      return;
    }
    setBusy(true);
    setResult(null);
    try {
      const answer = await connect(url.trim(), secret);
      setSecret('');
      setResult(
        answer.state === 'ok'
          ? { tone: 'good', text: 'Connected: the bridge answered, and it reaches Sanity.' }
          : { tone: 'bad', text: answer.message },
      );
    } catch (error) {
      setResult({ tone: 'bad', text: faultOf(error).message });
    } finally {
      setBusy(false);
    }
  };

  return (
    <form class="form" onSubmit={submit} noValidate>
      <label class="field">
        <span>Address of the bridge</span>
        <input
          type="url"
          inputMode="url"
          autocomplete="off"
          spellcheck={false}
          placeholder="https://bridge.example.com"
          value={url}
          onInput={(event) => setUrl(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        <span>Secret</span>
        <input
          type="password"
          autocomplete="new-password"
          value={secret}
          onInput={(event) => setSecret(event.currentTarget.value)}
        />
        <small>
          {connection.state === 'unset'
            ? 'One of those in BRIDGE_SECRETS at the bridge.'
            : 'A secret is stored. It is never shown; enter it again to change it.'}
        </small>
      </label>
      <Button look="primary" wide submit busy={busy}>
        {busy ? 'Trying the bridge…' : 'Connect'}
      </Button>
      <div role="status">
        {result ? <Notice tone={result.tone}>{unrepeated(result.text, connection)}</Notice> : null}
      </div>
    </form>
  );
}

/** The settings show the connection's own message over this form. */
function unrepeated(text: string, connection: Connection): string {
  return connection.state === 'failing' && connection.message === text
    ? 'Not connected: the reason is above.'
    : text;
}

function missingInput(url: string, secret: string): string | null {
  if (!/^https?:[/]{2}\S+$/i.test(url.trim()))
    return 'Enter the bridge’s whole address, beginning with https. Nothing was stored.';
  if (secret === '') return 'Enter the secret. Nothing was stored.';
  return null;
}
