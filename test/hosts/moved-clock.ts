/**
 * Lets this process believe that it is `toMs` now (ms since 1970 UTC); its clock runs on from there. Timers keep their own time. Returns
 * the way back to real time.
 */
export function moveClock(toMs: number): () => void {
  const before = globalThis.Date;
  const aheadMs = toMs - before.now();
  return followClock(() => before.now() + aheadMs);
}

/** Lets `Date` tell the time of another clock. Returns the way back. */
export function followClock(now: () => number): () => void {
  const before = globalThis.Date;
  globalThis.Date = new Proxy(before, {
    construct: (target, values: readonly unknown[], made) => Reflect.construct(target, values.length === 0 ? [now()] : values, made) as Date,
    apply: () => new before(now()).toString(),
    get: (target, name, receiver): unknown => (name === 'now' ? now : Reflect.get(target, name, receiver)),
  });
  return () => {
    globalThis.Date = before;
  };
}
