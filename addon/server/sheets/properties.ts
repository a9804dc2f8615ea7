/** What the add-on remembers: with the document (shared by everyone in it) and with the script (the connection). */

export type Stored = Readonly<Record<string, string>>;

/** All that is remembered with the document, in one call. */
export function readDocument(): Stored {
  return documentProperties().getProperties();
}

export function readDocumentValue(key: string): string | null {
  return documentProperties().getProperty(key);
}

/** Writes several values in one call. Google allows 9 KB a value and 500 KB in all. */
export function writeDocument(values: Stored): void {
  documentProperties().setProperties({ ...values }, false);
}

export function forgetDocument(key: string): void {
  documentProperties().deleteProperty(key);
}

export interface BridgeSettings {
  readonly url: string;
  readonly secret: string;
}

const URL_KEY = 'BRIDGE_URL';
const SECRET_KEY = 'BRIDGE_SECRET';

/** Where the bridge is and the secret that signs what is sent to it; null until a person sets them. */
export function readBridgeSettings(): BridgeSettings | null {
  const stored = PropertiesService.getScriptProperties().getProperties();
  const url = stored[URL_KEY];
  const secret = stored[SECRET_KEY];
  return url && secret ? { url, secret } : null;
}

export function writeBridgeSettings({ url, secret }: BridgeSettings): void {
  PropertiesService.getScriptProperties().setProperties({ [URL_KEY]: url, [SECRET_KEY]: secret }, false);
}

function documentProperties(): GoogleAppsScript.Properties.Properties {
  return PropertiesService.getDocumentProperties();
}
