import { moveClock } from '../moved-clock.ts';
import { holdDomainHooks } from './domain-hooks.ts';
import { callHandler, type Handler } from './handler.ts';
import { hurryPausesOf } from './hurried-pauses.ts';
import { loadHandler } from './load-handler.ts';

/** The app in this very process: fast, for tests. `logEndpoint` is where core sends the lines that Zapier would store. */
export function startInProcessHandler(appPath: string, logEndpoint: string, hurry = 1): Handler {
  const domainHooks = holdDomainHooks();
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
      domainHooks.rest();
      return Promise.resolve();
    },
  };
}
