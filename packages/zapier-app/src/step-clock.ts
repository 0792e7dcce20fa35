import type { Clock } from '@iqra-automation/core';

/** Nothing in a step waits for so long on purpose; only the watch over the step's whole time does. */
const watchMs = 15_000;

/** Time and chance of the runtime that a step runs in. */
export const stepClock: Clock = {
  now: () => Date.now(),
  sleep: (ms) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      // A watch that is no longer needed must not keep the process from ending.
      if (ms >= watchMs) timer.unref();
    }),
  random: () => Math.random(),
};
