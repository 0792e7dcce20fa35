import type { CallEntry, CallOutcome } from '../domain/call.ts';
import { isIqraError, type IqraError } from '../errors/iqra-error.ts';
import type { CallStanding } from '../polling/found-call.ts';
import type { PlacedCall } from '../sending/planned-call.ts';
import type { NextAttempt } from './retry-policy.ts';
import { retryReasons } from './retrying-errors.ts';

/** What *Try Again* did about one call, the same keys whatever it was. Times are ISO 8601 UTC. */
export interface TryAgainResult {
  /** `gave_up`: the attempts are used up. `not_retried`: nothing was to be done. */
  readonly status: PlacedCall['status'] | 'gave_up' | 'not_retried';
  /** What happened, in one or two sentences. */
  readonly note: string;
  /** True when another attempt is in the queue or was made. */
  readonly retry: boolean;
  readonly gaveUp: boolean;
  /** Why nobody is called again, and the same as a code; `null` where somebody is. */
  readonly reason: string | null;
  readonly code: string | null;
  /** The number of the attempt that was placed; where none was, of the call that ended. 1 = the first call. */
  readonly attempt: number;
  readonly maxAttempts: number;
  /** The call that ended. */
  readonly previousQueueId: string;
  /** `null` where it has not ended. */
  readonly previousOutcome: CallOutcome | null;
  /** The attempt; `null` where there is none. */
  readonly queueId: string | null;
  readonly placed: boolean;
  readonly deduplicated: boolean;
  readonly recovered: boolean;
  /** How that attempt ended, where it was made earlier and is over. */
  readonly outcome: CallOutcome | null;
  readonly recipientNumber: string;
  readonly campaignId: string | null;
  readonly campaignName: string | null;
  /** Empty where there is no attempt, as the next two. */
  readonly scheduledFor: string;
  readonly scheduledForLocal: string;
  readonly latestStart: string;
  readonly callKey: string | null;
  readonly warnings: readonly string[];
}

/** The call that ended, as every result tells it. */
export interface PreviousCall {
  readonly entry: CallEntry;
  readonly attempt: number;
  readonly campaignName: string | null;
  readonly outcome: CallOutcome | null;
  readonly maxAttempts: number;
}

/** An attempt that was placed, or that was there already. */
export function toAttempt(previous: PreviousCall, attempt: number, placed: PlacedCall): TryAgainResult {
  return {
    ...resultOf(previous),
    ...placed,
    note: `Attempt ${attempt} of ${previous.maxAttempts}. ${placed.note}`,
    retry: true,
    attempt,
    outcome: placed.outcome ?? null,
  };
}

export function toNoAttempt(previous: PreviousCall, { kind, code, reason }: Exclude<NextAttempt, { kind: 'call' }>): TryAgainResult {
  const gaveUp = kind === 'give_up';
  return { ...resultOf(previous), status: gaveUp ? 'gave_up' : 'not_retried', gaveUp, note: reason, reason, code };
}

export function toNotEnded(previous: PreviousCall, standing: CallStanding): TryAgainResult {
  const { message, code } = retryReasons.problem('NOT_ENDED', 'queueId', { standing });
  return { ...resultOf(previous), note: message, reason: message, code };
}

/** A rule of the form said no, as it is meant to. */
function toRefused(previous: PreviousCall, { message, code }: IqraError): TryAgainResult {
  return { ...resultOf(previous), note: message, reason: message, code };
}

function resultOf({ entry, attempt, campaignName, outcome, maxAttempts }: PreviousCall): TryAgainResult {
  return {
    status: 'not_retried',
    note: '',
    retry: false,
    gaveUp: false,
    reason: null,
    code: null,
    attempt,
    maxAttempts,
    previousQueueId: entry.queueId,
    previousOutcome: outcome,
    queueId: null,
    placed: false,
    deduplicated: false,
    recovered: false,
    outcome: null,
    recipientNumber: entry.recipientNumber,
    campaignId: entry.campaignId,
    campaignName,
    scheduledFor: '',
    scheduledForLocal: '',
    latestStart: '',
    callKey: null,
    warnings: [],
  };
}

/** Rules of the form that say no to one attempt as they are meant to. Every other refusal is for a person to mend. */
const rulesThatSayNo: ReadonlySet<string> = new Set(['DO_NOT_CALL', 'FREQUENCY_CAP', 'DAILY_LIMIT', 'OUTSIDE_CALLING_HOURS']);

/**
 * Runs what may meet a rule of the form; its no is a result: nobody is called again, and why.
 * @throws whatever else `work` throws.
 */
export async function orRefused<T>(previous: PreviousCall, work: () => Promise<T>, toAnswer: (result: TryAgainResult) => T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isRuleOfTheForm(error)) return toAnswer(toRefused(previous, error));
    throw error;
  }
}

function isRuleOfTheForm(error: unknown): error is IqraError {
  return isIqraError(error) && error.kind === 'refused_by_rule' && rulesThatSayNo.has(error.code);
}
