import { defineErrors } from './define-errors.ts';
import type { IqraError } from './iqra-error.ts';
import { redact } from './redact.ts';
import { lookFirst, tryLater } from './server-codes.ts';

const checkBaseUrl = 'Check the Base URL of the connection: it is the address of the Iqra dashboard, without a path.';
const readAgain = 'Run this step again in a few minutes.';

/** What a request that may have left says about a call that was being placed: nothing. */
export const leftOpen = { kind: 'placement_unknown', placement: 'unknown', nextStep: lookFirst } as const;

/** Answers and silences of a server that are not its own refusals. */
export const serverErrors = defineErrors('Connection and server', {
  NOT_REACHED: {
    kind: 'connection',
    sentence: 'Nothing answers at {baseUrl}.',
    nextStep: 'Check the Base URL of the connection and that the server is running, then try again.',
  },
  NO_ANSWER: { kind: 'server', sentence: 'The server did not answer.', nextStep: tryLater },
  SERVER_SILENT: {
    kind: 'connection',
    sentence: 'No answer came from the server within {seconds} seconds.',
    nextStep: 'Check that the server works, then run this step again.',
  },
  REDIRECTED: {
    kind: 'connection',
    sentence: 'The address answers with a redirect (HTTP {status}) instead of the Iqra API; it may be a login page or a server that is not set up yet.',
    nextStep: checkBaseUrl,
  },
  NOT_AN_IQRA_ANSWER: { kind: 'connection', sentence: 'The address answers with {what} (HTTP {status}) instead of the Iqra API.', nextStep: checkBaseUrl },
  ADDRESS_NOT_FOUND: { kind: 'connection', sentence: 'The address does not offer the Iqra API (HTTP {status}).', nextStep: checkBaseUrl },
  SERVER_FAULT: { kind: 'server', sentence: 'The server failed with HTTP {status}.', nextStep: tryLater },
  REQUEST_REFUSED: {
    kind: 'input',
    sentence: 'The server refused the request (HTTP {status}).{itSays}',
    nextStep: 'Correct the value; if every value looks right, please report this with the code.',
  },
  TOO_MANY_REQUESTS: {
    kind: 'rate_limit',
    sentence: 'The server asks for fewer requests (HTTP 429).',
    nextStep: 'Wait a minute, or send fewer calls at a time.',
  },
  API_KEY_REFUSED: { kind: 'authentication', sentence: 'The server refused the API key (HTTP 401).', nextStep: 'Open the connection and paste a valid API key.' },
  ACCESS_REFUSED: {
    kind: 'permission',
    sentence: 'Access was refused (HTTP 403), by the server or by a firewall in front of it.',
    nextStep: 'Check that the API key includes this business, and ask whoever runs the server.',
  },
  SERVER_CODE_UNKNOWN: { kind: 'server', sentence: '{serverSays}', nextStep: tryLater },
  TOO_SLOW: {
    code: 'NO_TIME_LEFT',
    kind: 'server',
    sentence: 'The server answers too slowly: the time that this step may take was used up before the last request could be sent.',
    nextStep: 'Run this step again. If it keeps failing, check that the server works.',
  },
  STEP_FAILED: {
    kind: 'server',
    about: 'A fault that the step does not know, before any call was sent or in a step that places none.',
    sentence: 'The step broke off before any call was sent: {detail}',
    nextStep: 'Run it again; if that does not help, please report this.',
  },
  STEP_FAILED_AFTER_SENDING: {
    code: 'STEP_FAILED',
    kind: 'placement_unknown',
    about: 'The same in a step whose call may have been sent.',
    sentence: 'The step broke off, and the call may have been placed: {detail}',
    nextStep: 'Look for the call before you run this step again, and please report this.',
    placement: 'unknown',
  },
  RUN_STOPPED: { kind: 'connection', sentence: 'Somebody stopped this run before the next request was sent.', nextStep: 'Nothing to do.' },
  REQUEST_TOO_LARGE: {
    kind: 'input',
    sentence: 'The variables and metadata of this call make {size} MiB; the server takes at most {most} MiB.',
    nextStep: 'Map shorter texts into Variables and Metadata.',
    field: 'dynamicVariables',
  },
  LIST_EMPTY_BUT_COUNTED: {
    kind: 'server',
    sentence: 'The server counts entries but shows none of them; its database is probably failing.',
    nextStep: readAgain,
  },
  LIST_BROKE_OFF: { kind: 'server', sentence: 'The list of the server broke off before its end; its database is probably failing.', nextStep: readAgain },
  LIST_REPEATS: { kind: 'server', sentence: 'The server showed an entry of the list twice; it lost its place in the list.', nextStep: readAgain },
  LIST_LEFT_FILTER: { kind: 'server', sentence: 'The server showed entries that were not asked for; it lost its place in the list.', nextStep: readAgain },
  TOO_MANY_CALLS_TO_SEARCH: {
    kind: 'server',
    sentence: 'The call was not among the newest {most} calls to this recipient, and older ones were not searched.',
    nextStep: 'Look for it by its id, or name its campaign.',
  },
});

/** A fault of our own, or of the host below us, as an error of ours. Its own text may hold anything, so it is masked and cut. */
export function unexpectedError(fault: unknown, mayHaveSent: boolean): IqraError {
  const detail = redact(fault instanceof Error ? fault.message : String(fault)).slice(0, 300);
  return serverErrors.error(mayHaveSent ? 'STEP_FAILED_AFTER_SENDING' : 'STEP_FAILED', { detail });
}
