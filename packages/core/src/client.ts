import { readEnvelope, type Operation, type ReadOperation, type WireRequest } from './api/operation.ts';
import { operations, type ApiReads } from './api/registry.ts';
import type { Clock, Connection } from './domain/from-host.ts';
import type { Read, ServerKind } from './domain/reads.ts';
import { maxFormBytes } from './domain/server-facts.ts';
import { errorFromForeignAnswer, errorFromLargeForm, errorFromRefusal, errorFromSilence, errorFromTransportFailure } from './errors/answer-errors.ts';
import { IqraError } from './errors/iqra-error.ts';
import { decideRetry, type TryFailure } from './sending/decide-retry.ts';
import type { Dial, DialAnswer, DialRequest } from './sending/planned-call.ts';
import { createSilence, defaultSilenceLimitMs, type Silence } from './transport/silence.ts';
import { stoppedCode, type HttpRequest, type HttpResponse, type Transport } from './transport/transport.ts';

/** What a client needs from its host. */
export interface ClientDeps {
  readonly transport: Transport;
  readonly connection: Connection;
  readonly clock: Clock;
  /** Resolves when the next request may leave; absent = no limit. */
  readonly pace?: () => Promise<void>;
  /** Told when the server asks for patience. */
  readonly onThrottled?: (retryAfterMs: number) => void;
  /** How long one dial may take. */
  readonly dialTimeoutMs?: number;
  /** How long one read may take. */
  readonly readTimeoutMs?: number;
  /** False for a host that runs a throttled step again by itself: a read that is answered with 429 then fails at once. Default true. */
  readonly waitWhenThrottled?: boolean;
  /** The host's own time limit, in ms since 1970 UTC of the host's clock: no read is repeated past it. */
  readonly deadlineMs?: number;
  /** How long the server may let everything unanswered, in ms; then one item, or one read, is given up. Default 60 s. */
  readonly silenceLimitMs?: number;
}

/** All reads of the registry, and the one operation that dials. */
export interface Client extends ApiReads {
  /** Leaves at once: whoever dials waits for a turn first, so that waiting does not use up the call's latest start. */
  readonly dial: Dial;
  /** Resolves when the next request may leave. Reads wait for it by themselves. */
  readonly waitForTurn: () => Promise<void>;
  /**
   * The same client for one item: the time without any answer is counted over all its requests, and ends them together. Its reads wait
   * for `pace` where one is given, in place of the connection's own.
   */
  readonly forOneItem: (pace?: () => Promise<void>) => Client;
  /** The cheapest proof that address, key and business are right: one count. Returns the kind of server. */
  readonly checkConnection: () => Promise<ServerKind>;
}

const defaultDialTimeoutMs = 30_000;
const defaultReadTimeoutMs = 20_000;

/**
 * Binds the operations to a transport and a connection. Reads throw an `IqraError` and are repeated a few times when that can
 * help; a dial is sent exactly once per request and never throws for what the network or the server did.
 */
export function createClient(deps: ClientDeps): Client {
  return bindClient(deps, null);
}

/** `silence` = shared by all requests; `null` = each read has its own. */
function bindClient(deps: ClientDeps, silence: Silence | null): Client {
  const newSilence = (): Silence => createSilence(deps.clock, deps.silenceLimitMs ?? defaultSilenceLimitMs);
  const silenceOf = (): Silence => silence ?? newSilence();
  const { initiateCall: _dials, ...reading } = operations;
  const reads = bindReads((operation, input) => readWithRetries(deps, silenceOf(), operation, input), reading);
  return {
    ...reads,
    dial: (request) => dialOnce(deps, silenceOf(), request),
    waitForTurn: deps.pace ?? (() => Promise.resolve()),
    forOneItem: (pace = deps.pace) => bindClient(pace === undefined ? deps : { ...deps, pace }, newSilence()),
    checkConnection: async () => (await reads.countCalls({})).serverKind,
  };
}

type AskRead = (operation: ReadOperation<never, unknown>, input: never) => Promise<Read<unknown>>;

/** One function for each operation that reads, under its name in the registry; its types follow from there too. */
function bindReads(ask: AskRead, reads: Omit<typeof operations, 'initiateCall'>): ApiReads;
function bindReads(
  ask: AskRead,
  reads: Readonly<Record<string, ReadOperation<never, unknown>>>,
): Readonly<Record<string, (input: never) => Promise<Read<unknown>>>> {
  return Object.fromEntries(Object.entries(reads).map(([name, operation]) => [name, (input: never) => ask(operation, input)]));
}

type Tried<Output> =
  | { readonly ok: true; readonly read: Read<Output> }
  | {
      readonly ok: false;
      readonly error: IqraError;
      /** `kept_back` = we did not even try, and would not the next time: it would have been refused, or the run was stopped. */
      readonly sent: 'kept_back' | 'no' | 'maybe';
    };

/** Sends one request once and says what came of it. */
async function tryOnce<Input, Output>(
  deps: ClientDeps,
  silence: Silence,
  operation: Operation<Input, Output>,
  input: Input,
  timeoutMs: number,
): Promise<Tried<Output>> {
  const request = toHttpRequest(deps.connection, operation.toRequest(input, deps.connection, () => deps.clock.random()), timeoutMs);
  if (request.body !== undefined && request.body.length > maxFormBytes) {
    return { ok: false, error: errorFromLargeForm(request.body.length, maxFormBytes), sent: 'kept_back' };
  }
  const result = await deps.transport.send(request);
  silence.ended(result.kind === 'answer');
  if (result.kind === 'failure') {
    const error = errorFromTransportFailure(result.failure, operation.effect, deps.connection.baseUrl);
    return { ok: false, error, sent: result.failure.code === stoppedCode ? 'kept_back' : result.failure.sent };
  }
  const judged = judgeAnswer(deps, operation, result.response);
  if (judged instanceof IqraError && judged.kind === 'rate_limit') deps.onThrottled?.(judged.retryAfterMs ?? 0);
  return judged instanceof IqraError ? { ok: false, error: judged, sent: 'maybe' } : { ok: true, read: judged };
}

function toHttpRequest(connection: Connection, wire: WireRequest, timeoutMs: number): HttpRequest {
  return {
    method: wire.method,
    url: `${connection.baseUrl}/api/v1${wire.path}`,
    headers: { accept: 'application/json', ...(wire.body === undefined ? {} : { 'content-type': wire.body.contentType }) },
    ...(wire.body === undefined ? {} : { body: wire.body.bytes }),
    timeoutMs,
  };
}

function judgeAnswer<Input, Output>(
  deps: ClientDeps,
  operation: Operation<Input, Output>,
  response: HttpResponse,
): Read<Output> | IqraError {
  const envelope = readEnvelope(response);
  if (envelope.kind === 'failure') return errorFromRefusal(envelope, operation.effect, response);
  if (envelope.kind === 'foreign') return errorFromForeignAnswer(response, envelope.looksLike, operation.effect);
  const value = response.status < 300 ? operation.fromData(envelope.data) : null;
  if (value === null) return errorFromForeignAnswer(response, 'other_json', operation.effect);
  return { value, ...serverTime(deps, response), serverKind: envelope.serverKind };
}

/** The server's own time of an answer (`Date`, whole seconds), or this machine's clock where the header is missing. */
function serverTime(deps: ClientDeps, response: HttpResponse): Pick<Read<unknown>, 'serverTimeMs' | 'serverTimeGuessed'> {
  const parsed = Date.parse(response.headers['date'] ?? '');
  return Number.isNaN(parsed) ? { serverTimeMs: deps.clock.now(), serverTimeGuessed: true } : { serverTimeMs: parsed };
}

/** Reads are harmless, so one that failed for a passing reason is asked again, within its tries and the host's deadline. */
async function readWithRetries<Input, Output>(
  deps: ClientDeps,
  silence: Silence,
  operation: Operation<Input, Output>,
  input: Input,
): Promise<Read<Output>> {
  const startedMs = deps.clock.now();
  for (let tries = 1; ; tries += 1) {
    await deps.pace?.();
    const leftMs = silence.leftMs();
    if (leftMs <= 0) throw errorFromSilence(silence.limitMs);
    const result = await tryOnce(deps, silence, operation, input, timeLeft(deps, Math.min(deps.readTimeoutMs ?? defaultReadTimeoutMs, leftMs)));
    if (result.ok) return result.read;
    if (silence.leftMs() <= 0) throw errorFromSilence(silence.limitMs);
    const elapsedMs = deps.clock.now() - startedMs;
    const decision = decideRetry(operation.effect, whyReadFailed(result), { tries, elapsedMs, random: deps.clock.random() });
    const hostComesBack = deps.waitWhenThrottled === false && result.error.kind === 'rate_limit';
    if (!decision.again || hostComesBack || pastDeadline(deps, decision.afterMs)) throw result.error;
    await deps.clock.sleep(decision.afterMs);
  }
}

function whyReadFailed(result: Extract<Tried<unknown>, { ok: false }>): TryFailure {
  if (result.sent === 'no') return { kind: 'not_sent' };
  if (result.error.kind === 'rate_limit') return { kind: 'throttled', retryAfterMs: result.error.retryAfterMs ?? 0 };
  return { kind: result.error.kind === 'server' ? 'ambiguous' : 'refused' };
}

/** A request may not outlive the host's deadline, but gets a second even when that is close. */
function timeLeft(deps: ClientDeps, timeoutMs: number): number {
  if (deps.deadlineMs === undefined) return timeoutMs;
  return Math.min(timeoutMs, Math.max(deps.deadlineMs - deps.clock.now(), 1_000));
}

function pastDeadline(deps: ClientDeps, afterMs: number): boolean {
  return deps.deadlineMs !== undefined && deps.clock.now() + afterMs >= deps.deadlineMs;
}

async function dialOnce(deps: ClientDeps, silence: Silence, request: DialRequest): Promise<DialAnswer> {
  const leftMs = silence.leftMs();
  if (leftMs <= 0) return { kind: 'refused', error: errorFromSilence(silence.limitMs) };
  const timeoutMs = Math.min(deps.dialTimeoutMs ?? defaultDialTimeoutMs, leftMs);
  const result = await tryOnce(deps, silence, operations.initiateCall, request, timeoutMs);
  if (result.ok) return { kind: 'queued', queueId: result.read.value, serverTimeMs: result.read.serverTimeMs };
  return classifyDialFailure(result);
}

/** The error already says what it proves; this only gives that a name. */
function classifyDialFailure({ error, sent }: Extract<Tried<unknown>, { ok: false }>): DialAnswer {
  if (sent === 'no') return { kind: 'not_sent', error };
  switch (error.placement) {
    case 'placed':
      return { kind: 'queued_without_id', error };
    case 'unknown':
      return { kind: 'ambiguous', error };
    case 'not_placed':
      return error.kind === 'rate_limit'
        ? { kind: 'throttled', error, retryAfterMs: error.retryAfterMs ?? 0 }
        : { kind: 'refused', error };
    default:
      return error.placement satisfies never;
  }
}

