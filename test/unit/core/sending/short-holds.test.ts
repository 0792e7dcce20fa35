import type { KeyStore } from '@iqra-automation/core';
import type { SendingDeps } from '@iqra-automation/core/testing';
import { placeOnce } from '../../../../packages/core/src/sending/place-once.ts';
import { Worker } from '../../../simulate/sending/worker.ts';
import { plannedCall, ScriptedWorld } from './scripted-world.ts';

describe('a hold in a store that gives short ones until somebody extends them', () => {
  const shortly = (world: ScriptedWorld): KeyStore => {
    const store = world.keys.storeFor(new Worker(world.time, 0, world.random));
    return { ...store, acquire: (key, ttlMs) => store.acquire(key, Math.min(ttlMs, 60_000)), firstHold: { leastMs: 60_000, mostMs: 90_000 } };
  };
  const shortHolds = (script: ConstructorParameters<typeof ScriptedWorld>[0]) => {
    const world = new ScriptedWorld(script);
    return { world, deps: () => world.deps({ keyStore: shortly(world) }) };
  };

  const slowReads = (world: ScriptedWorld, byMs: number): SendingDeps['reads'] => {
    const { reads } = world.deps();
    return { ...reads, countCalls: async (filter) => (await world.time.sleep(byMs), await reads.countCalls(filter)) };
  };

  /** Leaves the passing of time to the test. */
  const begin = (deps: SendingDeps, waitToSettle = true) => placeOnce(deps, plannedCall, { checkBeforeSending: true, waitToSettle, requestFormat: 'auto' });

  it.each([true, false])('lasts until an unclear outcome is certain; the first worker waits for that: %s', async (waitToSettle) => {
    const { world, deps } = shortHolds({ dialFaults: [{ kind: 'bad_gateway', insertAfterMs: 115_000 }] });
    const first = begin(deps(), waitToSettle).catch(() => null);
    await world.until(world.time.sleep(70_000));
    const second = await world.place({}, {}, deps()).catch(() => null);
    await world.until(first);
    await world.finish();
    expect(second?.placed ?? false).toBe(false);
    expect([world.traffic.dials, world.server.rings]).toEqual([1, 1]);
  });

  it('lasts while slow look-ups follow a lost answer', async () => {
    const { world, deps } = shortHolds({ dialFaults: [{ kind: 'slow', insertAfterMs: 100_000 }] });
    const first = begin({ ...deps(), reads: slowReads(world, 8_000) }, false).catch(() => null);
    await world.until(world.time.sleep(61_000));
    const second = await world.place({}, {}, deps()).catch(() => null);
    await world.until(first);
    await world.finish();
    expect(second?.placed ?? false).toBe(false);
    expect(world.server.rings).toBe(1);
  });

  it('lasts until the answer, however long the look-up before took', async () => {
    const { world, deps } = shortHolds({ dialFaults: [{ kind: 'slow', insertAfterMs: 25_000 }] });
    const first = begin({ ...deps(), reads: slowReads(world, 50_000) });
    await world.until(world.time.sleep(65_000));
    expect(await world.place({}, {}, deps())).toMatchObject({ deduplicated: true });
    expect(await world.until(first)).toMatchObject({ placed: true });
    expect(world.traffic.dials).toBe(1);
  });

  it('lasts through the pause that a server asks for', async () => {
    const { world, deps } = shortHolds({ dialFaults: [{ kind: 'throttled', retryAfterMs: 58_000 }] });
    const first = begin({ ...deps(), reads: slowReads(world, 10_000) });
    await world.until(world.time.sleep(62_000));
    expect(await world.place({}, {}, deps())).toMatchObject({ deduplicated: true });
    expect(await world.until(first)).toMatchObject({ placed: true });
    await world.finish();
    expect(world.server.rings).toBe(1);
  });
});
