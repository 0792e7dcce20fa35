import type { ZObject } from 'zapier-platform-core';

/**
 * `z.cache` as it is at run time: every method takes a scope. Its only-if-new switch (`nx`) is not documented; a store that
 * ignores it answers `true` to everybody.
 */
export interface ScopedCache {
  get(key: string, scope: readonly string[]): Promise<unknown>;
  set(key: string, value: unknown, ttlSeconds: number, scope: readonly string[], onlyIfNew?: boolean): Promise<boolean | null>;
  delete(key: string, scope: readonly string[]): Promise<boolean>;
}

/** One connection's entries are no business of another's. */
export const connectionScope = ['auth'] as const;

export function scopedCache(z: ZObject): ScopedCache {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Zapier's own types leave the scope out.
  return z.cache as unknown as ScopedCache;
}
