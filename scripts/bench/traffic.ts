/** Counting what a thread's HTTP server takes and gives, at its sockets: request lines and headers are bytes too. */
import diagnostics from 'node:diagnostics_channel';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

export interface Side {
  readonly requests: number;
  /** Bytes of request bodies. */
  readonly bodyBytes: number;
  /** Bytes of requests as they cross the wire, heads included. */
  readonly bytesIn: number;
  /** Bytes of answers, heads included. */
  readonly bytesOut: number;
  /** Seconds from the heads of requests to the ends of their answers, added up. */
  readonly seconds: number;
}

export interface Traffic {
  /** Requests that change documents: transactions. */
  readonly writes: Side;
  /** Everything else. */
  readonly reads: Side;
}

const NONE: Side = { requests: 0, bodyBytes: 0, bytesIn: 0, bytesOut: 0, seconds: 0 };
export const NO_TRAFFIC: Traffic = { writes: NONE, reads: NONE };

/** Counts from now on, in this thread. The answer tells the counts so far; a request counts once it is answered. */
export function countTraffic(): () => Traffic {
  let traffic = NO_TRAFFIC;
  diagnostics.subscribe('http.server.request.start', (message) => {
    const { request, response, socket } = parts(message);
    const written = socket.bytesWritten;
    const begun = performance.now();
    response.once('close', () => {
      const side = isWrite(request) ? 'writes' : 'reads';
      const body = Number(request.headers['content-length'] ?? 0);
      const more: Side = {
        requests: 1,
        bodyBytes: body,
        bytesIn: headBytes(request) + body,
        bytesOut: socket.bytesWritten - written,
        seconds: (performance.now() - begun) / 1_000,
      };
      traffic = { ...traffic, [side]: combined(traffic[side], more, 1) };
    });
  });
  return () => traffic;
}

/** What was counted between two moments. */
export function since(before: Traffic, after: Traffic): Traffic {
  return {
    writes: combined(after.writes, before.writes, -1),
    reads: combined(after.reads, before.reads, -1),
  };
}

function combined(a: Side, b: Side, sign: 1 | -1): Side {
  return {
    requests: a.requests + sign * b.requests,
    bodyBytes: a.bodyBytes + sign * b.bodyBytes,
    bytesIn: a.bytesIn + sign * b.bytesIn,
    bytesOut: a.bytesOut + sign * b.bytesOut,
    seconds: a.seconds + sign * b.seconds,
  };
}

function isWrite(request: IncomingMessage): boolean {
  return /\/data\/mutate\//.test(request.url ?? '');
}

/** The request line, the headers as they came, and the empty line. */
function headBytes({ method, url, rawHeaders }: IncomingMessage): number {
  const line = `${method} ${url} HTTP/1.1\r\n\r\n`;
  // Each header is a name and a value, with ": " and a line end.
  return Buffer.byteLength(line) + Buffer.byteLength(rawHeaders.join('')) + rawHeaders.length * 2;
}

function parts(message: unknown) {
  const of = (name: string): unknown =>
    typeof message === 'object' && message !== null ? Reflect.get(message, name) : undefined;
  const [request, response, socket] = [of('request'), of('response'), of('socket')];
  if (
    !(request instanceof IncomingMessage) ||
    !(response instanceof ServerResponse) ||
    !(socket instanceof Socket)
  ) {
    throw new Error('Node tells of requests in another way than the bench knows.');
  }
  return { request, response, socket };
}
