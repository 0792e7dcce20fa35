import { callOutcomes, type CallOutcome } from '@iqra-automation/core';
import type { ZObject } from 'zapier-platform-core';
import { connectionScope as scope, scopedCache, type ScopedCache } from '../scoped-cache.ts';

/** What earlier polls of the connection's triggers learned about calls; by the last digits of their ids. */
export interface OfferedCalls {
  /** How a call went whose conversation was read. */
  outcomeOf(queueId: string): CallOutcome | undefined;
  /** Keeps what this poll read beside the earlier ones. */
  remember(read: readonly ReadCall[]): Promise<void>;
}

export interface ReadCall {
  readonly id: string;
  readonly outcome: CallOutcome;
}

const keptDigits = 12;
const mostKept = 2_000;
const keptForSeconds = 24 * 3600;

/**
 * It saves requests: Zapier ignores calls that it has seen, so their conversations need not be read again. `null` = the cache does not
 * work. With another Zap's calls in it, the outcome is known and the rest is read later, through a pointer.
 */
export async function readOfferedCalls(z: ZObject, kind: 'outbound' | 'inbound'): Promise<OfferedCalls | null> {
  const cache = scopedCache(z);
  const key = `offered:${kind}`;
  const kept = await readList(cache, key);
  if (kept === null) return null;
  const known = new Map(kept.map((entry) => [entry.slice(1), callOutcomes[Number.parseInt(entry.slice(0, 1), 36)]]));
  return {
    outcomeOf: (queueId) => known.get(digitsOf(queueId)),
    remember: async (read) => {
      const fresh = read.filter(({ id }) => !known.has(digitsOf(id))).map(({ id, outcome }) => callOutcomes.indexOf(outcome).toString(36) + digitsOf(id));
      if (fresh.length === 0) return;
      try {
        await cache.set(key, [...kept, ...fresh].slice(-mostKept), keptForSeconds, scope);
      } catch {
        // The next poll then reads a few conversations again.
      }
    },
  };
}

async function readList(cache: ScopedCache, key: string): Promise<readonly string[] | null> {
  try {
    const value = await cache.get(key, scope);
    return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
  } catch {
    return null;
  }
}

function digitsOf(queueId: string): string {
  return queueId.slice(-keptDigits);
}
