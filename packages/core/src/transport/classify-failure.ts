import type { TransportFailure } from './transport.ts';

/** Failures before the first byte of the request left: name look-up, connecting, the TLS handshake. */
const neverLeft = /^(ENOTFOUND|EAI_AGAIN|EPROTO|CERT_.*|ERR_TLS_.*|UNABLE_TO_.*|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN)$/;

/** These also happen to a connection that was open for a while; then the system call is `read` or `write`. */
const alsoOnOpenConnections = /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/;

/**
 * Says whether a failed request can have reached the server. Only what provably happened before the request left counts as `no`;
 * a timeout covers connecting and answering alike, so it is `maybe`, save where the system names `connect` as the call that failed.
 */
export function classifyFailure(error: unknown): TransportFailure {
  const code = readText(error, 'code') ?? readText(readCause(error), 'code') ?? 'UNKNOWN';
  const syscall = readText(error, 'syscall') ?? readText(readCause(error), 'syscall');
  return {
    sent: provablyNeverLeft(code, syscall) ? 'no' : 'maybe',
    code,
    message: readText(error, 'message') ?? '',
  };
}

function provablyNeverLeft(code: string, syscall: string | undefined): boolean {
  if (alsoOnOpenConnections.test(code)) return syscall === 'connect' || (syscall === undefined && code !== 'ETIMEDOUT');
  return neverLeft.test(code);
}

function readCause(error: unknown): unknown {
  return error !== null && typeof error === 'object' && 'cause' in error ? error.cause : undefined;
}

function readText(value: unknown, name: string): string | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  const found: unknown = Reflect.get(value, name);
  return typeof found === 'string' && found !== '' ? found : undefined;
}
