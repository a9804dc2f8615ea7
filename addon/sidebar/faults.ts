/** What may go wrong between a page and the server, told apart by what a person can do about it. */
import type { CallError } from '../calls.ts';

export type FaultCode =
  | CallError['code']
  /** Signed in to several Google accounts: Google runs the page's calls as the wrong one. */
  | 'many-accounts'
  | 'not-authorised'
  | 'offline'
  | 'no-answer';

/** A call that failed. The message is for a person. */
export class CallFault extends Error {
  override readonly name = 'CallFault';
  readonly code: FaultCode;

  constructor(code: FaultCode, message: string) {
    super(message);
    this.code = code;
  }
}

const MANY_ACCOUNTS =
  'Google refused the call. This happens when you are signed in to several Google accounts at once. Open the spreadsheet in a window that is signed in to one account only (a private window, or another browser profile), then try again.';

/** By what Google's error says. Its texts are not documented; these are the ones that people report. */
const KNOWN: readonly { readonly says: RegExp; readonly code: FaultCode; readonly message: string }[] = [
  { says: /PERMISSION_DENIED|permission[ _]denied/i, code: 'many-accounts', message: MANY_ACCOUNTS },
  {
    says: /authori[sz]ation is required|not have permission to call|required permissions/i,
    code: 'not-authorised',
    message:
      'Leadsheet is not allowed to do this yet. Choose Leadsheet → Open from the spreadsheet’s menu and allow what Google asks for, then try again.',
  },
  {
    says: /NetworkError|HTTP 0|ERR_|offline/i,
    code: 'offline',
    message: 'There is no connection to Google. Check the internet connection; nothing is lost meanwhile.',
  },
  {
    says: /did not run: .*not connected/i,
    code: 'offline',
    message: 'The spreadsheet’s server is out of reach just now, so nothing new could be fetched or done.',
  },
  {
    says: /connection was lost while/i,
    code: 'no-answer',
    message:
      'The connection was lost before the answer came. What was asked may have been done: the state shown next tells.',
  },
  {
    says: /maximum execution time|too many times|too many simultaneous|quota/i,
    code: 'busy',
    message: 'Google stopped the call because a limit was reached. It will be tried again shortly.',
  },
];

/** The fault that an error from Google's side of a call means. */
export function faultOf(error: unknown): CallFault {
  if (error instanceof CallFault) return error;
  const text = error instanceof Error ? error.message : String(error);
  const known = KNOWN.find(({ says }) => says.test(text));
  if (known) return new CallFault(known.code, known.message);
  const said = text.replace(/^(?:Exception|Error|ScriptError):\s*/, '').trim();
  return new CallFault(
    'internal',
    said === '' ? 'The call failed, and Google did not say why. Try again.' : said,
  );
}

/** True where the same call may well succeed a little later. */
export function isWorthRepeating(code: FaultCode): boolean {
  switch (code) {
    case 'bridge-unreachable':
    case 'busy':
    case 'internal':
    case 'offline':
    case 'no-answer':
      return true;
    case 'not-connected':
    case 'bridge-refused':
    case 'name-taken':
    case 'not-found':
    case 'sheet-refused':
    case 'bad-request':
    case 'changed':
    case 'elsewhere':
    case 'not-allowed':
    case 'filtered':
    case 'many-accounts':
    case 'not-authorised':
      return false;
  }
}
