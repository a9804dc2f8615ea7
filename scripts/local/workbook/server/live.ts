/** The WebSocket side: each socket is one open page, connected to the host for as long as it stays open. */

import type { Server } from 'node:http';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import type { WorkbookHost } from '../host/start.ts';
import type { ClientMessage, Metrics, RunResult, ServerMessage, UserContext } from '../protocol.ts';
import { readClientMessage } from './messages.ts';
import { isOwnPage } from './origin.ts';
import { clientLeft, clientPlacedBy, isOfNobody } from './presence.ts';

const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;
const PATH = '/api/live';

export interface LiveSockets {
  /** Ends every connection; pages try again until a server answers. */
  close(): void;
}

/** Accepts the workbook's own pages at `/api/live` and refuses every other upgrade. */
export function serveLive(server: Server, host: WorkbookHost, port: number, email: string): LiveSockets {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const [path] = (request.url ?? '').split('?');
    const refusal = path !== PATH ? '404 Not Found' : isOwnPage(request, port) ? undefined : '403 Forbidden';
    if (refusal) {
      socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (live) => attend(live, host, email));
  });
  return {
    close: () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

function attend(socket: WebSocket, host: WorkbookHost, email: string): void {
  const send = (message: ServerMessage) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  };
  const connection = host.connect({
    email,
    onRevision: (message) => {
      if (!isOfNobody(message)) send({ type: 'revision', message });
    },
    onEffects: (effects) => send({ type: 'effects', effects }),
  });
  let context: UserContext | null = null;
  let engineClient: string | undefined;

  const take = (message: ClientMessage): void => {
    switch (message.type) {
      case 'revision':
        engineClient = clientPlacedBy(message.message) ?? engineClient;
        connection.send(message.message);
        return;
      case 'context':
        // The account is the server's to say, not the page's.
        context = { ...message.context, email };
        connection.context(context);
        return;
      case 'open':
        void answer(message.call, 'onOpen', (now) => host.open(now));
        return;
      case 'run':
        void answer(message.call, message.functionName, (now) =>
          host.run(message.functionName, message.args, now),
        );
        return;
    }
  };

  const answer = async (
    call: number,
    functionName: string,
    run: (context: UserContext) => Promise<RunResult>,
  ): Promise<void> => {
    try {
      if (!context) throw new Error('The page asked for a script before it said which tab is active.');
      send({ type: 'ran', call, result: await run(context) });
    } catch (error) {
      send({ type: 'ran', call, result: failed(functionName, error) });
    }
  };

  socket.on('message', (data) => {
    const message = readClientMessage(String(data));
    if (message) take(message);
    else socket.close(1008, 'Not a message of the workbook.');
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    if (engineClient !== undefined) connection.send(clientLeft(engineClient));
    connection.close();
  });
}

/** How a run ended that never reached the script. */
function failed(functionName: string, error: unknown): RunResult {
  const metrics: Metrics = {
    functionName,
    calls: {},
    methods: {},
    simulatedSeconds: 0,
    fetchedBytes: { sent: 0, received: 0 },
  };
  const text = error instanceof Error ? error.message : String(error);
  return { outcome: { ok: false, error: text }, effects: [], metrics };
}
