import { createRequire } from 'node:module';
import { basename } from 'node:path';
import type { CallableHandler } from './handler.ts';

interface ZapierPlatformCore {
  createAppHandler(app: unknown): CallableHandler;
}

/**
 * Loads a built app. `zapierwrapper.js` (of an unzipped build) brings its own handler; any other file is the app itself and is
 * put behind the handler of the zapier-platform-core that lies beside it.
 */
export function loadHandler(appPath: string): CallableHandler {
  const requireBesideApp = createRequire(appPath);
  const loaded: unknown = requireBesideApp(appPath);
  if (basename(appPath) === 'zapierwrapper.js') return (loaded as { readonly handler: CallableHandler }).handler;
  const core = requireBesideApp('zapier-platform-core') as ZapierPlatformCore;
  return core.createAppHandler(loaded);
}
