import { moveClock } from '../moved-clock.ts';
import { sharedProcess } from '../shared-process.ts';
import { callHandler, type Handler, type HandlerAnswer } from './handler.ts';
import { hurryPausesOf } from './hurried-pauses.ts';
import { loadHandler } from './load-handler.ts';
import { runEventsWithoutDomains } from './no-domains.ts';
import type { OuterApp } from './outer-app.ts';

/** The app in this very process: fast, for tests. `logEndpoint` is where core sends the lines that Zapier would store. */
export function startInProcessHandler(appPath: string, logEndpoint: string, hurry = 1): Handler {
  const outer = sharedProcess()?.zapierApps.start(appPath, logEndpoint, hurry, () => Date.now());
  return outer === undefined ? startAppHere(appPath, logEndpoint, hurry) : handlerOf(outer);
}

function handlerOf(outer: OuterApp): Handler {
  let backToRealTime = (): void => {};
  return {
    call: async (event) => JSON.parse(await outer.call(JSON.stringify(event))) as HandlerAnswer,
    moveClock: (toMs) => {
      backToRealTime();
      backToRealTime = moveClock(toMs);
    },
    processOutput: () => '',
    close: async () => {
      backToRealTime();
      await outer.close();
    },
  };
}

/** The app behind the global object of whoever calls this. */
export function startAppHere(appPath: string, logEndpoint: string, hurry: number): Handler {
  runEventsWithoutDomains();
  const handler = loadHandler(appPath);
  const backToRealPauses = hurryPausesOf(appPath, hurry);
  let backToRealTime = (): void => {};
  return {
    call: (event) => {
      // Read by core as it takes the event; several apps can share this process.
      process.env['LOGGING_ENDPOINT'] = logEndpoint;
      return callHandler(handler, event);
    },
    moveClock: (toMs) => {
      backToRealTime();
      backToRealTime = moveClock(toMs);
    },
    processOutput: () => '',
    close: () => {
      backToRealTime();
      backToRealPauses();
      return Promise.resolve();
    },
  };
}
