import { callHandler, type Handler } from './handler.ts';
import { loadHandler } from './load-handler.ts';

/** The app in this very process: fast, for tests. `logEndpoint` is where core sends the lines that Zapier would store. */
export function startInProcessHandler(appPath: string, logEndpoint: string): Handler {
  process.env['LOGGING_ENDPOINT'] = logEndpoint;
  const handler = loadHandler(appPath);
  return {
    call: (event) => callHandler(handler, event),
    processOutput: () => '',
    close: async () => {},
  };
}
