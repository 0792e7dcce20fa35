import { createRequire } from 'node:module';

interface SchemaTools {
  prepareApp: (app: object) => unknown;
}

const shared = new Set<SchemaTools>();

/** Core keeps the timers that it finds as it is loaded, and must not keep those of a test. */
const real = { Date: globalThis.Date, setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };

/**
 * Makes the zapier-platform-core beside an app one that many test files can use together. It prepares a definition once, not twice for each
 * event: it copies and freezes it whole, which is a third of a short step and comes to the same each time. And it does not end the process,
 * which is the tests', once there were 250 runs in it and much memory is in use.
 */
export function shareCoreOf(appPath: string): void {
  const requireBesideApp = createRequire(appPath);
  const tools = inRealTime(() => {
    requireBesideApp('zapier-platform-core');
    return requireBesideApp('zapier-platform-core/src/tools/schema') as SchemaTools;
  });
  if (shared.has(tools)) return;
  shared.add(tools);
  const constants = requireBesideApp('zapier-platform-core/src/constants') as { KILL_MIN_LIMIT: number };
  constants.KILL_MIN_LIMIT = Infinity;
  const prepared = new WeakMap<object, unknown>();
  const { prepareApp } = tools;
  tools.prepareApp = (app) => {
    const known = prepared.get(app) ?? prepareApp(app);
    prepared.set(app, known);
    return known;
  };
}

function inRealTime<Value>(load: () => Value): Value {
  const { Date, setTimeout, clearTimeout } = globalThis;
  Object.assign(globalThis, real);
  try {
    return load();
  } finally {
    Object.assign(globalThis, { Date, setTimeout, clearTimeout });
  }
}
