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

export function scopedCache(z: ZObject): ScopedCache {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Zapier's own types leave the scope out.
  return z.cache as unknown as ScopedCache;
}
