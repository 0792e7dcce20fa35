/**
 * Makes pauses of nodes and of the engine `divisor` times shorter, so that a test of what follows a pause need not last as long.
 * Moments do not move: what waits for a moment pauses more often.
 */
export function hurryPauses(divisor: number): void {
  const real = globalThis.setTimeout;
  const hurried = (callback: (...values: unknown[]) => void, ms?: number, ...values: unknown[]): NodeJS.Timeout =>
    real(callback, (ms ?? 0) / divisor, ...values);
  Object.assign(globalThis, { setTimeout: hurried });
}
