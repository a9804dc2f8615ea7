/** What the add-on remembers: with the document (shared by everyone in it) and with the script (the connection). */

export type Stored = Readonly<Record<string, string>>;

/** Reads and writes in this execution: Google starts the script afresh for each. */
let used = 0;
/** As last read, with what was written since. */
let latest: { readonly values: Stored; readonly at: number } | null = null;
let waiting: Stored = {};
let rider: () => Stored = () => ({});

/** All that is remembered with the document, in one call. */
export function readDocument(): Stored {
  used += 1;
  const values = documentProperties().getProperties();
  latest = { values, at: Date.now() };
  return values;
}

/** Milliseconds for which what was read counts as what is there. */
const FRESH_MS = 2_000;

/** What is remembered as this execution knows it: read anew only when it last read it a while ago. */
export function latestDocument(): Stored {
  return latest && Date.now() - latest.at < FRESH_MS ? latest.values : readDocument();
}

/** Writes several values in one call. Google allows 9 KB a value and 500 KB in all. */
export function writeDocument(values: Stored): void {
  const own = { ...waiting, ...values };
  waiting = {};
  // One for what rides along, so that it can count itself.
  used += Object.keys(own).length + 1;
  const all = { ...rider(), ...own };
  documentProperties().setProperties(all, false);
  if (latest) latest = { values: { ...latest.values, ...all }, at: latest.at };
}

/** Leaves values to the next write, whichever it is: they cost no call of their own. See `flushDocument`. */
export function writeAlong(values: Stored): void {
  waiting = { ...waiting, ...values };
}

/** Writes what was left to a next write that never came. */
export function flushDocument(): void {
  if (Object.keys(waiting).length > 0) writeDocument({});
}

/** What every write of this execution carries along. */
export function setRider(make: () => Stored): void {
  rider = make;
}

export function forgetDocument(key: string): void {
  used += 1;
  documentProperties().deleteProperty(key);
  if (latest) {
    const { [key]: _, ...values } = latest.values;
    latest = { values, at: latest.at };
  }
}

/** Several at once; those that are not there cost nothing. */
export function forgetDocuments(keys: readonly string[]): void {
  const stored = latestDocument();
  for (const key of keys) if (stored[key] !== undefined) forgetDocument(key);
}

/** Reads and writes of properties so far in this execution, as Google may count them: a write once a key. */
export function propertiesUsed(): number {
  return used;
}

export interface BridgeSettings {
  readonly url: string;
  readonly secret: string;
}

const URL_KEY = 'BRIDGE_URL';
const SECRET_KEY = 'BRIDGE_SECRET';
/** `workspace` where every person's account is one of Google Workspace, which may do more a day. */
const ACCOUNTS_KEY = 'GOOGLE_ACCOUNTS';

/** Where the bridge is and the secret that signs what is sent to it; null until a person sets them. */
export function readBridgeSettings(): BridgeSettings | null {
  const { [URL_KEY]: url, [SECRET_KEY]: secret } = script();
  return url && secret ? { url, secret } : null;
}

export function writeBridgeSettings({ url, secret }: BridgeSettings): void {
  const values = { [URL_KEY]: url, [SECRET_KEY]: secret };
  used += 2;
  PropertiesService.getScriptProperties().setProperties(values, false);
  if (scriptValues) scriptValues = { ...scriptValues, ...values };
}

/** True where whoever looks after the script has said that its users' accounts are Google Workspace's. */
export function hasWorkspaceAccounts(): boolean {
  return script()[ACCOUNTS_KEY]?.trim().toLowerCase() === 'workspace';
}

/** Read once in an execution. */
let scriptValues: Stored | null = null;

function script(): Stored {
  if (scriptValues === null) {
    used += 1;
    scriptValues = PropertiesService.getScriptProperties().getProperties();
  }
  return scriptValues;
}

function documentProperties(): GoogleAppsScript.Properties.Properties {
  return PropertiesService.getDocumentProperties();
}
