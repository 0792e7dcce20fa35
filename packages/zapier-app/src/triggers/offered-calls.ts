import type { ZObject } from 'zapier-platform-core';
import { connectionScope as scope, scopedCache, type ScopedCache } from '../scoped-cache.ts';

/** Calls that an earlier poll has handed to Zapier with their conversation; by the last digits of their ids. */
export interface OfferedCalls {
  has(queueId: string): boolean;
  /** Keeps these beside the earlier ones. */
  remember(queueIds: readonly string[]): Promise<void>;
}

const keptDigits = 12;
const mostKept = 2_000;
const keptForSeconds = 24 * 3600;

/**
 * Only saves requests: Zapier ignores calls that it has seen, so their conversations need not be read again. Without the cache, or
 * with another Zap's calls in it, a conversation is read later, through a pointer.
 */
export async function readOfferedCalls(z: ZObject, kind: 'outbound' | 'inbound'): Promise<OfferedCalls> {
  const cache = scopedCache(z);
  const key = `offered:${kind}`;
  const kept = await readList(cache, key);
  const known = new Set(kept);
  return {
    has: (queueId) => known.has(digitsOf(queueId)),
    remember: async (queueIds) => {
      const fresh = queueIds.map(digitsOf).filter((digits) => !known.has(digits));
      if (fresh.length === 0) return;
      try {
        await cache.set(key, [...kept, ...fresh].slice(-mostKept), keptForSeconds, scope);
      } catch {
        // The next poll then reads a few conversations again.
      }
    },
  };
}

async function readList(cache: ScopedCache, key: string): Promise<readonly string[]> {
  try {
    const value = await cache.get(key, scope);
    return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
  } catch {
    return [];
  }
}

function digitsOf(queueId: string): string {
  return queueId.slice(-keptDigits);
}
