/** One world's time. Waiting work is kept in order of its moment, and of its arrival among equal moments. */
export class VirtualTime {
  nowMs: number;
  readonly #waiting: { readonly atMs: number; readonly run: () => void }[] = [];

  constructor(startMs: number) {
    this.nowMs = startMs;
  }

  at(atMs: number, run: () => void): void {
    const due = Math.max(atMs, this.nowMs);
    let place = this.#waiting.length;
    while (place > 0 && (this.#waiting[place - 1]?.atMs ?? 0) > due) place -= 1;
    this.#waiting.splice(place, 0, { atMs: due, run });
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.at(this.nowMs + ms, resolve);
    });
  }

  /** Moves to the next moment at which something waits, and runs that one thing. False = nothing waits. */
  step(): boolean {
    const next = this.#waiting.shift();
    if (next === undefined) return false;
    this.nowMs = next.atMs;
    next.run();
    return true;
  }
}

/** Lets every promise that can go on do so. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/**
 * Runs independent worlds until nothing waits in any of them. One step of each, then all promises go on: the order among worlds
 * means nothing, and within a world it is exact.
 */
export async function runWorlds(times: readonly VirtualTime[]): Promise<void> {
  let live = [...times];
  await settle();
  while (live.length > 0) {
    live = live.filter((time) => time.step());
    await settle();
  }
}

/** Runs one world until `work` is done. */
export async function runUntil<T>(time: VirtualTime, work: Promise<T>): Promise<T> {
  let done = false;
  const watched = work.finally(() => {
    done = true;
  });
  watched.catch(() => undefined);
  for (;;) {
    await settle();
    if (done) return await watched;
    if (!time.step()) throw new Error('Nothing is left to happen, but the work is not done.');
  }
}
