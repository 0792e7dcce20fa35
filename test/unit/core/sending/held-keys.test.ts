import type { KeyStore } from '@iqra-automation/core';
import type { SendingDeps } from '@iqra-automation/core/testing';
import { createKeyLease } from '../../../../packages/core/src/sending/held-keys.ts';
import type { DialFault, ReadFault } from '../../../simulate/sending/link.ts';
import { Worker } from '../../../simulate/sending/worker.ts';
import { ScriptedWorld, startOfWorldMs } from './scripted-world.ts';

/** A second process of the same host. */
function otherDeps(world: ScriptedWorld): SendingDeps {
  const worker = new Worker(world.time, 0, world.random);
  return world.deps({ keyStore: world.keys.storeFor(worker) });
}

/** The same, for a world whose first worker is dead. */
function aliveDeps(world: ScriptedWorld): SendingDeps {
  const other = new ScriptedWorld();
  const worker = new Worker(world.time, 0, world.random);
  const answer = <T>(value: T) => ({ value, serverTimeMs: world.time.nowMs, serverKind: 'config' as const });
  const reads = { ...other.deps().reads, countCalls: () => Promise.resolve(answer(0)) };
  return world.deps({ keyStore: world.keys.storeFor(worker), clock: worker.clock, reads });
}

function leased(script: ConstructorParameters<typeof ScriptedWorld>[0] = {}) {
  const world = new ScriptedWorld(script);
  return { world, deps: world.deps({ keyStore: world.keys.storeFor(world.worker) }) };
}

const lostRequest: DialFault = { kind: 'request_lost', noticedAfterMs: 1_000 };
const threeFailures: readonly ReadFault[] = ['fails', 'fails', 'fails'];

/** Enough for the first worker to have taken its keys, and far less than its look-up and send take. */
const aMomentLaterMs = 90;

describe('two workers at the same moment', () => {
  it('dial once: the second finds the call of the first', async () => {
    const { world, deps } = leased();
    const [first, second] = await world.until(Promise.all([world.place({}, {}, deps), world.place({}, {}, otherDeps(world))]));
    expect(first.placed).not.toBe(second.placed);
    expect(first.deduplicated).toBe(second.placed);
    expect(second.deduplicated).toBe(first.placed);
    expect(world.traffic.dials).toBe(1);
  });

  it('leave the second with an unknown placement when the first is lost', async () => {
    const { world, deps } = leased({ dialFaults: [lostRequest] });
    void world.place({}, { waitToSettle: false }, deps).catch(() => undefined);
    await world.until(world.time.sleep(aMomentLaterMs));
    const error = await world.failToPlace({}, {}, otherDeps(world));
    expect(error).toMatchObject({ code: 'PLACEMENT_UNKNOWN', details: { reason: 'held_by_another_run' } });
    expect(world.traffic.dials).toBe(1);
  });

  it('let the second send when the first gives up with nothing sent', async () => {
    const { world, deps } = leased({ readFaults: [...threeFailures, 'fails', 'fails'] });
    const first = world.failToPlace({}, {}, deps);
    await world.until(world.time.sleep(aMomentLaterMs));
    const second = world.place({}, {}, otherDeps(world));
    expect(await first).toMatchObject({ code: 'LOOK_UP_FAILED' });
    expect(await second).toMatchObject({ placed: true });
  });
});

describe('a hold on the keys', () => {
  it.each<[string, ConstructorParameters<typeof ScriptedWorld>[0], object]>([
    ['the look-up failed', { readFaults: threeFailures }, {}],
    ['the server refused', { dialFaults: [{ kind: 'refused' }] }, {}],
    ['nothing ever left', { dialFaults: Array.from({ length: 3 }, () => ({ kind: 'connection_refused' }) as const) }, {}],
    ['the window had closed', {}, { latestStartLimitMs: startOfWorldMs }],
    ['the call was canceled', { dialFaults: [{ kind: 'inserted_but_error' }], dispatch: { pickUpMs: 0, fate: 'cancels' } }, {}],
  ])('is freed when %s', async (_name, script, call) => {
    const { world, deps } = leased(script);
    expect(await world.failToPlace(call, {}, deps)).toMatchObject({ placement: 'not_placed' });
    expect(await world.place({}, {}, otherDeps(world))).toMatchObject({ placed: true });
  });

  it('is freed when the host’s own record cannot be written before the send', async () => {
    const { world, deps } = leased();
    const onProgress = () => Promise.reject(new Error('disk full'));
    await expect(world.place({}, {}, { ...deps, onProgress })).rejects.toThrow('disk full');
    expect(world.traffic.dials).toBe(0);
    expect(await world.place({}, {}, otherDeps(world))).toMatchObject({ placed: true });
  });

  it('is kept after an ambiguous answer, and ends when the outcome has settled', async () => {
    const { world, deps } = leased({ dialFaults: [lostRequest] });
    const error = await world.failToPlace({}, { waitToSettle: false }, deps);
    expect(await world.failToPlace({}, {}, otherDeps(world))).toMatchObject({ code: 'PLACEMENT_UNKNOWN' });
    expect(world.traffic.dials).toBe(1);
    await world.until(world.time.sleep(Date.parse(String(error.details['safeAfter'])) + 2_000 - world.time.nowMs));
    expect(await world.place({}, {}, otherDeps(world))).toMatchObject({ placed: true });
  });

  it('lasts while a run waits past the fence, so that no other run sends meanwhile', async () => {
    const { world, deps } = leased({ dialFaults: [{ kind: 'request_lost', noticedAfterMs: 30_000 }] });
    const first = world.place({}, {}, deps);
    const others = [60, 124, 125, 126, 126.5].map(async (seconds) => {
      await world.time.sleep(seconds * 1_000);
      return await world.place({}, {}, otherDeps(world)).catch(() => null);
    });
    expect(await first).toMatchObject({ placed: true, recovered: false });
    const endings = await world.until(Promise.all(others));
    expect(endings.filter((ending) => ending?.placed === true)).toEqual([]);
    await world.finish();
    expect(world.traffic.dials).toBe(2);
    expect(world.server.rings).toBe(1);
  });

  it('lasts through two waits', async () => {
    const lost: DialFault = { kind: 'request_lost', noticedAfterMs: 30_000 };
    const { world, deps } = leased({ dialFaults: [lost, lost] });
    expect(await world.place({}, {}, deps)).toMatchObject({ placed: true });
    expect(world.traffic.dials).toBe(3);
  });

  it('outlives a worker that dies after sending a scheduled call', async () => {
    const { world, deps } = leased();
    const start = { startMs: startOfWorldMs + 3_600_000 };
    const dial = () => {
      world.worker.crash();
      return new Promise<never>(() => undefined);
    };
    void world.place(start, {}, { ...deps, dial }).catch(() => undefined);
    await world.until(world.time.sleep(300_000));
    const error = await world.failToPlace(start, {}, aliveDeps(world));
    expect(error).toMatchObject({ code: 'PLACEMENT_UNKNOWN', details: { reason: 'held_by_another_run' } });
  });

  it('is freed when the event turns out to have a call', async () => {
    const { world, deps } = leased();
    await world.place({}, { checkBeforeSending: false });
    expect(await world.place({}, {}, deps)).toMatchObject({ deduplicated: true });
    const store = world.keys.storeFor(world.worker);
    expect(await world.until(store.acquire('key-of-the-event', 1_000))).toBe('acquired');
  });

  it('that has run out while the worker was frozen stops the send', async () => {
    const { world, deps } = leased();
    const frozen = { ...deps, pace: () => world.worker.clock.sleep(400_000) };
    const error = await world.failToPlace({}, {}, frozen);
    expect(error).toMatchObject({ code: 'KEY_LOST', placement: 'not_placed' });
    expect(world.traffic.dials).toBe(0);
  });
});

describe('a store that cannot tell', () => {
  const silent: KeyStore = {
    acquire: () => Promise.resolve('unavailable'),
    extend: () => Promise.resolve(),
    release: () => Promise.resolve(),
  };

  it.each<[string, KeyStore]>([
    ['is silent', silent],
    ['breaks', { ...silent, acquire: () => Promise.reject(new Error('down')) }],
  ])('and %s three times stops the send, with nothing sent', async (_name, keyStore) => {
    const world = new ScriptedWorld();
    const error = await world.failToPlace({}, {}, world.deps({ keyStore }));
    expect(error).toMatchObject({ code: 'KEY_STORE_UNAVAILABLE', placement: 'not_placed', kind: 'rate_limit' });
    expect(world.traffic).toEqual({ dials: 0, lookUps: 0 });
  });

  it('once is asked again', async () => {
    const world = new ScriptedWorld();
    const store = world.keys.storeFor(world.worker);
    const acquire = jest.fn((key: string, ttlMs: number) => store.acquire(key, ttlMs)).mockResolvedValueOnce('unavailable');
    const keyStore = { ...store, acquire };
    expect(await world.place({}, {}, world.deps({ keyStore }))).toMatchObject({ placed: true });
  });

  it('when the hold must be renewed stops the send', async () => {
    const world = new ScriptedWorld();
    const keyStore = { ...world.keys.storeFor(world.worker), extend: () => Promise.reject(new Error('down')) };
    const pace = () => world.worker.clock.sleep(100_000);
    expect(await world.failToPlace({}, {}, world.deps({ keyStore, pace }))).toMatchObject({ code: 'KEY_LOST' });
    expect(world.traffic.dials).toBe(0);
  });

  it('when the keys should be freed does not hide how the call ended', async () => {
    const world = new ScriptedWorld({ dialFaults: [{ kind: 'refused' }] });
    const keyStore = { ...world.keys.storeFor(world.worker), release: () => Promise.reject(new Error('down')) };
    expect(await world.failToPlace({}, {}, world.deps({ keyStore }))).toMatchObject({ code: 'MODELLED_FAULT', placement: 'not_placed' });
  });
});

describe('createKeyLease', () => {
  function recorded(answers: Readonly<Record<string, 'acquired' | 'held'>> = {}) {
    const world = new ScriptedWorld();
    const asked: string[] = [];
    const store: KeyStore = {
      acquire: (key) => (asked.push(`acquire ${key}`), Promise.resolve(answers[key] ?? 'acquired')),
      extend: (key) => (asked.push(`extend ${key}`), Promise.resolve()),
      release: (key) => (asked.push(`release ${key}`), Promise.resolve()),
    };
    return { world, asked, store };
  }

  it('takes keys in one order, so that two workers never hold one each', async () => {
    const { world, asked, store } = recorded();
    await createKeyLease(store, ['b', 'a'], world.worker.clock).acquire(1_000);
    expect(asked).toEqual(['acquire a', 'acquire b']);
  });

  it('gives back what it has when another key is held', async () => {
    const { world, asked, store } = recorded({ b: 'held' });
    expect(await createKeyLease(store, ['a', 'b', 'c'], world.worker.clock).acquire(1_000)).toBe('held');
    expect(asked).toEqual(['acquire a', 'acquire b', 'release a']);
  });

  it('does not free or change keys that may be another worker’s by now', async () => {
    const { world, asked, store } = recorded();
    const lease = createKeyLease(store, ['a'], world.worker.clock);
    await lease.acquire(60_000);
    await world.until(world.time.sleep(59_000));
    expect(await lease.cover(10_000)).toBe(false);
    await lease.endAfter(10_000);
    await lease.release();
    expect(asked).toEqual(['acquire a']);
  });

  it('renews only when it must', async () => {
    const { world, asked, store } = recorded();
    const lease = createKeyLease(store, ['a'], world.worker.clock);
    await lease.acquire(60_000);
    expect(await lease.cover(60_000)).toBe(true);
    expect(await lease.cover(60_001)).toBe(true);
    expect(asked).toEqual(['acquire a', 'extend a']);
  });
});
