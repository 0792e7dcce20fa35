import { polling, type Client, type SweepInput } from '@iqra-automation/core';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import { startSandbox, type OutcomeName, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { openClient } from '../open-sandbox-client.ts';
import { placeCalls, Script } from './sandbox-host.ts';
import { threeHours } from './table-host.ts';
import { TestStore } from './test-store.ts';
import { depth } from '../../../depth.ts';

const minuteMs = 60_000;

describe('the sweep over real HTTP', () => {
  let sandbox: Sandbox;
  let client: Client;
  let script: Script;

  beforeEach(async () => {
    script = new Script();
    sandbox = await startSandbox(script.options);
    client = openClient(sandbox);
  });
  afterEach(() => sandbox.close());

  const place = (outcomes: readonly OutcomeName[], campaignId?: string) => placeCalls(client, sandbox, script, outcomes, campaignId);
  /** The host's clock goes with the server's here: the window is counted from it. */
  const sweep = (change: Partial<SweepInput> = {}) => {
    const clock = { now: () => sandbox.now(), sleep: () => Promise.resolve(), random: () => 0 };
    return polling.sweepEndedCalls({ reads: client, clock, ...threeHours, ...change });
  };

  test('without a memory: all ended calls of the window, newest first, none that is open', async () => {
    const older = await place(['agent_hung_up', 'declined']);
    await sandbox.advance(20 * minuteMs);
    const newer = await place(['voicemail', 'long_call']);
    await sandbox.advance(3 * minuteMs);
    const result = await sweep();
    expect(result).toMatchObject({ mode: 'window', failure: null, notices: [] });
    const ids = result.items.map(({ event }) => event.id);
    expect(ids[0]).toBe(newer[0]);
    expect(ids.toSorted()).toEqual([...older, ...newer.slice(0, 1)].toSorted());
    expect(result.items[0]?.event.transcript).not.toBe('');
    expect((await sweep()).items.map(({ event }) => event.id)).toEqual(ids);
  });

  test('a provisional end, a fresh failure and an open call are never handed over early', async () => {
    const [silent = '', failed = '', flipped = ''] = await place(['provider_failed', 'provider_refused', 'failed_then_placed']);
    const first = new Map<string, string>();
    // All three are told within half an hour; the rest of the window is there to see that nothing changes.
    const later = depth({ whole: 1, quick: 10 });
    for (let minutes = 0, step = 1; minutes <= 170; minutes += step) {
      await sandbox.advance(step * minuteMs);
      if (minutes >= 30) step = later;
      for (const { event } of (await sweep()).items) if (!first.has(event.id)) first.set(event.id, `${event.outcome} after ${minutes}`);
    }
    expect(first.get(silent)).toMatch(/^unknown after (1[5-9]|20)$/);
    expect(first.get(failed)).toMatch(/^failed after [67]$/);
    expect(first.get(flipped)).toMatch(/^(completed|voicemail) after [12]?\d$/);
  });

  test('a call that never ends is handed over before it drops out of the window', async () => {
    const [lost = ''] = await place(['session_lost']);
    await sandbox.advance(149 * minuteMs);
    expect((await sweep()).items).toEqual([]);
    await sandbox.advance(5 * minuteMs);
    expect((await sweep()).items).toMatchObject([{ event: { id: lost, outcome: 'unknown' } }]);
  });

  test('only the newest calls get their conversation; the others say that it is to be had', async () => {
    await place(Array.from({ length: 6 }, () => 'agent_hung_up' as const));
    await sandbox.advance(10 * minuteMs);
    const { items } = await sweep({ maxConversations: 2 });
    expect(items.map(({ conversation }) => conversation)).toEqual(['loaded', 'loaded', ...Array.from({ length: 4 }, () => 'not_loaded')]);
    expect(items[5]?.event).toMatchObject({ transcript: '', conversationId: expect.any(String) });
  });

  test('a conversation that cannot be read holds its call back, but not for ever', async () => {
    await place(['agent_hung_up']);
    await sandbox.advance(10 * minuteMs);
    sandbox.faults.add({ kind: '500', match: { operation: 'getConversation' }, times: null });
    expect((await sweep()).items).toEqual([]);
    await sandbox.advance(90 * minuteMs);
    expect((await sweep()).items).toMatchObject([{ conversation: 'not_loaded', event: { warnings: [expect.stringContaining('what was said is missing')] } }]);
  });

  test('outcomes and campaigns can be chosen', async () => {
    await place(['agent_hung_up', 'declined']);
    const [id = ''] = await place(['declined', 'agent_hung_up'], campaignIds.consultation);
    await sandbox.advance(20 * minuteMs);
    const { items } = await sweep({ options: { outcomes: ['declined'], campaignIds: [campaignIds.consultation] } });
    expect(items.map(({ event }) => event.id)).toEqual([id]);
  });

  test('what was read before a failure is handed over; nothing read at all is a failure', async () => {
    await place(['agent_hung_up']);
    await sandbox.advance(5 * minuteMs);
    sandbox.faults.add({ kind: '500', match: { operation: 'countOutbound' }, times: null });
    expect(await sweep()).toMatchObject({ items: [{ event: { outcome: 'completed' } }], failure: { kind: 'server' } });
    sandbox.faults.add({ kind: '500', match: { operation: 'listOutbound' }, times: null });
    await expect(sweep()).rejects.toMatchObject({ name: 'IqraError', kind: 'server' });
  });

  test('a memory that one trigger has just begun hides nothing from the others', async () => {
    const store = new TestStore();
    const ids = await place(['agent_hung_up', 'declined']);
    await sandbox.advance(20 * minuteMs);
    await sweep({ store });
    const other = await sweep({ store });
    expect(other.items.map(({ event }) => event.id).toSorted()).toEqual(ids.toSorted());
  });

  test('with a settled memory: new calls only, and nothing lost when the host loses answers', async () => {
    const store = new TestStore();
    const past = await place(['agent_hung_up', 'declined']);
    await sandbox.advance(20 * minuteMs);
    const first = await sweep({ store });
    expect(first.items.map(({ event }) => event.id).toSorted()).toEqual(past.toSorted());
    await sandbox.advance(45 * minuteMs);
    await sweep({ store });
    const ids = await place(['agent_hung_up', 'declined', 'voicemail']);
    await sandbox.advance(10 * minuteMs);
    const lost = await sweep({ store });
    await sandbox.advance(15 * minuteMs);
    const again = await sweep({ store });
    for (const { mode, items } of [lost, again]) {
      expect(mode).toBe('mark');
      expect(items.map(({ event }) => event.id).toSorted()).toEqual(ids.toSorted());
    }
    for (let polls = 0; polls < 6; polls += 1) {
      await sandbox.advance(15 * minuteMs);
      await sweep({ store });
    }
    expect((await sweep({ store })).items).toEqual([]);
    expect(store.text?.length).toBeLessThan(4_000);
  });

  test('triggers with other filters share the memory, each gets its own calls', async () => {
    const store = new TestStore();
    await sweep({ store });
    const ids = await place(['agent_hung_up', 'declined']);
    const [consulted = ''] = await place(['agent_hung_up'], campaignIds.consultation);
    await sandbox.advance(10 * minuteMs);
    const all = await sweep({ store });
    await sandbox.advance(10 * minuteMs);
    const one = await sweep({ store, options: { campaignIds: [campaignIds.consultation] } });
    const declined = await sweep({ store, options: { outcomes: ['declined'] } });
    expect(all.items).toHaveLength(3);
    expect(one.items).toMatchObject([{ event: { id: consulted, campaignName: expect.any(String), transcript: expect.stringContaining('Agent: ') } }]);
    expect(declined.items.map(({ event }) => event.id)).toEqual([ids[1]]);
  });

  test('a burst of more calls than a window has pages for arrives whole', async () => {
    const store = new TestStore();
    await sweep({ store });
    const ids = await place(Array.from({ length: depth({ whole: 1_000, quick: 60 }) }, () => 'declined' as const));
    await sandbox.advance(10 * minuteMs);
    const { items } = await sweep({ store });
    expect(items.map(({ event }) => event.id).toSorted()).toEqual(ids.toSorted());
    expect((await sweep({ budget: { maxPages: depth({ whole: 12, quick: 1 }) } })).notices).toMatchObject([{ code: 'window_not_read' }]);
  }, 60_000);

  test('a memory that is unreachable or gone falls back to what can be read again', async () => {
    const store = new TestStore();
    await sweep({ store });
    const [id = ''] = await place(['agent_hung_up']);
    await sandbox.advance(10 * minuteMs);
    const kept = store.text;
    store.broken = true;
    expect(await sweep({ store })).toMatchObject({ mode: 'window', items: [{ event: { id } }] });
    expect(store.text).toBe(kept);
    store.broken = false;
    for (const damage of [null, '"x"', '{"version":1,"snapshots":[]}', '{"version":1,"snapshots":[{"atMs":1,"state":{"version":9}}]}']) {
      store.text = damage;
      expect(await sweep({ store })).toMatchObject({ mode: 'window', items: [{ event: { id } }] });
      expect(JSON.parse(store.text ?? '')).toMatchObject({ version: 1, snapshots: [{ state: { version: 3 } }] });
    }
  });

  test('a call that is known to the host does not get its conversation read again', async () => {
    const [id = ''] = await place(['agent_hung_up']);
    await sandbox.advance(10 * minuteMs);
    const { items } = await sweep({ outcomeOf: (queueId) => (queueId === id ? 'no_answer' : undefined) });
    expect(items).toMatchObject([{ conversation: 'not_loaded', outcomeKnown: true, event: { id, outcome: 'no_answer' } }]);
  });

  test('inbound calls', async () => {
    const id = sandbox.addInboundCall();
    await sandbox.advance(20 * minuteMs);
    const clock = { now: () => sandbox.now(), sleep: () => Promise.resolve(), random: () => 0 };
    const { items } = await polling.sweepEndedInboundCalls({ reads: client, clock, ...threeHours });
    expect(items).toMatchObject([{ event: { id, outcome: 'completed', callerNumber: '+14155550123' } }]);
  });
});
