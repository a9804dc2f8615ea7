/** What the add-on remembers: with the document (shared by everyone in it) and with the script (the connection). */

export type Stored = Readonly<Record<string, string>>;

/** All that is remembered with the document, in one call. */
export function readDocument(): Stored {
  return documentProperties().getProperties();
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
  if (remembered === undefined) {
    const stored = PropertiesService.getScriptProperties().getProperties();
    const url = stored[URL_KEY];
    const secret = stored[SECRET_KEY];
    remembered = url && secret ? { url, secret } : null;
  }
  return remembered;
}

/** Read once in an execution: Google starts the script afresh for each. */
let remembered: BridgeSettings | null | undefined;

export function writeBridgeSettings({ url, secret }: BridgeSettings): void {
  PropertiesService.getScriptProperties().setProperties({ [URL_KEY]: url, [SECRET_KEY]: secret }, false);
  remembered = { url, secret };
}

function documentProperties(): GoogleAppsScript.Properties.Properties {
  return PropertiesService.getDocumentProperties();
}
