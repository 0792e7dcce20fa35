const namesOfFaketime = ['LD_PRELOAD', 'FAKETIME', 'FAKETIME_DONT_FAKE_MONOTONIC', 'NO_FAKE_STAT'];

/** What a process with an environment of its own needs, so that a clock that `pnpm at` has moved is moved for it too: two clocks would judge each other. */
export function inheritedClock(): NodeJS.ProcessEnv {
  return Object.fromEntries(namesOfFaketime.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
}
