/** HTTP and signatures. */

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

/** Requests of this execution: Google starts the script afresh for each. */
let requests = 0;

export function requestsMade(): number {
  return requests;
}

/** Posts JSON. Throws when no answer came, which does not say whether the other side acted. */
export function postJson(url: string, body: string, headers: Readonly<Record<string, string>>): HttpAnswer {
  requests += 1;
  const response = UrlFetchApp.fetch(url, {
    method: 'post',
    contentType: 'application/json',
    payload: body,
    headers: { ...headers },
    muteHttpExceptions: true,
    followRedirects: false,
  });
  return { status: response.getResponseCode(), text: response.getContentText() };
}

/** Base64 of HMAC-SHA256 over a text, both taken as UTF-8. */
export function hmacSha256(text: string, secret: string): string {
  const bytes = Utilities.computeHmacSha256Signature(text, secret, Utilities.Charset.UTF_8);
  return Utilities.base64Encode(bytes);
}

/** A new random id. */
export function newUuid(): string {
  return Utilities.getUuid();
}
