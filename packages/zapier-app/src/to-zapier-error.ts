import { type IqraError, isIqraError, redact, unexpectedError } from '@iqra-automation/core';
import type { ZObject } from 'zapier-platform-core';

/** What is known about a step at the moment it fails. */
export interface StepState {
  /** True once a request that may dial has left. */
  readonly dialLeft: boolean;
  /** True when a repeated run looks for the call before it sends. Without that, nothing may make Zapier repeat a step that has dialled. */
  readonly looksFirst: boolean;
}

const nothingDialled: StepState = { dialLeft: false, looksFirst: true };

/**
 * The error that makes Zapier do the right thing (docs/decisions/0026-zapier-errors.md):
 * a call whose fate is unknown, or that was placed, stops softly and is not run again; so does a record that the rules refuse;
 * a wrong key expires the connection; a throttled step is run again by Zapier, which looks before it sends; all else is an error.
 */
export function toZapierError(z: ZObject, error: unknown, state: StepState = nothingDialled): Error {
  if (!isIqraError(error)) return fromUnexpected(z, error, state);
  const text = describe(error);
  // The server's own path helps whoever repairs it, and nobody who reads the Zap's history.
  if (error.serverCode !== undefined) z.console.log(`Code of the server: ${redact(error.serverCode)}`);
  if (error.placement !== 'not_placed') return halted(z, text);
  switch (error.kind) {
    case 'authentication':
      return withoutInput(new z.errors.ExpiredAuthError(text));
    case 'rate_limit':
      return state.dialLeft && !state.looksFirst ? plain(z, error, text) : new z.errors.ThrottledError(text, retryAfterSeconds(error));
    case 'input':
    case 'refused_by_rule':
      return error.serverCode === undefined ? halted(z, text) : plain(z, error, text);
    case 'placement_unknown':
      return halted(z, text);
    case 'permission':
    case 'disabled':
    case 'not_found':
    case 'balance':
    case 'connection':
    case 'server':
      return plain(z, error, text);
    default:
      return error.kind satisfies never;
  }
}

function describe(error: IqraError): string {
  return [error.message, error.nextStep, `(${error.code})`].join(' ');
}

function plain(z: ZObject, error: IqraError, text: string): Error {
  return new z.errors.Error(text, error.code, error.httpStatus);
}

function halted(z: ZObject, text: string): Error {
  return withoutInput(new z.errors.HaltedError(text));
}

/** A fault of this app, or of the platform below it. */
function fromUnexpected(z: ZObject, fault: unknown, state: StepState): Error {
  const error = unexpectedError(fault, state.dialLeft);
  return state.dialLeft ? halted(z, describe(error)) : plain(z, error, describe(error));
}

/**
 * zapier-platform-core appends the step's whole input, phone number included, to the text of these errors and of its log line,
 * unless this mark is set. It sets the mark on its own JSON errors (docs/decisions/0027-zapier-nothing-personal-in-logs.md).
 */
function withoutInput(error: Error): Error {
  return Object.assign(error, { doNotContextify: true });
}

function retryAfterSeconds(error: IqraError): number {
  return Math.max(1, Math.ceil((error.retryAfterMs ?? 60_000) / 1000));
}
