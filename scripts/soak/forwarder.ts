/** A tiny HTTP forwarder that decides what becomes of each request: who gets it, and whether its answer arrives. */
import {
  Agent,
  createServer,
  type IncomingHttpHeaders,
  type ServerResponse,
  request as send,
} from 'node:http';

/** `to` null: nobody is there. `cut`: the caller gets no answer, after the request was not, or was, dealt with. */
export interface Fate {
  readonly to: string | null;
  readonly cut?: 'before' | 'after';
  /** The same request is delivered here too, before. */
  readonly first?: string;
  /** Is given what delivers the same request once more, whenever that may be. */
  readonly keep?: (deliverTo: (to: string) => Promise<void>) => void;
}

export interface Forwarder {
  readonly url: string;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Starts it on a free port. `decide` is asked for each request, in turn, before anything is sent on. */
export async function startForwarder(
  decide: (method: string, path: string) => Promise<Fate>,
): Promise<Forwarder> {
  // A connection that is kept may be closed by the other end just when it is used again, which nobody asked for here.
  const agent = new Agent({ keepAlive: false });
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = 'GET', url: path = '/', headers } = incoming;
      const asked: Asked = { method, path, headers, body: Buffer.concat(chunks) };
      forward(asked, decide, agent, outgoing).catch(() => outgoing.destroy());
    });
  });
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The forwarder has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        agent.destroy();
      }),
  };
}

async function forward(
  asked: Asked,
  decide: (method: string, path: string) => Promise<Fate>,
  agent: Agent,
  outgoing: ServerResponse,
): Promise<void> {
  const { to, cut, first, keep } = await decide(asked.method, asked.path);
  if (first !== undefined) await deliver(asked, first, agent).catch(() => undefined);
  keep?.(async (later) => {
    await deliver(asked, later, agent).catch(() => undefined);
  });
  if (to === null || cut === 'before') {
    outgoing.destroy();
    return;
  }
  const answer = await deliver(asked, to, agent, outgoing);
  if (cut === 'after') {
    outgoing.destroy();
    return;
  }
  const { connection: _, 'transfer-encoding': __, 'content-length': ___, ...headers } = answer.headers;
  outgoing.writeHead(answer.status, { ...headers, 'content-length': answer.body.length });
  outgoing.end(answer.body);
}

/** Rejects when no whole answer came. A caller that gives up is told of to whom it asked. */
function deliver(asked: Asked, to: string, agent: Agent, caller?: ServerResponse): Promise<Answer> {
  const { hostname, port, host } = new URL(to);
  const { connection: _, ...headers } = asked.headers;
  return new Promise((resolve, reject) => {
    const outgoing = send(
      { agent, hostname, port, method: asked.method, path: asked.path, headers: { ...headers, host } },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 502,
            headers: incoming.headers,
            body: Buffer.concat(chunks),
          }),
        );
        incoming.on('error', reject);
        incoming.on('aborted', () => reject(new Error('cut')));
      },
    );
    outgoing.on('error', reject);
    caller?.on('close', () => {
      if (!caller.writableFinished) outgoing.destroy();
    });
    outgoing.end(asked.body);
  });
}
