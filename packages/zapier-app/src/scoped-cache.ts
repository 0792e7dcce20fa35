import type { ZObject } from 'zapier-platform-core';

/**
 * `z.cache` as it is at run time: every method takes a scope. Its only-if-new switch (`nx`) is not documented; a store that
 * ignores it answers `true` to everybody.
 */
export interface ScopedCache {
  get(key: string, scope: CacheScope): Promise<unknown>;
  set(key: string, value: unknown, ttlSeconds: number, scope: CacheScope, onlyIfNew?: boolean): Promise<boolean | null>;
  delete(key: string, scope: CacheScope): Promise<boolean>;
}

/** `null` = what Zapier gives an app that names no scope: one store for all connections. */
type CacheScope = readonly string[] | null;

/** One connection's entries are no business of another's. */
export const connectionScope = ['auth'] as const;

/** For what several connections of one business must agree on. Whoever uses it puts nothing into key or value that tells another one anything. */
export const appScope = null;

/** Three tries to take a lease, each with a look whose it is, fit into a step. */
const longestAnswerMs = 2_500;
const noAnswer = 'The cache did not answer in time.';

/** Whether the service behind the cache was asked and failed; else there is none. zapier-platform-core words its failure so. */
export function isCacheFailure(error: unknown): boolean {
  return error instanceof Error && (error.message === noAnswer || error.message.startsWith('RPC request failed'));
}

/** The cache, each of whose answers comes within a limit or is given up: Zapier would end the step without a word. */
export function scopedCache(z: ZObject): ScopedCache {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Zapier's own types leave the scope out.
  const cache = z.cache as unknown as ScopedCache;
  return {
    get: (key, scope) => withinLimit(cache.get(key, scope)),
    set: (...values) => withinLimit(cache.set(...values)),
    delete: (key, scope) => withinLimit(cache.delete(key, scope)),
  };
}

async function withinLimit<Value>(answer: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(noAnswer)), longestAnswerMs);
  });
  try {
    return await Promise.race([answer, limit]);
  } finally {
    clearTimeout(timer);
  }
}
