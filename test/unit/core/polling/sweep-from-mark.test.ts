import { polling, type CallEntry, type SweepInput } from '@iqra-automation/core';
import { CallTable } from './call-table.ts';
import { entry, inboundEntry, iso, noonMs } from './entries.ts';
import { change, cleanedUp, failed, hourMs, minuteMs, placedAt, running, threeHours } from './table-host.ts';
import { TestStore } from './test-store.ts';

describe('a sweep with a memory', () => {
  let table: CallTable;
  let store: TestStore;

  beforeEach(() => {
    table = new CallTable();
    store = new TestStore();
  });

  const ago = (queueId: string, minutes: number, changed: Partial<CallEntry> = {}) => table.outbound.push(placedAt(queueId, table.nowMs - minutes * minuteMs, changed));
  const sweep = (changed: Partial<SweepInput> = {}) => polling.sweepEndedCalls({ reads: table, clock: table.clock, store, ...threeHours, ...changed });
  const idsOf = async (changed: Partial<SweepInput> = {}) => (await sweep(changed)).items.map(({ event }) => event.id);
  const pass = (minutes: number) => {
    table.nowMs += minutes * minuteMs;
    table.asked.length = 0;
  };
  /** Polls every 15 minutes until the memory is old enough to start from. */
  const settle = async () => {
    for (let poll = 0; poll < 5; poll += 1) {
      await sweep();
      pass(15);
    }
  };
  const memory = () => JSON.parse(store.text ?? 'null') as { readonly snapshots: readonly { readonly atMs: number; readonly state: { readonly mark: number; readonly scope: string } }[] } | null;

  test('begins with the window, and keeps a mark', async () => {
    ago('past', 100);
    ago('running', 30, running);
    expect(await sweep()).toMatchObject({ mode: 'window', items: [{ event: { id: 'past', campaignName: `Campaign ${entry().campaignId}` }, conversation: 'loaded' }] });
    expect(memory()?.snapshots.map(({ atMs }) => atMs)).toEqual([noonMs]);
  });

  test('while it is young: from the mark and in the window, each call once, with the names that either knows', async () => {
    ago('before', 100, { campaignId: 'b' });
    await sweep();
    pass(39);
    ago('after', 1, { campaignId: 'a' });
    const result = await sweep();
    expect(result).toMatchObject({ mode: 'mark', failure: null, notices: [] });
    expect(result.items.map(({ event }) => [event.id, event.campaignName])).toEqual([['after', 'Campaign a'], ['before', 'Campaign b']]);
  });

  test('once it is 40 minutes old: from the mark alone, in few reads', async () => {
    ago('before', 100);
    await sweep();
    pass(40);
    ago('after', 1);
    ago('none', 2, { campaignId: null });
    const result = await sweep();
    expect(result).toMatchObject({ mode: 'mark', failure: null });
    expect(result.items.map(({ event }) => [event.id, event.campaignName])).toEqual([['after', `Campaign ${entry().campaignId}`], ['none', null]]);
    expect(table.of('list').filter(({ filter }) => filter.scheduledFrom === undefined)).toHaveLength(1);
  });

  test('every trigger that shares it gets each call, for 40 minutes at least, and none for hours', async () => {
    await settle();
    ago('a', 0);
    const heard: number[] = [];
    for (let minute = 1; minute <= 120; minute += 1) {
      pass(1);
      if ((await idsOf()).length > 0) heard.push(minute);
    }
    expect(heard.slice(0, 40)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    expect(heard.at(-1)).toBeLessThanOrEqual(53);
  });

  test('is written again only when there is a new state to keep', async () => {
    await settle();
    const before = store.sets;
    for (let minute = 0; minute < 24; minute += 1) {
      pass(1);
      await sweep();
    }
    expect(store.sets - before).toBe(2);
  });

  test('is not written when a read failed: the next poll starts from where this one did', async () => {
    await settle();
    for (let i = 0; i < 60; i += 1) ago(`call-${i}`, i / 10);
    const kept = store.text;
    table.failing = (asked) => (asked.kind === 'list' && asked.byCursor ? 'server' : null);
    expect(await sweep()).toMatchObject({ items: { length: 50 }, failure: { kind: 'server' }, mode: 'mark' });
    expect(store.text).toBe(kept);
    table.failing = () => null;
    expect(await idsOf()).toHaveLength(60);
  });

  test('while it is young, a failure of the mark leaves the window unread', async () => {
    await sweep();
    pass(20);
    for (let i = 0; i < 60; i += 1) ago(`call-${i}`, i / 10);
    table.failing = (asked) => (asked.kind === 'list' && asked.byCursor ? 'server' : null);
    expect(await sweep()).toMatchObject({ items: { length: 50 }, failure: { kind: 'server' }, mode: 'mark' });
    expect(table.of('list')).toHaveLength(2);
  });

  test('that cannot be written costs nothing but reading', async () => {
    ago('past', 10);
    const set = () => Promise.reject(new Error('full'));
    expect(await polling.sweepEndedCalls({ reads: table, clock: table.clock, ...threeHours, store: { get: () => store.get(), set } })).toMatchObject({ items: [{ event: { id: 'past' } }], mode: 'window' });
  });

  test.each(['another scope', 'a damaged state'])('of %s begins anew', async (name) => {
    ago('past', 100);
    await sweep({ scope: 'a' });
    pass(50);
    if (name === 'a damaged state') store.text = JSON.stringify({ version: 1, snapshots: [{ atMs: noonMs, state: { version: 9 } }] });
    const scope = name === 'another scope' ? 'b' : 'a';
    expect(await sweep({ scope })).toMatchObject({ mode: 'window', items: [{ event: { id: 'past' } }] });
    expect(memory()).toMatchObject({ snapshots: [{ atMs: table.nowMs, state: { scope } }] });
  });

  test('that cannot be used although it is young begins anew, with one reading of the window', async () => {
    ago('past', 100);
    store.text = JSON.stringify({ version: 1, snapshots: [{ atMs: noonMs - 20 * minuteMs, state: { version: 9 } }] });
    expect(await sweep()).toMatchObject({ mode: 'window', items: [{ event: { id: 'past' } }] });
    expect(table.of('list').filter(({ filter }) => filter.leftQueueFrom === iso(noonMs - 3 * hourMs))).toHaveLength(1);
  });

  test('is read in as many pages as there are, whatever the budget for a window', async () => {
    await settle();
    for (let i = 0; i < 300; i += 1) ago(`call-${i}`, i / 100);
    expect(await idsOf({ budget: { maxPages: 1 }, options: { includeTranscript: false } })).toHaveLength(300);
  });

  test('that rested for an hour: what ended in the pause is told to nobody, however much of it one poll can read; what ends then is told', async () => {
    await settle();
    pass(5 * 60);
    for (let i = 0; i < 300; i += 1) ago(`old-${i}`, 10 + i / 10);
    const short = { options: { includeTranscript: false }, budget: { maxPages: 2 } };
    expect((await idsOf({ ...short, switchedOn: true })).length).toBeLessThan(200);
    ago('running', 0, running);
    const told: string[] = [];
    for (let poll = 1; poll <= 8; poll += 1) {
      pass(10);
      ago(`new-${poll}`, 1);
      told.push(...(await idsOf({ ...short, budget: { maxPages: 30 } })));
    }
    expect(new Set(told)).toEqual(new Set(Array.from({ length: 8 }, (_, poll) => `new-${poll + 1}`)));
  });

  test('that another trigger kept fresh owes that one what ended before, also when a second is switched on', async () => {
    await sweep();
    pass(10);
    ago('between', 5);
    await sweep({ switchedOn: true });
    pass(10);
    expect(await idsOf()).toEqual(['between']);
  });

  test('is read no longer than the host allows', async () => {
    await settle();
    for (let i = 0; i < 300; i += 1) ago(`call-${i}`, i / 100);
    table.msPerAnswer = 1_000;
    const { items } = await sweep({ budget: { deadlineMs: table.nowMs + 5_000 }, options: { includeTranscript: false } });
    expect(items).toHaveLength(150);
  });

  test('serves triggers that want other calls: filters come afterwards', async () => {
    await settle();
    ago('mine', 1, { campaignId: 'mine' });
    ago('other', 2, { campaignId: 'other', endReason: 'voicemail' });
    ago('none', 3, { campaignId: null });
    expect(await idsOf({ options: { campaignIds: ['mine'] } })).toEqual(['mine']);
    expect(await idsOf({ options: { outcomes: ['voicemail'] } })).toEqual(['other']);
    expect(await idsOf()).toEqual(['mine', 'other', 'none']);
    expect(table.of('list').every(({ filter }) => filter.campaignIds === undefined)).toBe(true);
  });

  test('a call whose conversation cannot be read is held back for 20 minutes, then handed over for the host to read it', async () => {
    await settle();
    ago('a', 1);
    table.failing = (asked) => (asked.kind === 'conversation' ? 'server' : null);
    expect(await sweep()).toMatchObject({ items: [] });
    table.nowMs += 10 * minuteMs;
    expect(await sweep()).toMatchObject({ items: [] });
    table.nowMs += 10 * minuteMs;
    expect((await sweep()).items).toMatchObject([{ conversation: 'not_loaded', outcomeKnown: false, event: { id: 'a', transcript: '' } }]);
    table.failing = () => null;
    expect((await sweep()).items).toMatchObject([{ conversation: 'loaded', event: { id: 'a' } }]);
  });

  test('conversations are read once for each poll, and not at all where nobody wants them', async () => {
    await settle();
    ago('a', 1);
    await sweep();
    expect(table.of('conversation')).toHaveLength(1);
    ago('machine', 1, { endReason: 'voicemail' });
    const brief = await sweep({ options: { includeTranscript: false }, outcomeOf: (id) => (id === 'a' ? 'completed' : undefined) });
    expect(brief.items).toHaveLength(2);
    expect(table.of('conversation')).toHaveLength(1);
  });

  test.each([
    ['that was chosen', hourMs, 60],
    ['of a day', undefined, 24 * 60],
  ])('a call that never ends is handed over after the wait %s', async (_name, giveUpAfterMs, minutes) => {
    const options = giveUpAfterMs === undefined ? {} : { giveUpAfterMs };
    await settle();
    ago('a', 0, running);
    let heard = 0;
    for (let waited = 15; heard === 0 && waited <= minutes + 60; waited += 15) {
      pass(15);
      if ((await idsOf({ options })).length > 0) heard = waited;
    }
    expect(heard).toBeGreaterThan(minutes);
    expect(heard).toBeLessThanOrEqual(minutes + 30);
  });

  test('neither a provisional end nor a fresh failure is handed over early', async () => {
    await settle();
    ago('silent', 0, cleanedUp);
    ago('flips', 0, failed);
    const heard: string[] = [];
    for (let minute = 1; minute <= 30; minute += 1) {
      pass(1);
      if (minute === 2) change(table, 'flips', { progress: 'placed', conversationId: 's', ...running });
      for (const { event } of (await sweep()).items) if (!heard.some((text) => text.startsWith(event.id))) heard.push(`${event.id}: ${event.outcome} after ${minute}`);
    }
    expect(heard).toEqual([expect.stringMatching(/^silent: unknown after (1[6-9]|2[0-6])$/)]);
  });
});

test('inbound triggers share a memory, each gets every call', async () => {
  const [table, store] = [new CallTable(), new TestStore()];
  const sweep = async () => {
    const { items, mode } = await polling.sweepEndedInboundCalls({ reads: table, clock: table.clock, store, ...threeHours });
    return [mode, ...items.map(({ event }) => event.id)];
  };
  expect(await sweep()).toEqual(['window']);
  table.nowMs += 50 * minuteMs;
  for (const routeId of ['mine', null]) table.inbound.push(inboundEntry({ queueId: `of-${routeId}`, routeId, queuedAt: iso(table.nowMs - minuteMs) }));
  for (let trigger = 0; trigger < 2; trigger += 1) expect(await sweep()).toEqual(['mark', 'of-mine', 'of-null']);
});
