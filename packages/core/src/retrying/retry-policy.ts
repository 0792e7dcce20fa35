import { callOutcomes, type CallOutcome } from '../domain/call.ts';
import type { InputProblem } from '../errors/iqra-error.ts';
import { inputError } from '../fields/field-errors.ts';
import type { InputOf } from '../fields/field.ts';
import { readInput } from '../fields/parse-input.ts';
import { attemptRuleFields, defaultRetriedOutcomes, tryAgainFields, type RawTryAgainInput, type retryPolicyFields } from '../fields/try-again.fields.ts';
import { readTiming } from '../hours/read-timing.ts';
import { readFrequencyCap } from '../recipients/frequency-cap.ts';
import { readDelays, type Delay } from './delay.ts';

/** After which calls, how often and when somebody is called again. */
export interface RetryPolicy {
  /** The first call counted. */
  readonly maxAttempts: number;
  readonly outcomes: readonly CallOutcome[];
  /** One for all, or one before each attempt after the first. */
  readonly delays: readonly Delay[];
}

type PolicyInput = Pick<InputOf<typeof retryPolicyFields>, 'maxAttempts' | 'afterOutcomes' | 'delay'>;

/** Reads the policy; what cannot be read is added to `problems`. */
function readRetryPolicy({ maxAttempts, afterOutcomes, delay }: PolicyInput, problems: InputProblem[]): RetryPolicy {
  const chosen = afterOutcomes ?? defaultRetriedOutcomes;
  return { maxAttempts, outcomes: callOutcomes.filter((outcome) => chosen.includes(outcome)), delays: readDelays(delay, maxAttempts, problems) };
}

/** The delay before an attempt; 2 = the first one after the first call. */
export function delayBefore({ delays }: RetryPolicy, attempt: number): Delay | undefined {
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
  const policy = readRetryPolicy(input, problems);
  readTiming(input, { nowMs, recipient: null }, problems);
  const cap = readFrequencyCap({ maxCalls: input.maxCallsPerPeriod, periodHours: input.capPeriodHours });
  if (!cap.ok) problems.push(...cap.problems);
  if (problems.length > 0) throw inputError(problems);
  const given: Readonly<Record<string, unknown>> = raw;
  const rules = Object.fromEntries(Object.keys(attemptRuleFields).filter((name) => Object.hasOwn(given, name)).map((name) => [name, given[name]]));
  return { queueId: input.queueId, policy, input, rules };
}
