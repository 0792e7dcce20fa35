import type { OperationName } from '../operations/operation.ts';

/** Faults of the wire: they replace or spoil the answer of any operation. */
export const wireFaultKinds = [
  'drop',
  'reset',
  'slow',
  'hang',
  'truncated',
  'drip',
  'repeated',
  'html',
  'redirect',
  'empty_body',
  'wrong_json',
  '400',
  '401',
  '403',
  '404',
  '405',
  '413',
  '415',
  '429',
  '500',
  '502',
  '503',
  '504',
] as const;

/** Faults inside the server: the operation itself answers differently. */
export const semanticFaultKinds = [
  'enqueue_error',
  'queued_without_id',
  'group_add_error',
  'exception',
  'failure',
  'insufficient_balance',
  'db_failure',
  'db_failure_list',
  'db_failure_count',
  'lying_count',
  'lying_list',
  'bad_cursor',
] as const;

/** Faults that go along with whatever else happens to a request, and with each other. */
export const accompanyingFaultKinds = ['wrong_date', 'lagging_list'] as const;

export type AccompanyingFaultKind = (typeof accompanyingFaultKinds)[number];
export type WireFaultKind = (typeof wireFaultKinds)[number];
export type SemanticFaultKind = (typeof semanticFaultKinds)[number];
export type FaultKind = WireFaultKind | SemanticFaultKind | AccompanyingFaultKind;

/** Whether the call was put into the queue when the fault strikes, and when. Means nothing to reads. */
export const faultMoments = ['before_accept', 'after_accept', 'delayed_accept'] as const;
export type FaultMoment = (typeof faultMoments)[number];

export interface FaultMatch {
  readonly operation?: OperationName | readonly OperationName[];
  /** A part of the path, for example `/queues/outbound`. */
  readonly path?: string;
  /** Exact recipient of an initiate request. */
  readonly recipient?: string;
  /** Only the n-th request (from 1) that matches the rest. */
  readonly nth?: number;
  /** Chance of each matching request, 0 to 1, drawn from the seed. */
  readonly probability?: number;
}

export interface FaultRule {
  readonly kind: FaultKind;
  /** Default: `before_accept`. */
  readonly when?: FaultMoment;
  readonly match?: FaultMatch;
  /**
   * `slow`, `hang`: real ms before the answer (`hang`: before the connection closes; none = never). `drip`: real ms between two bytes.
   * `repeated`: real ms between the two requests. `lagging_list`: sandbox ms before lists and counts show a new entry.
   * `delayed_accept`: sandbox ms before the call is accepted.
   */
  readonly delayMs?: number;
  /** How often the rule strikes; `null` = without end. Default 1; without end when `probability` is given. */
  readonly times?: number | null;
  /** `redirect`: where to (default `/install`). */
  readonly location?: string;
  /** `429`: value of `Retry-After` in seconds; none = no such header. */
  readonly retryAfterSeconds?: number;
  /** `failure`: the code and message of a failure envelope. `exception`: the message's tail. */
  readonly code?: string;
  readonly message?: string;
  /** `lying_count`: the number answered (default: true number + 1). */
  readonly count?: number;
  /** `wrong_date`: how far the `Date` header is off, in ms; negative = behind. */
  readonly offsetMs?: number;
}

/** A rule that strikes one request, as the operations see it. */
export interface SemanticFault {
  readonly kind: SemanticFaultKind;
  readonly accepted: boolean;
  readonly rule: FaultRule;
}

export function isAccompanyingFault(kind: FaultKind): kind is AccompanyingFaultKind {
  return accompanyingFaultKinds.some((candidate) => candidate === kind);
}

export function isWireFault(kind: FaultKind): kind is WireFaultKind {
  return wireFaultKinds.some((candidate) => candidate === kind);
}
