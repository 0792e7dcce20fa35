import { isIqraError, type IqraError } from '../errors/iqra-error.ts';
import type { PreviousCall, TryAgainResult } from './try-again-result.ts';
import { toRefused } from './try-again-result.ts';

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
