import type { SweepStore } from '@iqra-automation/core';
import type { ZObject } from 'zapier-platform-core';
import { connectionScope as scope, scopedCache } from '../scoped-cache.ts';

const keptForSeconds = 7 * 24 * 3600;

/**
 * Where the triggers of one kind on one connection keep how far the calls were read. `business` names the server and the
 * business. A cache that fails is reported as failing, so that what it may still hold is not replaced.
 */
export function markStore(z: ZObject, kind: 'outbound' | 'inbound', business: string): SweepStore {
  const cache = scopedCache(z);
  const key = `mark:${kind}:${business}`;
  return {
    get: () => cache.get(key, scope),
    set: async (memory) => {
      await cache.set(key, memory, keptForSeconds, scope);
    },
  };
}

/** A mark that moves only once its calls are handed over: a list that Zapier cannot take would take them along. */
export function markForLater(store: SweepStore): { readonly store: SweepStore; readonly keep: () => Promise<void> } {
  let next: Parameters<SweepStore['set']>[0] | null = null;
  return {
    store: {
      get: () => store.get(),
      set: (memory) => {
        next = memory;
        return Promise.resolve();
      },
    },
    // A mark that could not be kept costs more reading next time, nothing else.
    keep: async () => (next === null ? undefined : await store.set(next).catch(() => undefined)),
  };
}
