/** A proxy that passes requests on and, once told to, loses every answer: the other side has acted all the same. */
import { once } from 'node:events';
import { createServer } from 'node:http';

export interface DeafProxy {
  readonly url: string;
  /** From now on no answer comes back. */
  swallow(): void;
  close(): Promise<void>;
}

export async function startDeafProxy(target: string): Promise<DeafProxy> {
  let deaf = false;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = Object.entries(request.headers).flatMap(([name, value]) =>
      typeof value === 'string' && !/^(host|connection|content-length)$/.test(name)
        ? [[name, value] as [string, string]]
        : [],
    );
    const answer = await fetch(target + (request.url ?? ''), {
      method: 'POST',
      headers,
      body: Buffer.concat(chunks),
    });
    const body = await answer.text();
    if (deaf) response.destroy();
    else response.writeHead(answer.status, { 'content-type': 'application/json' }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The proxy has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    swallow: () => {
      deaf = true;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
