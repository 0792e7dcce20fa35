import type { Clock } from '@iqra-automation/core';

/** Time and chance of the runtime that a step runs in. */
export const stepClock: Clock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: () => Math.random(),
};
