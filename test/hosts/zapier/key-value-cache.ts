/**
 * How the store behind `z.cache` behaves; everything but `works` is a fault that an app must survive. `loses_answers` = it sets, but the
 * answer does not arrive. `fails_after_setting` = the same, and nothing can be read back. `hangs` = it never answers. `absent` = there is none.
 */
export type CacheBehaviour = 'works' | 'ignores_nx' | 'throttled' | 'fails' | 'loses_answers' | 'fails_after_setting' | 'hangs' | 'absent';

export interface KeyValueCache {
  get(key: string): string | null;
  /** `true` = set, `false` = there was a value and only-if-new was asked, `null` = refused for now. */
  set(key: string, value: string, ttlSeconds: number | null, onlyIfNew: boolean): boolean | null;
  delete(key: string): boolean;
  clear(): void;
  size(): number;
  /** What was set since the last `clear`: a deleted entry is not among it, one that has run out is. */
  entries(): readonly CacheEntry[];
}

export interface CacheEntry {
  readonly key: string;
  readonly value: string;
  /** From when it was set; `null` = for ever. */
  readonly ttlSeconds: number | null;
}

/** The store behind `z.cache`, with expiry by `nowMs` and the only-if-new rule (`nx`) that core's own mock leaves out. */
export function createKeyValueCache(nowMs: () => number, behaviour: () => CacheBehaviour): KeyValueCache {
  const entries = new Map<string, CacheEntry & { readonly expiresAtMs: number }>();
  const live = (key: string): string | null => {
    const entry = entries.get(key);
    return entry === undefined || entry.expiresAtMs <= nowMs() ? null : entry.value;
  };
  return {
    get: live,
    set(key, value, ttlSeconds, onlyIfNew) {
      if (behaviour() === 'throttled') return null;
      if (onlyIfNew && behaviour() !== 'ignores_nx' && live(key) !== null) return false;
      entries.set(key, { key, value, ttlSeconds, expiresAtMs: ttlSeconds === null ? Infinity : nowMs() + ttlSeconds * 1000 });
      return true;
    },
    delete: (key) => entries.delete(key),
    clear: () => entries.clear(),
    size: () => entries.size,
    entries: () => [...entries.values()],
  };
}
