import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import { followClock } from '../moved-clock.ts';
import type { HandlerEvent } from './handler.ts';
import { startAppHere } from './in-process-handler.ts';
import { shareCoreOf } from './shared-core.ts';

/** An app outside the global object of the test file that uses it: events and answers cross as text, as on their way to and from Zapier. */
export interface OuterApp {
  call(event: string): Promise<string>;
  close(): Promise<void>;
}

/** Apps of one test file, outside its global object. */
export interface OuterApps {
  /** `now` is the clock of the test file. */
  start(appPath: string, logEndpoint: string, hurry: number, now: () => number): OuterApp;
  /** Nothing of them is left; for a test file that has not closed all. */
  end(): void;
}

/** What core and the app print can be read from the log store. */
const silent = Object.fromEntries(Object.keys(console).map((name) => [name, () => undefined]));

/**
 * zapier-platform-core takes a third of a second to load and is the same for all files that a process runs; the app is loaded anew for each
 * file, and remembers nothing of the one before.
 */
export function outerApps(): OuterApps {
  const loaded = new Set<string>();
  const open = new Set<OuterApp>();
  let leave = (): void => {};
  const end = (): void => {
    open.clear();
    leave();
    leave = () => {};
  };
  return {
    end,
    start: (appPath, logEndpoint, hurry, now) => {
      if (open.size === 0) leave = enter(now);
      if (!loaded.has(appPath)) unload(appPath);
      loaded.add(appPath);
      shareCoreOf(appPath);
      const handler = startAppHere(appPath, logEndpoint, hurry);
      const app: OuterApp = {
        call: async (event) => JSON.stringify(await handler.call(JSON.parse(event) as HandlerEvent)),
        close: async () => {
          await handler.close();
          open.delete(app);
          if (open.size === 0) end();
        },
      };
      open.add(app);
      return app;
    },
  };
}

/** All outside the test file is silent and tells the file's time, until the way back is taken. */
function enter(now: () => number): () => void {
  const { console } = globalThis;
  const backToOwnTime = followClock(now);
  globalThis.console = { ...console, ...silent };
  return () => {
    globalThis.console = console;
    backToOwnTime();
  };
}

function unload(appPath: string): void {
  const { cache } = createRequire(appPath);
  const folder = dirname(appPath) + sep;
  for (const path of Object.keys(cache)) if (path.startsWith(folder)) delete cache[path];
}
