import { IqraError, type Campaign } from '@iqra-automation/core';
import { CampaignCache } from '../../../../packages/core/src/polling/campaign-cache.ts';
import { noonMs } from './entries.ts';

const hourMs = 3_600_000;

class Campaigns {
  reads = 0;
  fail: 'permission' | 'authentication' | 'server' | null = null;
  maxCallTimeSeconds = 600;

  async getBusiness() {
    this.reads += 1;
    if (this.fail !== null) throw new IqraError({ kind: this.fail, code: 'X', message: 'No.', nextStep: 'Ask.', outcome: 'not_placed' });
    const campaign: Campaign = { id: 'a', name: 'A'.repeat(80), agentId: null, defaultCallingNumberId: null, dynamicVariables: [], metadata: [], maxCallTimeSeconds: this.maxCallTimeSeconds };
    return { value: { id: 'b', name: 'B', campaigns: [campaign], agents: [], callingNumbers: [] }, serverTimeMs: noonMs, serverKind: 'config' as const };
  }
}

describe('limits and names of campaigns', () => {
  test('are read once a day, and for a campaign not met before', async () => {
    const [cache, server] = [new CampaignCache(), new Campaigns()];
    await cache.prepare(new Set(), server, noonMs);
    expect(server.reads).toBe(0);
    for (const hours of [0, 1, 23]) await cache.prepare(new Set(['a']), server, noonMs + hours * hourMs);
    expect(server.reads).toBe(1);
    await cache.prepare(new Set(['a', 'gone']), server, noonMs + hourMs);
    expect(server.reads).toBe(2);
    expect(cache.maxCallTimeSeconds('gone')).toBe(3600);
    await cache.prepare(new Set(['a', 'gone']), server, noonMs + 26 * hourMs);
    expect(server.reads).toBe(3);
    expect(cache.name('a')).toHaveLength(60);
    expect(cache.name('gone')).toBeNull();
  });

  test('the larger of the last two limits counts, also after a restart', async () => {
    const server = new Campaigns();
    let cache = new CampaignCache();
    server.maxCallTimeSeconds = 1800;
    await cache.prepare(new Set(['a']), server, noonMs);
    server.maxCallTimeSeconds = 300;
    await cache.prepare(new Set(['a']), server, noonMs + 25 * hourMs);
    cache = CampaignCache.fromJson(JSON.parse(JSON.stringify(cache.toJson())));
    expect(cache.maxCallTimeSeconds('a')).toBe(1800);
    await cache.prepare(new Set(['a']), server, noonMs + 50 * hourMs);
    expect(cache.maxCallTimeSeconds('a')).toBe(300);
  });

  test.each(['permission', 'server'] as const)('a read that fails (%s) is said, leaves the limit open, and is tried again after an hour', async (kind) => {
    const [cache, server] = [new CampaignCache(), new Campaigns()];
    server.fail = kind;
    expect(await cache.prepare(new Set(['a']), server, noonMs)).toBe('No.');
    expect(await cache.prepare(new Set(['a']), server, noonMs + hourMs / 2)).toBeNull();
    expect(server.reads).toBe(1);
    expect(cache.maxCallTimeSeconds('a')).toBeNull();
    server.fail = null;
    await cache.prepare(new Set(['a']), server, noonMs + hourMs);
    expect(cache.maxCallTimeSeconds('a')).toBe(600);
  });

  test('a refused key is an error', async () => {
    const server = new Campaigns();
    server.fail = 'authentication';
    await expect(new CampaignCache().prepare(new Set(['a']), server, noonMs)).rejects.toMatchObject({ kind: 'authentication' });
  });

  test('no more than 30 campaigns are kept', async () => {
    const cache = new CampaignCache();
    await cache.prepare(new Set(Array.from({ length: 100 }, (_, i) => `c${i}`)), new Campaigns(), noonMs);
    expect(Object.keys(cache.toJson().known)).toHaveLength(30);
  });
});
