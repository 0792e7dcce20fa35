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

/** The code of a request that was not sent because somebody had stopped the run. */
export const stoppedCode = 'STOPPED';

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

/** A name that could not be resolved, and a certificate that this machine refused: both before the first byte of the request. */
const alwaysBeforeSending = /^(ENOTFOUND|EAI_AGAIN|CERT_.*|ERR_TLS_CERT_.*|UNABLE_TO_(GET|VERIFY)_.*|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN)$/;

/** The system answers these to `connect`, and to `read` and `write` on a connection that is open. */
const provenByConnect = /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/;

/** Node words a failed system call so; some HTTP clients keep only this text. */
const systemCallText = /(?:^|reason: )(connect|getaddrinfo|read|write) E[A-Z]+\b/;

/** No client nests deeper; a chain may also close on itself. */
const deepestChain = 20;

/** One error of the chain of causes. */
interface Link {
  readonly code: string | undefined;
  readonly syscall: string | undefined;
}

/**
 * Says whether a failed request can have reached the server. `no` only where connecting is proven to have failed: some error of the
 * whole chain of causes proves it, and none tells of anything else. A timeout covers connecting and answering alike, and `EPROTO`
 * comes from the handshake and from an open connection, so both are `maybe`.
 */
export function classifyFailure(error: unknown): TransportFailure {
  const chain = chainOf(error);
  const links = chain.map(toLink);
  return {
    sent: wasSent(links),
    // Some HTTP clients name their own failures (a timeout, a cut body) in `type` only.
    code: links.find(({ code }) => code !== undefined)?.code ?? readText(error, 'type') ?? 'UNKNOWN',
    message: readText(error, 'message') ?? '',
  };
}

function wasSent(links: readonly Link[]): WasSent {
  const telling = links.filter(({ code, syscall }) => code !== undefined || syscall !== undefined);
  return telling.some(provesNotSent) && telling.every(fitsNotSent) ? 'no' : 'maybe';
}

function provesNotSent({ code, syscall }: Link): boolean {
  if (code === undefined) return false;
  if (provenByConnect.test(code)) return syscall === 'connect' || (syscall === undefined && code === 'ECONNREFUSED');
  return alwaysBeforeSending.test(code);
}

/** A wrapper often repeats the code without the system call; that alone proves nothing, and contradicts nothing. */
function fitsNotSent({ code, syscall }: Link): boolean {
  if (syscall !== undefined && syscall !== 'connect' && syscall !== 'getaddrinfo') return false;
  return code === undefined || provenByConnect.test(code) || alwaysBeforeSending.test(code);
}

/** The error, its causes, theirs, and the errors that one of them gathers (Node tries several addresses of a name). */
function chainOf(error: unknown): readonly object[] {
  const found: object[] = [];
  const open: unknown[] = [error];
  while (open.length > 0 && found.length < deepestChain) {
    const next = open.shift();
    if (next === null || typeof next !== 'object' || found.includes(next)) continue;
    found.push(next);
    const gathered: unknown = Reflect.get(next, 'errors');
    open.push(Reflect.get(next, 'cause'), ...(Array.isArray(gathered) ? (gathered as readonly unknown[]) : []));
  }
  return found;
}

function toLink(error: object): Link {
  const syscall = readText(error, 'syscall') ?? systemCallText.exec(readText(error, 'message') ?? '')?.[1];
  return { code: readCode(error), syscall };
}

/** The system's or TLS's word; numbers and HTTP statuses that wrappers put there are none. */
function readCode(error: object): string | undefined {
  const code = readText(error, 'code');
  return code !== undefined && /[A-Za-z]/.test(code) ? code : undefined;
}

function readText(value: unknown, name: string): string | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  const found: unknown = Reflect.get(value, name);
  return typeof found === 'string' && found !== '' ? found : undefined;
}
