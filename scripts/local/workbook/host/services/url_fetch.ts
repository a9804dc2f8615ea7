/** `UrlFetchApp`: HTTP requests for which the script stands still. */
import { list, record, text } from '../arguments.ts';
import type { Execution, Fetched, FetchRequest } from '../execution.ts';
import { notImitated, Service } from '../realm.ts';
import { Blob } from './blob.ts';
import { today } from './clock.ts';

interface Ask extends FetchRequest {
  readonly mute: boolean;
}

const OPTIONS = new Set([
  'contentType',
  'headers',
  'method',
  'payload',
  'muteHttpExceptions',
  'followRedirects',
  'validateHttpsCertificates',
  'escaping',
  'useIntranet',
  'url',
]);

export class UrlFetchApp extends Service {
  readonly className = 'UrlFetchApp';

  fetch(url: unknown, options: unknown = {}) {
    const [response] = send(this.run, [readAsk(url, options)], 'fetch');
    return response;
  }

  /** Requests go out together. One that fails makes the whole call throw. */
  fetchAll(requests: unknown) {
    const asks = list(requests, 'UrlFetchApp.fetchAll').map((one) => {
      if (typeof one === 'string') return readAsk(one, {});
      const options = record(one, 'UrlFetchApp.fetchAll');
      return readAsk(options.url, options);
    });
    return send(this.run, asks, 'fetchAll');
  }

  getRequest(url: unknown, options: unknown = {}) {
    const { url: address, method, headers } = readAsk(url, options);
    return { url: address, method: method.toLowerCase(), headers };
  }
}

function readAsk(url: unknown, given: unknown): Ask {
  const address = text(url, 'UrlFetchApp.fetch');
  const options = record(given ?? {}, 'UrlFetchApp.fetch');
  const unknown = Object.keys(options).find((name) => !OPTIONS.has(name));
  if (unknown) throw notImitated(`UrlFetchApp.fetch with the option "${unknown}"`);
  if (!/^https?:\/\//i.test(address)) throw new Error(`Attribute provided with invalid value: ${address}`);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(record(options.headers ?? {}, 'UrlFetchApp.fetch'))) {
    headers[name.toLowerCase()] = String(value);
  }
  const { body, type } = readPayload(options.payload);
  const contentType = options.contentType;
  if (contentType !== undefined) headers['content-type'] = String(contentType);
  else if (body && headers['content-type'] === undefined) headers['content-type'] = type;
  return {
    url: address,
    method: String(options.method ?? 'get').toUpperCase(),
    headers,
    body,
    followRedirects: options.followRedirects !== false,
    mute: options.muteHttpExceptions === true,
  };
}

function readPayload(payload: unknown): { readonly body: Uint8Array | null; readonly type: string } {
  const form = 'application/x-www-form-urlencoded';
  if (payload === undefined || payload === null) return { body: null, type: form };
  if (payload instanceof Blob) return { body: payload.bytes, type: payload.type ?? form };
  if (Array.isArray(payload))
    return { body: Uint8Array.from(payload, (byte) => Number(byte) & 0xff), type: form };
  if (typeof payload !== 'object') return { body: Buffer.from(String(payload)), type: form };
  const fields = Object.entries(payload).map(([name, value]): [string, string] => {
    if (value instanceof Blob) throw notImitated('UrlFetchApp.fetch with a file in its payload');
    return [name, String(value)];
  });
  return { body: Buffer.from(new URLSearchParams(fields).toString()), type: form };
}

function send(run: Execution, asks: readonly Ask[], method: string): HTTPResponse[] {
  run.need(`UrlFetchApp.${method}`, ['script.external_request'], 'FULL');
  spendQuota(run, asks.length);
  const most = run.around.limits.urlFetchBytes;
  for (const { body } of asks) {
    if (body && body.byteLength > most) throw new Error('Limit Exceeded: URLFetch POST Size.');
  }
  run.countFetches(asks.length - 1);
  const answers = run.around.fetchAll(asks.map(({ mute: _, ...request }) => request));
  let [sent, received] = [0, 0];
  const responses = answers.map((answer, i) => {
    const ask = asks[i];
    if (!ask) throw new Error('Service error: UrlFetch');
    if (answer instanceof Error) throw new Error(`Address unavailable: ${ask.url}`);
    sent += ask.body?.byteLength ?? 0;
    received += answer.body.byteLength;
    return new HTTPResponse(run, answer);
  });
  run.transferred(sent, received);
  if (received > most) throw new Error('Limit Exceeded: URLFetch response size.');
  responses.forEach((response, i) => {
    const ask = asks[i];
    if (ask && !ask.mute && response.answer.status >= 400) throw failed(ask, response.answer);
  });
  return responses;
}

function failed({ url }: Ask, { status, body }: Fetched): Error {
  const host = new URL(url).origin;
  const start = Buffer.from(body).toString('utf8').slice(0, 100);
  return new Error(
    `Request failed for ${host} returned code ${status}. Truncated server response: ${start} (use muteHttpExceptions option to examine full response)`,
  );
}

function spendQuota(run: Execution, count: number): void {
  const { state, limits } = run.around;
  const day = today(run);
  if (state.used(day).urlFetches + count > limits.urlFetchesPerDay) {
    throw new Error('Service invoked too many times for one day: urlfetch.');
  }
  state.use(day, { urlFetches: count });
}

export class HTTPResponse extends Service {
  readonly className = 'HTTPResponse';
  readonly answer: Fetched;

  constructor(run: Execution, answer: Fetched) {
    super(run);
    this.answer = answer;
  }

  getResponseCode() {
    return this.answer.status;
  }

  getContentText(charset: unknown = 'UTF-8') {
    return new TextDecoder(String(charset)).decode(this.answer.body);
  }

  /** Signed bytes, as Java's. */
  getContent() {
    return [...Int8Array.from(this.answer.body)];
  }

  getBlob() {
    return new Blob(this.run, this.answer.body, this.#header('content-type'), null);
  }

  getHeaders() {
    return Object.fromEntries(this.answer.headers);
  }

  getAllHeaders() {
    const all: Record<string, string | string[]> = {};
    for (const [name, value] of this.answer.headers) {
      const before = all[name];
      all[name] = before === undefined ? value : [before, value].flat();
    }
    return all;
  }

  #header(name: string): string | null {
    return this.answer.headers.find(([one]) => one.toLowerCase() === name)?.[1] ?? null;
  }
}
