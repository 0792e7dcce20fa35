import { callOutcomes, type CallOutcome } from '../domain/call.ts';
import type { InputProblem } from '../errors/iqra-error.ts';
import type { InputOf } from '../fields/field.ts';
import { defaultRetriedOutcomes, type retryPolicyFields } from '../fields/try-again.fields.ts';
import { readDelays, type Delay } from './delay-text.ts';

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
export function readRetryPolicy({ maxAttempts, afterOutcomes, delay }: PolicyInput, problems: InputProblem[]): RetryPolicy {
  const chosen = afterOutcomes ?? defaultRetriedOutcomes;
  return { maxAttempts, outcomes: callOutcomes.filter((outcome) => chosen.includes(outcome)), delays: readDelays(delay, maxAttempts, problems) };
}

/** The delay before an attempt; 2 = the first one after the first call. */
export function delayBefore({ delays }: RetryPolicy, attempt: number): Delay | undefined {
  return delays.length === 1 ? delays[0] : delays[attempt - 2];
}
