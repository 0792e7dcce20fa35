import type { PlacedCall, SendingOptions } from '@iqra-automation/core';
import type { SendingDeps } from '@iqra-automation/core/testing';
import { createLedger } from '../../../../packages/core/src/sending/place-with-ledger.ts';
import { placeWithLedger } from '../../../../packages/core/src/sending/place-with-ledger.ts';
import type { DialFault } from '../../../simulate/sending/link.ts';
import { failureOf, plannedCall, ScriptedWorld, startOfWorldMs } from './scripted-world.ts';

const lostRequest: DialFault = { kind: 'request_lost', noticedAfterMs: 1_000 };
const options: SendingOptions = { checkBeforeSending: true, waitToSettle: false, requestFormat: 'auto' };

/** An execution whose data survives as JSON between its tries. */
class Execution {
  readonly world: ScriptedWorld;
  #saved = '{}';

  constructor(world: ScriptedWorld) {
    this.world = world;
  }

  try(...parameters: Parameters<Execution['start']>): Promise<PlacedCall> {
    return this.world.until(this.start(...parameters));
  }

  async start(item: string, callKey = `key-${item}`, changes: Partial<SendingDeps> = {}): Promise<PlacedCall> {
    const store = JSON.parse(this.#saved) as Record<string, unknown>;
    const deps = this.world.deps(changes);
    const guarded = { ...deps, dial: (...request: Parameters<typeof deps.dial>) => (this.#save(store), deps.dial(...request)) };
    try {
      return await placeWithLedger({ ledger: createLedger(store), item }, guarded, { ...plannedCall, callKey }, options);
    } finally {
      this.#save(store);
    }
  }

  get saved(): unknown {
    return JSON.parse(this.#saved);
  }

  #save(store: Record<string, unknown>): void {
    this.#saved = JSON.stringify(store);
  }
}

describe('an item that is run again in the same execution', () => {
  it('gives the same result without any request when it was placed', async () => {
    const execution = new Execution(new ScriptedWorld());
    const first = await execution.try('0');
    const before = { ...execution.world.traffic };
    expect(await execution.try('0')).toEqual(first);
    expect(execution.world.traffic).toEqual(before);
  });

  it('is looked up, and never sent, when its placement is unknown', async () => {
    const execution = new Execution(new ScriptedWorld({ dialFaults: [lostRequest] }));
    for (let tries = 0; tries < 3; tries += 1) {
      expect(await failureOf(execution.try('0'))).toMatchObject({
        code: 'PLACEMENT_UNKNOWN',
        details: { safeAfter: new Date(startOfWorldMs + 125_000).toISOString() },
      });
    }
    expect(execution.world.traffic.dials).toBe(1);
  });

  it('is success when the call of its earlier try has come to light', async () => {
    const execution = new Execution(new ScriptedWorld({ dialFaults: [{ kind: 'bad_gateway', insertAfterMs: 20_000 }] }));
    await failureOf(execution.try('0'));
    await execution.world.until(execution.world.time.sleep(20_000));
    const placed = await execution.try('0');
    expect(placed).toMatchObject({ placed: true, recovered: true, deduplicated: false });
    expect(placed.latestStart).toBe(new Date(startOfWorldMs + 120_000).toISOString());
    expect(await execution.try('0')).toEqual(placed);
    expect(execution.world.traffic.dials).toBe(1);
  });

  it('is looked up, and never sent, when the process died between send and answer', async () => {
    const execution = new Execution(new ScriptedWorld({ dialFaults: [lostRequest] }));
    void execution.start('0', 'key-0', { clock: { ...execution.world.worker.clock, sleep: () => new Promise(() => undefined) } });
    await execution.world.until(execution.world.time.sleep(500));
    expect(execution.saved).toMatchObject({ iqraCalls: { 'item 0': { state: 'sending', callKey: 'key-0' } } });
    expect(await failureOf(execution.try('0'))).toMatchObject({ code: 'PLACEMENT_UNKNOWN', details: { reason: 'sent_by_an_earlier_try' } });
    expect(execution.world.traffic.dials).toBe(1);
  });

  it('stays unknown when the look-up fails', async () => {
    const world = new ScriptedWorld({ dialFaults: [lostRequest], readFaults: ['none', 'none', 'none', 'none', 'none', 'fails', 'fails', 'fails'] });
    const execution = new Execution(world);
    await failureOf(execution.try('0'));
    expect(await failureOf(execution.try('0'))).toMatchObject({ code: 'PLACEMENT_UNKNOWN', placement: 'unknown' });
    expect(world.traffic.dials).toBe(1);
  });

  it('stays placed when the server had said so without an id', async () => {
    const world = new ScriptedWorld({ dialFaults: [{ kind: 'queued_without_id' }] });
    const execution = new Execution(world);
    const blind = world.deps().reads;
    const reads = { ...blind, countCalls: (...filter: Parameters<typeof blind.countCalls>) => blind.countCalls(...filter).then((read) => ({ ...read, value: 0 })) };
    expect(await failureOf(execution.try('0', 'key-0', { reads }))).toMatchObject({ code: 'PLACED_WITHOUT_ID' });
    expect(await failureOf(execution.try('0', 'key-0', { reads }))).toMatchObject({ code: 'PLACED_WITHOUT_ID', placement: 'placed' });
    expect(await execution.try('0')).toMatchObject({ placed: true, queueId: 'q1' });
    expect(world.traffic.dials).toBe(1);
  });

  it('is sent again when nothing was placed', async () => {
    const execution = new Execution(new ScriptedWorld({ dialFaults: [{ kind: 'refused' }] }));
    expect(await failureOf(execution.try('0'))).toMatchObject({ placement: 'not_placed' });
    expect(execution.saved).toEqual({ iqraCalls: {} });
    expect(await execution.try('0')).toMatchObject({ placed: true });
  });
});

describe('two items of one execution that are the same event', () => {
  it('are placed once, and the second says so without any request', async () => {
    const execution = new Execution(new ScriptedWorld());
    const first = await execution.try('0', 'same');
    const before = { ...execution.world.traffic };
    expect(await execution.try('1', 'same')).toMatchObject({ queueId: first.queueId, status: 'already_called', placed: false, deduplicated: true });
    expect(await execution.try('1', 'same')).toMatchObject({ queueId: first.queueId, status: 'already_called', placed: false, deduplicated: true });
    expect(await execution.try('0', 'same')).toEqual(first);
    expect(execution.world.traffic).toEqual(before);
  });

  it('are placed once when they run at the same time', async () => {
    const world = new ScriptedWorld();
    const deps = world.deps();
    const ledger = createLedger({});
    const items = ['0', '1', '2'].map((item) => placeWithLedger({ ledger, item }, deps, plannedCall, options));
    const results = await world.until(Promise.all(items));
    expect(results.map(({ deduplicated }) => deduplicated)).toEqual([false, true, true]);
    expect(world.traffic).toEqual({ dials: 1, lookUps: 1 });
  });

  it('are placed once when the second comes while the first is on its way', async () => {
    const world = new ScriptedWorld();
    const deps = world.deps();
    const ledger = createLedger({});
    const first = placeWithLedger({ ledger, item: '0' }, deps, plannedCall, options);
    await world.until(world.time.sleep(150));
    expect(ledger.recall('0')).toMatchObject({ state: 'sending' });
    const second = placeWithLedger({ ledger, item: '1' }, deps, plannedCall, options);
    expect(await world.until(second)).toMatchObject({ deduplicated: true, queueId: 'q1' });
    expect(await first).toMatchObject({ placed: true });
    expect(world.traffic).toEqual({ dials: 1, lookUps: 1 });
  });

  it('are not sent a second time when the outcome of the first is unknown', async () => {
    const execution = new Execution(new ScriptedWorld({ dialFaults: [lostRequest] }));
    await failureOf(execution.try('0', 'same'));
    expect(await failureOf(execution.try('1', 'same'))).toMatchObject({ code: 'PLACEMENT_UNKNOWN' });
    expect(execution.world.traffic.dials).toBe(1);
  });
});

describe('createLedger', () => {
  it.each([['a text'], [null], [[1]]])('starts afresh over a store that holds %p', (kept) => {
    const store = { iqraCalls: kept };
    const ledger = createLedger(store);
    expect(ledger.recall('0')).toBeUndefined();
    ledger.remember('0', { state: 'sending', callKey: 'k', send: 1, sentAtMs: 1, startMs: 1, latestStartMs: 2 });
    expect(createLedger(store).recallKey('k')).toMatchObject({ state: 'sending' });
  });

  it.each(['__proto__', 'constructor', 'toString'])('takes an item named %s like any other', (item) => {
    const store = {};
    expect(createLedger(store).recall(item)).toBeUndefined();
    createLedger(store).remember(item, { state: 'unknown', callKey: 'k', send: 1, sentAtMs: 1, startMs: 1, latestStartMs: 2 });
    expect(createLedger(JSON.parse(JSON.stringify(store)) as Record<string, unknown>).recall(item)).toMatchObject({ state: 'unknown' });
  });

  it('forgets an item without forgetting another of the same event', () => {
    const ledger = createLedger({});
    const entry = { state: 'unknown', callKey: 'k', send: 1, sentAtMs: 1, startMs: 1, latestStartMs: 2 } as const;
    ledger.remember('0', entry);
    ledger.remember('1', entry);
    ledger.forget('0');
    expect(ledger.recall('0')).toBeUndefined();
    expect(ledger.recallKey('k')).toEqual(entry);
    ledger.forget('1');
    expect(ledger.recallKey('k')).toBeUndefined();
  });
});
