/**
 * Makes this process's clock and timers run `factor` times as fast, for code that waits on purpose. Network and processor keep
 * their own speed, so a delay of theirs looks `factor` times as long. Returns the way back to real time.
 */
export function speedUpTime(factor: number): () => void {
  const realNow = Date.now;
  const realSetTimeout = globalThis.setTimeout;
  const startMs = realNow();
  Date.now = () => startMs + (realNow() - startMs) * factor;
  const fastSetTimeout = (handler: (...args: unknown[]) => void, ms?: number, ...args: unknown[]): NodeJS.Timeout =>
    realSetTimeout(handler, (ms ?? 0) / factor, ...args);
  globalThis.setTimeout = Object.assign<typeof fastSetTimeout, typeof realSetTimeout>(fastSetTimeout, realSetTimeout);
  return () => {
    Date.now = realNow;
    globalThis.setTimeout = realSetTimeout;
  };
}
