import { IqraError } from '@iqra-automation/core';

/** Zapier takes at most 6 MiB from one run (RESPONSE_SIZE_LIMIT of zapier-platform-core). */
export const largestResultBytes = 6_291_456;

/** Size as Zapier counts it. */
export function resultSize(result: unknown): number {
  return Buffer.byteLength(JSON.stringify(result), 'utf8');
}

/**
 * Returns the result of a step when Zapier can take it.
 * @throws IqraError that says how large it is.
 */
export function withinResultLimit<Result>(result: Result, what: string): Result {
  const size = resultSize(result);
  if (size <= largestResultBytes) return result;
  throw new IqraError({
    kind: 'server',
    code: 'RESULT_TOO_LARGE',
    message: `${what} is ${inMegabytes(size)} MB large; Zapier takes at most ${inMegabytes(largestResultBytes)} MB from one step.`,
    nextStep: 'Open the call in the Iqra dashboard, or read it through the API.',
    placement: 'not_placed',
  });
}

function inMegabytes(bytes: number): string {
  return (bytes / 1_048_576).toFixed(1);
}
