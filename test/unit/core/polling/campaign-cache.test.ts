import { IqraError, type Campaign } from '@iqra-automation/core';
import type { ErrorCode } from '@iqra-automation/core/testing';
import { CampaignCache } from '../../../../packages/core/src/polling/campaign-cache.ts';
import { noonMs } from './entries.ts';

const hourMs = 3_600_000;

class Campaigns {
  reads = 0;
  ids = ['a'];
  fail: 'permission' | 'authentication' | 'server' | null = null;
  maxCallTimeSeconds = 600;

  async getBusiness() {
    this.reads += 1;
    if (this.fail !== null) throw new IqraError({ kind: this.fail, code: 'X' as ErrorCode, message: 'No.', nextStep: 'Ask.', placement: 'not_placed' });
    const campaign: Campaign = { id: 'a', name: 'A'.repeat(80), agentId: null, defaultCallingNumberId: null, dynamicVariables: [], metadata: [], maxCallTimeSeconds: this.maxCallTimeSeconds };
    return { value: { id: 'b', name: 'B', switchedOff: [], campaigns: this.ids.map((id) => ({ ...campaign, id })), agents: [], callingNumbers: [], tools: [] }, serverTimeMs: noonMs, serverKind: 'config' as const };
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

  test('a limit that was made smaller counts in full for a day more, however often other campaigns make the cache read again', async () => {
    const [cache, server] = [new CampaignCache(), new Campaigns()];
    server.maxCallTimeSeconds = 1800;
    await cache.prepare(new Set(['a']), server, noonMs);
    server.maxCallTimeSeconds = 300;
    for (const [minutes, id] of ['x', 'y', 'z'].entries()) await cache.prepare(new Set([id]), server, noonMs + (minutes + 1) * 60_000);
    expect(server.reads).toBe(4);
    expect(cache.maxCallTimeSeconds('a')).toBe(1800);
    await cache.prepare(new Set(['a']), server, noonMs + 24 * hourMs);
    expect(cache.maxCallTimeSeconds('a')).toBe(1800);
    await cache.prepare(new Set(['a']), server, noonMs + 48 * hourMs);
    expect(cache.maxCallTimeSeconds('a')).toBe(300);
  });

  test('a limit that was made larger counts as soon as it is read; one of days ago does not count', async () => {
    const [cache, server] = [new CampaignCache(), new Campaigns()];
    await cache.prepare(new Set(['a']), server, noonMs);
    server.maxCallTimeSeconds = 1800;
    await cache.prepare(new Set(['x']), server, noonMs + hourMs);
    expect(cache.maxCallTimeSeconds('a')).toBe(1800);
    server.maxCallTimeSeconds = 300;
    await cache.prepare(new Set(['a']), server, noonMs + 72 * hourMs);
    expect(cache.maxCallTimeSeconds('a')).toBe(300);
  });

  test('however many campaigns one poll meets are known; the 30 asked for last are kept for the next', async () => {
    const [cache, server] = [new CampaignCache(), new Campaigns()];
    server.ids = Array.from({ length: 100 }, (_, i) => `c${i}`);
    await cache.prepare(new Set(server.ids), server, noonMs);
    expect(server.ids.filter((id) => cache.name(id) === null)).toEqual([]);
    await cache.prepare(new Set(['c3', 'new']), server, noonMs);
    const kept = CampaignCache.fromJson(JSON.parse(JSON.stringify(cache.toJson())));
    expect([...server.ids, 'new'].filter((id) => kept.maxCallTimeSeconds(id) !== null)).toEqual(['c3', ...server.ids.slice(72), 'new']);
    expect([cache.name(null), cache.maxCallTimeSeconds(null)]).toEqual([null, null]);
  });
});
