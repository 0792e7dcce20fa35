import type * as asyncHooks from 'node:async_hooks';
import { createRequire } from 'node:module';

/** Where the hook waits for the next one in this process: a test runner loads this file anew for each of its own. */
const place = Symbol.for('iqra.test.domain-hooks');
const hooks = createRequire(import.meta.url)('node:async_hooks') as { createHook: typeof asyncHooks.createHook; [place]?: asyncHooks.AsyncHook | null };

/**
 * zapier-platform-core runs each request in a `node:domain`. The first domain of a process follows every promise of that process for good,
 * which makes all that runs there later, of whatever subject, about twice as slow. Call this before core is loaded, and `rest` when no
 * request runs any more; the next request's domain begins to follow again.
 */
export function holdDomainHooks(): { rest(): void } {
  const hook = (hooks[place] ??= hookOfDomains());
  return { rest: () => void hook?.disable() };
}

/** `node:domain` makes its hook as it is loaded, and tells nobody; `null` when something else has loaded it before. */
function hookOfDomains(): asyncHooks.AsyncHook | null {
  const made: asyncHooks.AsyncHook[] = [];
  const real = hooks.createHook;
  hooks.createHook = (callbacks) => {
    const hook = real(callbacks);
    made.push(hook);
    return hook;
  };
  try {
    createRequire(import.meta.url)('node:domain');
  } finally {
    hooks.createHook = real;
  }
  return made[0] ?? null;
}
