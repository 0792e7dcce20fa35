import { callOutcomeLabels, callOutcomes, type CallOutcome } from '../domain/call.ts';
import type { InputProblem } from '../errors/iqra-error.ts';
import { inputError, type InputOf, type NothingLeft } from '../fields/field.ts';
import { readInput } from '../fields/parse-input.ts';
import { attemptRuleFields, tryAgainFields, type RawTryAgainInput, type retryPolicyFields } from '../fields/try-again.fields.ts';
import { describeDistantMoment } from '../hours/local-time.ts';
import { readTiming } from '../hours/read-timing.ts';
import { momentOfDelay, readDelays, type Delay, type DelaySituation } from './delay.ts';
import { retryingErrors, retryReasons } from './retrying-errors.ts';

/** After which calls, how often and when somebody is called again. */
export interface RetryPolicy {
  /** The first call counted. */
  readonly maxAttempts: number;
  readonly outcomes: readonly CallOutcome[];
  /** One for all, or one before each attempt after the first. */
  readonly delays: readonly Delay[];
}

/** The delay before an attempt; 2 = the first one after the first call. */
function delayBefore({ delays }: RetryPolicy, attempt: number): Delay | undefined {
  return delays.length === 1 ? delays[0] : delays[attempt - 2];
}

/** A form of *Try Again* that can be read. */
export interface TryAgainRequest {
  readonly queueId: string;
  readonly policy: RetryPolicy;
  readonly input: InputOf<typeof tryAgainFields>;
  /** The rules for the next call, raw, under the names of the form of *Initiate*. */
  readonly rules: Readonly<Record<string, unknown>>;
}

/**
 * Reads the form. What it says about the recipient is judged with the number, which the server knows; everything else is judged here,
 * also for a call after which nothing is to be done: a policy that cannot be read is told at once.
 * @throws IqraError of kind `input` with every problem.
 */
export function readTryAgain(raw: RawTryAgainInput, nowMs: number): TryAgainRequest {
  const { input, problems } = readInput(tryAgainFields, raw);
  // The rules beside the policy are read by the plan of the attempt's call.
  const { queueId, maxAttempts, afterOutcomes, delay, ...unread }: InputOf<typeof retryPolicyFields> = input;
  unread satisfies NothingLeft;
  const outcomes = callOutcomes.filter((outcome) => afterOutcomes.includes(outcome));
  const policy = { maxAttempts, outcomes, delays: readDelays(delay, maxAttempts, problems) };
  readTiming(input, { nowMs, recipient: null }, problems);
  if (problems.length > 0) throw inputError(problems);
  const given: Readonly<Record<string, unknown>> = raw;
  const rules = Object.fromEntries(Object.keys(attemptRuleFields).filter((name) => Object.hasOwn(given, name)).map((name) => [name, given[name]]));
  return { queueId, policy, input, rules };
}

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
 * Decides what follows a call that ended: another attempt and from when on, or nothing and why, or that the attempts are used up
 * (docs/decisions/0087-retrying-what-is-never-tried-again.md).
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
