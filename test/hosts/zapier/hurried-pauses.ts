import { dirname } from 'node:path';
import { promisify } from 'node:util';

/** A longer one is the watch over the step's whole time. */
const longestPauseMs = 5_000;

/** A pause ends by a promise's `resolve`, which takes a value; what ends a request takes none, and fails it on a busy machine when shortened. */
const isPause = (callback: (...values: unknown[]) => void): boolean => callback.length === 1;

/**
 * Makes the pauses of one app `divisor` times shorter, so that a test of what follows a pause need not last as long. Limits of requests,
 * and the timers of zapier-platform-core, stay as they are. Returns the way back.
 */
export function hurryPausesOf(appPath: string, divisor: number): () => void {
  if (divisor === 1) return () => {};
  const real = globalThis.setTimeout;
  const folder = dirname(appPath);
  const hurried = (callback: (...values: unknown[]) => void, ms = 0, ...values: unknown[]): NodeJS.Timeout =>
    real(callback, ms <= longestPauseMs && isPause(callback) && callerOfTimer().includes(folder) ? ms / divisor : ms, ...values);
  const promised: unknown = Reflect.get(real, promisify.custom);
  Object.assign(globalThis, { setTimeout: Object.assign(hurried, { [promisify.custom]: promised }) });
  return () => {
    globalThis.setTimeout = real;
  };
}

/** The line of the stack that called `setTimeout`: behind the error's own, this function's and the replacement's. */
function callerOfTimer(): string {
  return new Error().stack?.split('\n')[3] ?? '';
}
