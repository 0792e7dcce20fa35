/** The host's HTTP client sets limits by timers; a limit that is shortened fails requests on a busy machine. */
const httpClient = /[\\/]axios[\\/]/;

/**
 * Makes pauses of nodes and of the engine `divisor` times shorter, so that a test of what follows a pause need not last as long.
 * Limits of requests stay as they are. Moments do not move: what waits for a moment pauses more often.
 */
export function hurryPauses(divisor: number): void {
  if (divisor === 1) return;
  const real = globalThis.setTimeout;
  const hurried = (callback: (...values: unknown[]) => void, ms?: number, ...values: unknown[]): NodeJS.Timeout =>
    real(callback, httpClient.test(callerOfTimer()) ? ms : (ms ?? 0) / divisor, ...values);
  Object.assign(globalThis, { setTimeout: hurried });
}

/** The line of the stack that called `setTimeout`: behind the error's own, this function's and the replacement's. */
function callerOfTimer(): string {
  return new Error().stack?.split('\n')[3] ?? '';
}
