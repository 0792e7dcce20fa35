import { readProblemSentences, type Effect, type Envelope, type ForeignBody } from '../api/operation.ts';
import { outOfTimeCode, stoppedCode, type HttpResponse, type TransportFailure } from '../transport/transport.ts';
import { serverFactsOf, type ErrorFacts } from './define-errors.ts';
import { codeOfRow, IqraError, isIqraError, type ErrorKind } from './iqra-error.ts';
import { findRow, rowNamed, type CatalogueRow, type NamedRefusal } from './server-codes.ts';
import { leftOpen, serverErrors } from './server-errors.ts';

/** Used where a server asks for patience without saying how much. */
const defaultRetryAfterMs = 30_000;

/** A reason is a few words of an operator. */
const longestReason = 200;

/** A dial whose fate the answer does not tell is open; a failed read places nothing. */
const openFor = (effect: Effect): ErrorFacts => (effect === 'dial' ? leftOpen : {});

/** The error for an answer that says `success: false`. A code nobody knows keeps the server's own message and proves nothing. */
export function errorFromRefusal(refusal: Extract<Envelope, { kind: 'failure' }>, effect: Effect, response: HttpResponse): IqraError {
  const byStatus = errorFromStatus(response);
  const row = findRow(refusal.serverCode, refusal.serverMessage, effect);
  if (row === null && byStatus !== null) return byStatus;
  const provesNothing = row === null || (response.status >= 300 && response.status < 400) || response.status >= 500;
  const common = { serverCode: refusal.serverCode, httpStatus: response.status, details: { serverMessage: refusal.serverMessage } };
  if (provesNothing) {
    const serverSays = refusal.serverMessage ?? `The server refused with the code ${refusal.serverCode || '(none)'}.`;
    return serverErrors.error('SERVER_CODE_UNKNOWN', { serverSays }, { ...common, ...openFor(effect) });
  }
  return errorOfRow(row, withServerDetail(row.sentence, row.kind, refusal.serverMessage), {
    ...common,
    ...(row.kind === 'placement_unknown' && effect === 'read' ? { kind: 'server' } : {}),
    ...(effect === 'read' ? { placement: 'not_placed' } : {}),
  });
}

/** A refusal of the server's own whose code nobody knows: it does not say whether the call was queued before. */
export function isUnknownRefusal(error: unknown): error is IqraError {
  return isIqraError(error) && error.code === 'SERVER_CODE_UNKNOWN' && (error.httpStatus ?? 200) < 300;
}

/** The refusal that a row of the catalogue stands for: the only error whose words are not of our own table. */
function errorOfRow({ kind, code, nextStep, placement, field }: CatalogueRow, message: string, facts: ErrorFacts): IqraError {
  return new IqraError({ kind, code: codeOfRow(code), message, nextStep, placement, ...(field === undefined ? {} : { field }), ...facts });
}

/** A refusal in the words in which the server's answer would be told, where there is no answer: foreseen, or learnt in another way. */
export function namedRefusal(code: NamedRefusal, { addition = '', ...facts }: ErrorFacts & { readonly addition?: string } = {}): IqraError {
  const row = rowNamed(code);
  return errorOfRow(row, addition === '' ? row.sentence : `${row.sentence} ${addition}`, { ...serverFactsOf(facts.cause), ...facts });
}

/** How the server's messages end that name a variable or a metadata key: `… not found in config data for customer_name. …`. */
const namedKey = /\bin config data for (.+?)\.(?:\s|$)/;

/** For a fault of the input the server's message names the key at fault; for what is switched off it may end in a public reason. */
function withServerDetail(sentence: string, kind: ErrorKind, serverMessage: string | null): string {
  const said = serverMessage?.trim() ?? '';
  const key = kind === 'input' ? namedKey.exec(said)?.[1] : undefined;
  if (key !== undefined) return `${sentence} It is "${key}".`;
  if (kind === 'input' && said !== '') return `${sentence} The server says: ${said}`;
  const reason = kind === 'disabled' || kind === 'permission' ? (/\bis disabled:(.*)$/is.exec(said)?.[1]?.trim() ?? '') : '';
  return reason === '' ? sentence : `${sentence} The reason given: "${reason.slice(0, longestReason)}".`;
}

const foreignBodies: Readonly<Record<ForeignBody, string>> = {
  empty: 'an empty answer',
  html: 'a web page',
  cut_json: 'an answer that broke off in the middle',
  other_json: 'data of another kind',
  text: 'plain text',
};

/** The error for an answer that is not one of this API: HTML, a redirect, an empty or cut body, a gateway's own page. */
export function errorFromForeignAnswer(response: HttpResponse, looksLike: ForeignBody, effect: Effect): IqraError {
  const byStatus = errorFromStatus(response);
  if (byStatus !== null) return byStatus;
  const { status } = response;
  const facts = { httpStatus: status, ...openFor(effect) };
  if (status >= 300 && status < 400) return serverErrors.error('REDIRECTED', { status }, facts);
  if (status >= 500) return serverErrors.error('SERVER_FAULT', { status }, facts);
  return serverErrors.error('NOT_AN_IQRA_ANSWER', { what: foreignBodies[looksLike], status }, facts);
}

/** Statuses that are sent before the server does anything; `null` for every other status. */
function errorFromStatus(response: HttpResponse): IqraError | null {
  const { status } = response;
  const facts = { httpStatus: status };
  switch (status) {
    case 401:
      return serverErrors.error('API_KEY_REFUSED', {}, facts);
    case 403:
      return serverErrors.error('ACCESS_REFUSED', {}, facts);
    case 429:
      return serverErrors.error('TOO_MANY_REQUESTS', {}, { ...facts, retryAfterMs: readRetryAfterMs(response) });
    case 404:
    case 405:
      return serverErrors.error('ADDRESS_NOT_FOUND', { status }, facts);
    case 400:
    case 413:
    case 415:
      return serverErrors.error('REQUEST_REFUSED', { status, itSays: itSays(response) }, facts);
    default:
      return null;
  }
}

function itSays(response: HttpResponse): string {
  const sentences = readProblemSentences(response);
  return sentences.length > 0 ? ` It says: ${sentences.join(' ')}` : '';
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
export function errorFromTransportFailure(failure: TransportFailure, effect: Effect, baseUrl: string): IqraError {
  if (failure.code === outOfTimeCode) return serverErrors.error('TOO_SLOW', {});
  if (failure.code === stoppedCode) return serverErrors.error('RUN_STOPPED', {});
  const details = { transportCode: failure.code, transportMessage: failure.message };
  if (failure.sent !== 'maybe') return serverErrors.error('NOT_REACHED', { baseUrl }, { details });
  return serverErrors.error('NO_ANSWER', {}, { details, ...openFor(effect) });
}

/** The error for a server that said nothing for as long as one item may take. */
export function errorFromSilence(limitMs: number): IqraError {
  return serverErrors.error('SERVER_SILENT', { seconds: Math.round(limitMs / 1000) });
}

/** The error for a form that the server would refuse because of its size. */
export function errorFromLargeForm(bytes: number, mostBytes: number): IqraError {
  const megabytes = (size: number): string => (size / 1_048_576).toFixed(1);
  return serverErrors.error('REQUEST_TOO_LARGE', { size: megabytes(bytes), most: megabytes(mostBytes) });
}
