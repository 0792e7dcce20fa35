import type { Envelope, ForeignBody } from '../api/envelope.ts';
import { readProblemSentences } from '../api/envelope.ts';
import type { Effect } from '../api/operation.ts';
import { outOfTimeCode, type HttpResponse, type TransportFailure } from '../transport/transport.ts';
import { findRow } from './catalogue.ts';
import { IqraError, type ErrorKind, type Placement } from './iqra-error.ts';

/** Used where a server asks for patience without saying how much. */
const defaultRetryAfterMs = 30_000;

const lookBeforeSending = 'Look for the call in the list of calls before you send it again.';
const tryLater = 'Try again in a few minutes; reading again is harmless.';
const checkBaseUrl = 'Check the Base URL of the connection: it is the address of the Iqra dashboard, without a path.';

/** For a dial, what is not proven is unknown; a failed read places nothing. */
const unproven = (effect: Effect): Placement => (effect === 'dial' ? 'unknown' : 'not_placed');

/** The error for an answer that says `success: false`. A code nobody knows keeps the server's own message and proves nothing. */
export function errorFromRefusal(
  refusal: Extract<Envelope, { kind: 'failure' }>,
  effect: Effect,
  response: HttpResponse,
): IqraError {
  const byStatus = errorFromStatus(response);
  const row = findRow(refusal.serverCode, refusal.serverMessage);
  if (row === null && byStatus !== null) return byStatus;
  const provesNothing = row === null || (response.status >= 300 && response.status < 400) || response.status >= 500;
  const common = { serverCode: refusal.serverCode, httpStatus: response.status, details: { serverMessage: refusal.serverMessage } };
  if (provesNothing) {
    return new IqraError({
      ...common,
      kind: effect === 'dial' ? 'placement_unknown' : 'server',
      code: 'SERVER_CODE_UNKNOWN',
      message: refusal.serverMessage ?? `The server refused with the code ${refusal.serverCode || '(none)'}.`,
      nextStep: effect === 'dial' ? lookBeforeSending : tryLater,
      placement: unproven(effect),
    });
  }
  return new IqraError({
    ...common,
    kind: row.kind === 'placement_unknown' && effect === 'read' ? 'server' : row.kind,
    code: row.code,
    message: withServerDetail(row.sentence, row.kind, refusal.serverMessage),
    nextStep: row.nextStep,
    placement: effect === 'read' ? 'not_placed' : row.placement,
    ...(row.field === undefined ? {} : { field: row.field }),
  });
}

/** The server's message names the variable or key at fault; only for faults of the input is it worth showing. */
function withServerDetail(sentence: string, kind: ErrorKind, serverMessage: string | null): string {
  return kind === 'input' && serverMessage !== null && serverMessage !== '' ? `${sentence} The server says: ${serverMessage}` : sentence;
}

/** The error for an answer that is not one of this API: HTML, a redirect, an empty or cut body, a gateway's own page. */
export function errorFromForeignAnswer(response: HttpResponse, looksLike: ForeignBody, effect: Effect): IqraError {
  const byStatus = errorFromStatus(response);
  if (byStatus !== null) return byStatus;
  const redirected = response.status >= 300 && response.status < 400;
  const serverFault = response.status >= 500;
  return new IqraError({
    kind: effect === 'dial' ? 'placement_unknown' : serverFault ? 'server' : 'connection',
    code: redirected ? 'REDIRECTED' : serverFault ? 'SERVER_FAULT' : 'NOT_AN_IQRA_ANSWER',
    message: describeForeign(response, looksLike),
    nextStep: effect === 'dial' ? lookBeforeSending : serverFault ? tryLater : checkBaseUrl,
    placement: unproven(effect),
    httpStatus: response.status,
  });
}

function describeForeign(response: HttpResponse, looksLike: ForeignBody): string {
  if (response.status >= 300 && response.status < 400) {
    return `The address answers with a redirect (HTTP ${response.status}) instead of the Iqra API; it may be a login page or a server that is not set up yet.`;
  }
  if (response.status >= 500) return `The server failed with HTTP ${response.status}.`;
  const what: Record<ForeignBody, string> = {
    empty: 'an empty answer',
    html: 'a web page',
    cut_json: 'an answer that broke off in the middle',
    other_json: 'data of another kind',
    text: 'plain text',
  };
  return `The address answers with ${what[looksLike]} (HTTP ${response.status}) instead of the Iqra API.`;
}

/** Statuses that are sent before the server does anything; `null` for every other status. */
function errorFromStatus(response: HttpResponse): IqraError | null {
  const httpStatus = response.status;
  const base = { placement: 'not_placed', httpStatus } as const;
  switch (httpStatus) {
    case 401:
      return new IqraError({ ...base, kind: 'authentication', code: 'API_KEY_REFUSED', message: 'The server refused the API key (HTTP 401).', nextStep: 'Open the connection and paste a valid API key.' });
    case 403:
      return new IqraError({ ...base, kind: 'permission', code: 'ACCESS_REFUSED', message: 'The server refused access (HTTP 403).', nextStep: 'Grant the key the missing permission, or check a firewall in front of the server.' });
    case 429:
      return new IqraError({ ...base, kind: 'rate_limit', code: 'TOO_MANY_REQUESTS', message: 'The server asks for fewer requests (HTTP 429).', nextStep: 'Wait a minute, or lower Requests per Minute.', retryAfterMs: readRetryAfterMs(response) });
    case 404:
    case 405:
      return new IqraError({ ...base, kind: 'connection', code: 'ADDRESS_NOT_FOUND', message: `The address does not offer the Iqra API (HTTP ${httpStatus}).`, nextStep: checkBaseUrl });
    case 400:
    case 413:
    case 415:
      return new IqraError({ ...base, kind: 'input', code: 'REQUEST_REFUSED', message: describeProblem(response), nextStep: 'Correct the value; if every value looks right, please report this with the code.' });
    default:
      return null;
  }
}

function describeProblem(response: HttpResponse): string {
  const sentences = readProblemSentences(response);
  return `The server refused the request (HTTP ${response.status}).${sentences.length > 0 ? ` It says: ${sentences.join(' ')}` : ''}`;
}

/** Reads `Retry-After` in both its forms (RFC 9110, 10.2.3): seconds, or a date compared with the answer's own `Date`. */
function readRetryAfterMs(response: HttpResponse): number {
  const header = response.headers['retry-after']?.trim();
  if (header === undefined || header === '') return defaultRetryAfterMs;
  if (/^\d+(\.\d+)?$/.test(header)) return Math.ceil(Number(header) * 1000);
  const until = Date.parse(header);
  const from = Date.parse(response.headers['date'] ?? '');
  return Number.isNaN(until) || Number.isNaN(from) ? defaultRetryAfterMs : Math.max(until - from, 0);
}

/** The error for a request that got no complete answer. */
export function errorFromTransportFailure(failure: TransportFailure, effect: Effect): IqraError {
  if (failure.code === outOfTimeCode) return tooSlow();
  const left = failure.sent === 'maybe';
  return new IqraError({
    kind: left && effect === 'dial' ? 'placement_unknown' : left ? 'server' : 'connection',
    code: left ? 'NO_ANSWER' : 'NOT_REACHED',
    message: left ? 'The connection broke before the server answered.' : 'The server could not be reached; nothing was sent.',
    nextStep: left ? (effect === 'dial' ? lookBeforeSending : tryLater) : 'Check the Base URL of the connection and that the server is running, then run this step again.',
    placement: left ? unproven(effect) : 'not_placed',
    details: { transportCode: failure.code, transportMessage: failure.message },
  });
}

function tooSlow(): IqraError {
  return new IqraError({
    kind: 'server',
    code: 'NO_TIME_LEFT',
    message: 'The server answers too slowly: the time that this step may take was used up before the last request could be sent.',
    nextStep: 'Run this step again. If it keeps failing, check that the server works.',
    placement: 'not_placed',
  });
}

/** The error for a form that the server would refuse because of its size. */
export function errorFromLargeForm(bytes: number, mostBytes: number): IqraError {
  const megabytes = (size: number): string => (size / 1_048_576).toFixed(1);
  return new IqraError({
    kind: 'input',
    code: 'REQUEST_TOO_LARGE',
    message: `The variables and metadata of this call make ${megabytes(bytes)} MiB; the server takes at most ${megabytes(mostBytes)} MiB.`,
    nextStep: 'Map shorter texts into Dynamic Variables and Metadata; nothing was sent.',
    placement: 'not_placed',
    field: 'dynamicVariables',
  });
}
