import type { Campaign } from '@iqra-automation/core';
import type { ZObject } from 'zapier-platform-core';
import { connectionScope as scope, scopedCache } from './scoped-cache.ts';

const key = 'campaign names';
const mostKept = 300;
const keptForSeconds = 30 * 24 * 3600;

/**
 * Keeps the names that the editor has just read, so that a run can tell its campaign's name without a request of its own. Only for
 * people to read: nothing is decided by it.
 */
export async function rememberCampaignNames(z: ZObject, campaigns: readonly Pick<Campaign, 'id' | 'name'>[]): Promise<void> {
  const names = Object.fromEntries(campaigns.slice(0, mostKept).map(({ id, name }) => [id, name]));
  await quietly(() => scopedCache(z).set(key, names, keptForSeconds, scope));
}

/** The name, or `null` where none is kept. */
export async function recallCampaignName(z: ZObject, campaignId: unknown): Promise<string | null> {
  if (typeof campaignId !== 'string' || campaignId.trim() === '') return null;
  const names = await quietly(() => scopedCache(z).get(key, scope));
  if (typeof names !== 'object' || names === null) return null;
  const name = Object.entries(names).find(([id]) => id === campaignId.trim())?.[1];
  return typeof name === 'string' && name !== '' ? name : null;
}

/** A cache that fails costs the name, and nothing else. */
async function quietly<Value>(ask: () => Promise<Value>): Promise<Value | null> {
  try {
    return await ask();
  } catch {
    return null;
  }
}
