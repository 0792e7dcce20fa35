import type { PhoneRefusalCode } from '../phone/phone-result.ts';
import { redact, redactRecord } from './redact.ts';

declare const listed: unique symbol;

/** A code of the tables that docs/errors.md shows; only their rows give one (`define-errors.ts`, `answer-errors.ts`). */
export type ErrorCode = string & { readonly [listed]: true };

/** The code of a row; called where rows become errors, and nowhere else. */
export function codeOfRow(code: string): ErrorCode;
export function codeOfRow(code: string): string {
  return code;
}

/** Who must act, and on what. */
export type ErrorKind =
  /** A field of the form, or of the incoming item, must change. */
  | 'input'
  /** A rule the user chose refuses this call: calling hours, do-not-call, frequency cap. */
  | 'refused_by_rule'
  /** The API key is wrong, revoked or missing. */
  | 'authentication'
  /** The key is valid but may not do this. */
  | 'permission'
  /** The account or the business is switched off. */
  | 'disabled'
  | 'not_found'
  | 'balance'
  | 'rate_limit'
  /** The address does not answer as an Iqra server does, or nothing is asked of it any more. */
  | 'connection'
  /** The server failed; trying a read again later may work. */
  | 'server'
  /** It could not be learnt whether a call was queued. */
  | 'placement_unknown';

/** What is known about the call that the failed step was about. */
export type Placement = 'not_placed' | 'placed' | 'unknown';

/** One thing wrong with one field of an input. */
export interface InputProblem {
  /** The field's stable name, for example `recipientNumber`. */
  readonly field: string;
  readonly code: ErrorCode | PhoneRefusalCode;
  /** A whole sentence that names the field by its label. */
  readonly message: string;
  /** What to do about it, in whole sentences. */
  readonly nextStep: string;
}

export interface IqraErrorInit {
  readonly kind: ErrorKind;
  readonly code: ErrorCode | PhoneRefusalCode;
  /** What happened, in one plain sentence. */
  readonly message: string;
  /** What the person should do now, in one plain sentence. */
  readonly nextStep: string;
  readonly placement: Placement;
  readonly field?: string;
  readonly problems?: readonly InputProblem[];
  readonly serverCode?: string;
  readonly httpStatus?: number;
  /** Earliest useful time for another try, in ms from now. */
  readonly retryAfterMs?: number | undefined;
  /** Anything else worth showing; redacted deep. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** The one error class of core. Keys and phone numbers are masked when it is made, so that no later log can leak them. */
export class IqraError extends Error {
  override readonly name = 'IqraError';
  readonly kind: ErrorKind;
  readonly code: string;
  readonly nextStep: string;
  readonly placement: Placement;
  readonly field: string | undefined;
  readonly problems: readonly InputProblem[];
  readonly serverCode: string | undefined;
  readonly httpStatus: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(init: IqraErrorInit) {
    // Another error's text is not ours to mask, so only causes that were masked when they were made are kept.
    super(redact(init.message), isIqraError(init.cause) ? { cause: init.cause } : undefined);
    this.kind = init.kind;
    this.code = init.code;
    this.nextStep = redact(init.nextStep);
    this.placement = init.placement;
    this.field = init.field;
    this.problems = (init.problems ?? []).map((problem) => ({ ...problem, message: redact(problem.message), nextStep: redact(problem.nextStep) }));
    this.serverCode = init.serverCode;
    this.httpStatus = init.httpStatus;
    this.retryAfterMs = init.retryAfterMs;
    this.details = redactRecord(init.details ?? {});
  }
}

/** True for our error, also when it was made by another bundled copy of core (where `instanceof` fails). */
export function isIqraError(value: unknown): value is IqraError {
  return value instanceof Error && value.name === 'IqraError' && 'placement' in value && 'nextStep' in value;
}
