import type { InputOf } from '../fields/field.ts';
import { inputError } from '../fields/field-errors.ts';
import { readInput } from '../fields/parse-input.ts';
import { attemptRuleFields, tryAgainFields, type RawTryAgainInput } from '../fields/try-again.fields.ts';
import { readTiming } from '../hours/read-timing.ts';
import { readFrequencyCap } from '../recipients/frequency-cap.ts';
import { readRetryPolicy, type RetryPolicy } from './retry-policy.ts';

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
