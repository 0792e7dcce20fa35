import { zapierErrors } from './zapier-errors.ts';

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
  throw zapierErrors.error('RESULT_TOO_LARGE', { what, size: inMegabytes(size), most: inMegabytes(largestResultBytes) });
}

function inMegabytes(bytes: number): string {
  return (bytes / 1_048_576).toFixed(1);
}
