import { callOutcomeLabels, type CallOutcome } from '../domain/call.ts';
import type { InputProblem } from '../errors/iqra-error.ts';
import { describeDistantMoment } from '../hours/describe-moment.ts';
import { momentOfDelay, type DelaySituation } from './delay.ts';
import { delayBefore, type RetryPolicy } from './retry-policy.ts';
import { retryingErrors, retryReasons } from './retrying-errors.ts';

const dayMs = 24 * 60 * 60_000;
/** What a call was about is stale by then: a trigger that was off for weeks must not call its backlog. */
const freshForDays = 7;

/** One call that ended, as far as the decision needs it. */
export interface EndedAttempt {
  /** 1 for a first call. */
  readonly attempt: number;
  readonly outcome: CallOutcome;
  /** Whether the person asked not to be called again; `null` = nobody knows. */
  readonly optOutRequested: boolean | null;
  /** When it ended as far as the server tells, in ms since 1970 UTC. */
  readonly endedAtMs: number;
}

/** Who decides, and by what clocks. */
export type RetrySituation = Omit<DelaySituation, 'fromMs'>;

/** `code` and `reason` say why nobody is called. */
export type NextAttempt =
  /** `notBeforeMs` in ms since 1970 UTC, never before now; calling hours can move it on. */
  | { readonly kind: 'call'; readonly attempt: number; readonly notBeforeMs: number }
  | (NoAttempt & { readonly kind: 'give_up' })
  | (NoAttempt & { readonly kind: 'nothing' });

/** `code` and `reason` say why nobody is called. */
interface NoAttempt {
  readonly code: string;
  readonly reason: string;
}

/**
 * Decides what follows a call that ended: another attempt and from when on, or nothing and why, or that the attempts are used up.
 * @throws IqraError of kind `input` where the delay names a time of day and nobody knows the recipient's clock.
 */
export function decideNextAttempt(ended: EndedAttempt, policy: RetryPolicy, situation: RetrySituation): NextAttempt {
  const { attempt, outcome, optOutRequested, endedAtMs } = ended;
  if (optOutRequested === true) return nothing(because('OPTED_OUT', 'queueId', {}));
  if (outcome === 'completed') return optOutRequested === null ? nothing(because('WORDS_NOT_READABLE', 'queueId', {})) : nothing(because('ANSWERED', 'queueId', {}));
  const ending = callOutcomeLabels[outcome];
  if (!policy.outcomes.includes(outcome)) return nothing(because('OUTCOME_NOT_CHOSEN', 'afterOutcomes', { outcome: ending }));
  if (attempt >= policy.maxAttempts) {
    return { ...nothing(because('ATTEMPTS_USED_UP', 'maxAttempts', { attempt, most: policy.maxAttempts, outcome: ending })), kind: 'give_up' };
  }
  if (optOutRequested === null) return nothing(because('WORDS_NOT_READABLE', 'queueId', {}));
  if (situation.nowMs - endedAtMs > freshForDays * dayMs) return nothing(because('TOO_OLD', 'queueId', { at: describeDistantMoment(endedAtMs), days: freshForDays }));
  return { kind: 'call', attempt: attempt + 1, notBeforeMs: momentOfNext(attempt + 1, policy, { ...situation, fromMs: endedAtMs }) };
}

const because = retryReasons.problem;

function nothing({ code, message }: InputProblem): NoAttempt & { readonly kind: 'nothing' } {
  return { kind: 'nothing', code, reason: message };
}

function momentOfNext(attempt: number, policy: RetryPolicy, situation: DelaySituation): number {
  const delay = delayBefore(policy, attempt);
  if (delay === undefined) throw new RangeError(`The policy has no delay before attempt ${attempt}.`);
  const moment = momentOfDelay(delay, situation);
  if (moment === null) throw retryingErrors.error('DELAY_WITHOUT_ZONE', {});
  return moment;
}
