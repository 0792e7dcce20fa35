import { promisify } from 'node:util';

/** The host's HTTP client sets limits by timers; a limit that is shortened fails requests on a busy machine. */
const httpClient = /[\\/]axios[\\/]/;

const real = globalThis.setTimeout;
/** Grows with each call of `hurryPauses`. */
let hurries = 0;

/**
 * Makes pauses of nodes and of the engine `divisor` times shorter, so that a test of what follows a pause need not last as long; 1 = as
 * long as they are. Limits of requests stay as they are. Moments do not move: what waits for a moment pauses more often. Pauses that run
 * already end without effect: they belong to nodes that are forgotten.
 */
export function hurryPauses(divisor: number): void {
  hurries += 1;
  const current = hurries;
  const hurried = (callback: (...values: unknown[]) => void, ms?: number, ...values: unknown[]): NodeJS.Timeout => {
    const end = (): void => {
      if (hurries === current) callback(...values);
    };
    return real(end, divisor === 1 || httpClient.test(callerOfTimer()) ? ms : hurriedMs(ms ?? 0, divisor));
  };
  const promised = (ms?: number, value?: unknown): Promise<unknown> => new Promise((resolve) => hurried(resolve, ms, value));
  Object.assign(globalThis, { setTimeout: Object.assign(hurried, { [promisify.custom]: promised }) });
}

/** Whoever waits for a moment would otherwise ask hundreds of times for it, which takes long on a busy machine. */
const shortestMs = 5;

function hurriedMs(ms: number, divisor: number): number {
  return Math.max(ms / divisor, Math.min(ms, shortestMs));
}

/** The line of the stack that called `setTimeout`: behind the error's own, this function's and the replacement's. */
function callerOfTimer(): string {
  return new Error().stack?.split('\n')[3] ?? '';
}
