import type { KeyStore } from '@iqra-automation/core';
import type { ZObject } from 'zapier-platform-core';
import { appScope as scope, isCacheFailure, scopedCache } from './scoped-cache.ts';

/**
 * Leases on call keys for one run, shared by all runs of this app, whatever their connection: two people's connections to one business, or
 * an old and a new one, are asked to call the same person for the same event. A call key is a hash of business, campaign, recipient and event, so
 * nobody meets another business's lease, and nothing can be read from it. Never throws from `acquire` and `release`.
 *
 * A lease holds the run's own id, so that a run whose answer was lost can read back whether the lease is its own. A store that
 * cannot answer now is `unavailable`, and the step then sends nothing. Where there is no store at all, the run goes on without a
 * lease: the look-up before sending protects it against everything but a second run in the same second. The same holds for a store
 * that answers `true` to everybody: the guard is gone, but no call is stopped.
 */
export function createLeaseStore(z: ZObject, runId: string = crypto.randomUUID()): KeyStore {
  const cache = scopedCache(z);
  const isOwn = async (key: string): Promise<boolean> => (await cache.get(cacheKey(key), scope)) === runId;
  return {
    acquire: async (key, ttlMs) => {
      try {
        const taken = await cache.set(cacheKey(key), runId, wholeSeconds(ttlMs), scope, true);
        if (taken === true) return 'acquired';
        if (taken === false) return (await isOwn(key)) ? 'acquired' : 'held';
        return 'unavailable';
      } catch (error) {
        if (!storeFailed(error)) return 'acquired';
        return await isOwn(key).then((own) => (own ? 'acquired' : 'unavailable'), () => 'unavailable' as const);
      }
    },
    extend: async (key, ttlMs) => {
      try {
        if ((await cache.set(cacheKey(key), runId, wholeSeconds(ttlMs), scope)) !== true) throw new Error(notExtended);
      } catch (error) {
        if (storeFailed(error)) throw error;
      }
    },
    release: async (key) => {
      try {
        if (await isOwn(key)) await cache.delete(cacheKey(key), scope);
      } catch {
        // A lease that could not be given back runs out by itself.
      }
    },
  };
}

const notExtended = 'The lease could not be extended.';

function storeFailed(error: unknown): boolean {
  return isCacheFailure(error) || (error instanceof Error && error.message === notExtended);
}

function cacheKey(key: string): string {
  return `lease:${key}`;
}

function wholeSeconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}
