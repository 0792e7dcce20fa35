import type { Clock } from '../domain/from-host.ts';

/**
 * The one seam through which core talks to the network. Each host binds it to its own HTTP client; the host also adds the
 * `Authorization` header, so that core never holds the API key.
 */

/** A request with an absolute URL. `body` is the exact bytes to send; its content type stands in `headers`. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** For the whole exchange, the last byte of the answer's body included. */
  readonly timeoutMs: number;
}

/** Any answer with a status line, whatever the status. Redirects are answers too: a transport never follows one. */
export interface HttpResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The whole body as text, not parsed. */
  readonly body: string;
}

/**
 * What is known about a request that got no complete answer.
 * `no` = it provably never left this machine (connection refused, unknown host, TLS refused); `maybe` = everything else.
 */
export type WasSent = 'no' | 'maybe';

/** The code of a request that was not sent because the host's own time limit left no time for it. */
export const outOfTimeCode = 'OUT_OF_TIME';

/** The code of a request whose answer was not complete within `timeoutMs`. */
const timedOutCode = 'TIMED_OUT';

export interface TransportFailure {
  readonly sent: WasSent;
  /** The host's or system's code, for example `ECONNREFUSED`. */
  readonly code: string;
  readonly message: string;
}

export type TransportResult =
  | { readonly kind: 'answer'; readonly response: HttpResponse }
  | { readonly kind: 'failure'; readonly failure: TransportFailure };

export interface Transport {
  /** Sends once: no retry, no redirect. Never throws for a network failure or a status; may throw for a programming error. */
  send(request: HttpRequest): Promise<TransportResult>;
}

/** The result of a request that ran into its own limit: it may have reached the server at any moment before. */
export function timedOut(request: HttpRequest): TransportResult {
  const message = `No complete answer came within ${request.timeoutMs / 1000} seconds.`;
  return { kind: 'failure', failure: { sent: 'maybe', code: timedOutCode, message } };
}

/** How long a server may say nothing at all before one item is given up (docs/decisions/0072-house-silence-of-a-server.md). */
export const defaultSilenceLimitMs = 60_000;
/** After a planned wait of this length the server gets its time anew. */
const freshAfterMs = 10_000;

/** The time that a server has let pass without any answer, over all requests of one item. */
export interface Silence {
  readonly limitMs: number;
  /** What is left for the next request. */
  leftMs(): number;
  /** Called when a request has ended: an answer of any kind breaks the silence. */
  ended(answered: boolean): void;
}

export function createSilence(clock: Clock, limitMs: number): Silence {
  let sinceMs: number | null = null;
  let lastEndMs: number | null = null;
  return {
    limitMs,
    leftMs: () => {
      const nowMs = clock.now();
      if (lastEndMs !== null && nowMs - lastEndMs > freshAfterMs) sinceMs = null;
      sinceMs ??= nowMs;
      return limitMs - (nowMs - sinceMs);
    },
    ended: (answered) => {
      lastEndMs = clock.now();
      if (answered) sinceMs = null;
    },
  };
}
