/** Wakes whoever waits for something to change. */
export interface Signal {
  /** Resolves at the next `fire`. */
  next(): Promise<void>;
  fire(): void;
}

export function createSignal(): Signal {
  let waiting: (() => void)[] = [];
  return {
    next: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
      }),
    fire: () => {
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
  };
}
