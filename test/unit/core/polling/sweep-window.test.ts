import { polling, type CallEntry, type SweepInput } from '@iqra-automation/core';
import { CallTable, type Asked } from './call-table.ts';
import { entry, inboundEntry, iso, noonMs } from './entries.ts';
import { cleanedUp, failed, hourMs, minuteMs, placedAt, running, threeHours } from './table-host.ts';

describe('a sweep without a memory', () => {
  let table: CallTable;

  beforeEach(() => {
    table = new CallTable();
  });

  const ago = (queueId: string, minutes: number, change: Partial<CallEntry> = {}) => table.outbound.push(placedAt(queueId, noonMs - minutes * minuteMs, change));
  const sweep = (change: Partial<SweepInput> = {}) => polling.sweepEndedCalls({ reads: table, clock: table.clock, ...threeHours, ...change });
  const found = async (change: Partial<SweepInput> = {}) => (await sweep(change)).items.map(({ event }) => `${event.id}: ${event.outcome}`);
  const spans = () => table.of('list').map(({ filter }) => [filter.leftQueueFrom, filter.leftQueueTo].map((time) => (time === undefined ? 0 : (noonMs - Date.parse(time)) / minuteMs)));

  test('reads the last 3 hours in three parts, the newest first, and nothing that is older', async () => {
    for (const minutes of [1, 14, 16, 59, 61, 179, 181]) ago(`${minutes}`, minutes);
    expect((await found()).map((text) => Number.parseInt(text, 10))).toEqual([1, 14, 16, 59, 61, 179]);
    expect(spans()).toEqual([[15, 0], [60, 15], [180, 60]]);
  });

  test.each([
    [10, [[10, 0]]],
    [15, [[15, 0]]],
    [40, [[15, 0], [40, 15]]],
    [360, [[15, 0], [60, 15], [360, 60]]],
  ])('a window of %i minutes is read in the parts %j', async (minutes, parts) => {
    await sweep({ windowMs: minutes * minuteMs });
    expect(spans()).toEqual(parts);
  });

  test('says when there are more calls than one poll can read, and gives the newest', async () => {
    for (let i = 0; i < 700; i += 1) ago(`call-${i}`, i / 10);
    const result = await sweep({ budget: { maxPages: 12 }, options: { includeTranscript: false } });
    expect(result.notices).toEqual([{ code: 'window_not_read', message: expect.stringContaining('the oldest part of the window was not read') }]);
    expect(result.items).toHaveLength(550);
    expect(result.items[0]?.event.id).toBe('call-0');
    expect(table.of('list')).toHaveLength(12);
  });

  test('says when the server hides calls, and reads on', async () => {
    ago('old', 100);
    ago('new', 1);
    table.hiding = (asked) => asked.kind === 'list' && asked.filter.leftQueueTo === undefined;
    expect(await sweep()).toMatchObject({ items: [{ event: { id: 'old' } }], notices: [{ code: 'doubtful_list' }], failure: null });
  });

  test('says so when the server hides everything', async () => {
    ago('a', 1);
    ago('b', 30);
    ago('c', 100);
    table.hiding = (asked) => asked.kind === 'list';
    expect(await sweep()).toMatchObject({ items: [], failure: null, notices: Array.from({ length: 3 }, () => ({ code: 'doubtful_list' })) });
  });

  test('takes no end without a reason for certain before an exact read shows it too', async () => {
    ago('over', 60, cleanedUp);
    ago('wrong', 61, cleanedUp);
    ago('gone', 62, cleanedUp);
    ago('young', 16, cleanedUp);
    table.exactly.set('wrong', running);
    table.failing = (asked) => (asked.kind === 'call' && asked.id === 'gone' ? 'not_found' : null);
    expect(await found()).toEqual(['over: unknown']);
    expect(table.of('call').map(({ id }) => id)).toEqual(['gone', 'wrong', 'over']);
  });

  test('asks for the exact state of the oldest calls first, as many as one poll may', async () => {
    for (const minutes of [100, 110, 120]) ago(`${minutes}`, minutes, cleanedUp);
    expect(await found({ budget: { maxReads: 2 } })).toEqual(['110: unknown', '120: unknown']);
    expect(table.of('call')).toHaveLength(2);
  });

  test('an exact read that fails ends the poll; what was read before stands', async () => {
    ago('ended', 10);
    ago('over', 60, cleanedUp);
    table.failing = (asked) => (asked.kind === 'call' ? 'server' : null);
    expect(await sweep()).toMatchObject({ items: [{ event: { id: 'ended' } }], failure: { kind: 'server' } });
  });

  test('a failure of the first page is the failure of the poll; later ones leave what was read', async () => {
    for (let i = 0; i < 60; i += 1) ago(`call-${i}`, i / 10);
    const failAt = (count: number) => (asked: Asked) => (asked.kind === 'list' && table.of('list').length === count ? ('connection' as const) : null);
    table.failing = failAt(1);
    await expect(sweep()).rejects.toMatchObject({ kind: 'connection' });
    table.asked.length = 0;
    table.failing = failAt(2);
    expect(await sweep()).toMatchObject({ items: { length: 50 }, failure: { kind: 'connection' } });
    table.outbound.length = 0;
    table.asked.length = 0;
    expect(await sweep()).toMatchObject({ items: [], failure: { kind: 'connection' } });
  });

  test('a defect in reading is not taken for a failure of the server', async () => {
    ago('over', 60, cleanedUp);
    const broken = (kind: Asked['kind']) => (asked: Asked) => {
      if (asked.kind === kind) throw new TypeError('defect');
      return null;
    };
    for (const kind of ['list', 'call', 'conversation'] as const) {
      table.failing = broken(kind);
      await expect(sweep()).rejects.toThrow(TypeError);
    }
  });

  test('campaigns that cannot be read leave names out, make waits longer, and are mentioned', async () => {
    ago('ended', 10);
    ago('over', 60, cleanedUp);
    table.failing = (asked) => (asked.kind === 'business' ? 'permission' : null);
    const result = await sweep();
    expect(result).toMatchObject({ items: [{ event: { id: 'ended', campaignName: null } }], failure: null });
    expect(result.notices).toEqual([{ code: 'campaigns_unreadable', message: 'The campaigns could not be read, so names are left out. It failed (permission).' }]);
  });

  test('campaigns are asked for once, and not where no call has one', async () => {
    ago('none', 1, { campaignId: null });
    expect(await sweep()).toMatchObject({ items: [{ event: { campaignId: null, campaignName: null } }] });
    expect(table.of('business')).toEqual([]);
    for (const minutes of [5, 30, 100]) ago(`${minutes}`, minutes);
    expect((await sweep()).items.map(({ event }) => event.campaignName)).toEqual([null, ...Array.from({ length: 3 }, () => `Campaign ${entry().campaignId}`)]);
    expect(table.of('business')).toHaveLength(1);
  });

  test('an open call is handed over before it drops out of the window, but never while its conversation may go on', async () => {
    ago('dropping', 151, running);
    ago('open', 149, running);
    expect(await found()).toEqual(['dropping: unknown']);
    table.maxCallTimeSeconds = 170 * 60;
    ago('long', 179, running);
    expect(await found()).toEqual([]);
  });

  test('an open call is handed over after the time that was chosen, where that is shorter', async () => {
    ago('a', 61, running);
    ago('b', 59, running);
    expect(await found({ options: { giveUpAfterMs: hourMs } })).toEqual(['a: unknown']);
  });

  test('a call that has failed is handed over once it cannot be placed any more', async () => {
    ago('final', 8, failed);
    ago('fresh', 6, failed);
    expect(await found()).toEqual(['final: failed']);
  });

  test('a call whose conversation cannot be read is left out while it comes again, then handed over without it', async () => {
    ago('old', 91);
    ago('new', 89);
    table.failing = (asked) => (asked.kind === 'conversation' ? 'server' : null);
    const result = await sweep();
    expect(result.items).toMatchObject([{ conversation: 'not_loaded', outcomeKnown: false, event: { id: 'old', warnings: [expect.stringContaining('what was said is missing')] } }]);
  });

  test('says of each call how it stands with its conversation', async () => {
    ago('known', 0.5);
    ago('spoken', 1);
    ago('silent', 2, { endReason: 'no_answer' });
    ago('further', 3);
    const outcomeOf = (id: string) => (id === 'known' ? ('completed' as const) : undefined);
    expect((await sweep({ maxConversations: 1 })).items.map(({ event, conversation }) => [event.id, conversation])).toEqual([
      ['known', 'loaded'],
      ['spoken', 'not_loaded'],
      ['silent', 'none'],
      ['further', 'not_loaded'],
    ]);
    expect((await sweep({ maxConversations: 1, outcomeOf })).items).toHaveLength(4);
    expect((await sweep({ maxConversations: 1, outcomeOf, options: { outcomes: ['completed'] } })).items.map(({ event }) => event.id)).toEqual(['known', 'further']);
    expect((await sweep({ maxConversations: 2, outcomeOf })).items.map(({ event, conversation }) => [event.id, conversation])).toEqual([
      ['known', 'not_loaded'],
      ['spoken', 'loaded'],
      ['silent', 'none'],
      ['further', 'loaded'],
    ]);
    table.failing = (asked) => (asked.kind === 'conversation' ? 'permission' : null);
    expect((await sweep({ outcomeOf })).items[1]).toMatchObject({ conversation: 'loaded', event: { id: 'spoken', reached: null, warnings: [expect.stringContaining('(permission)')] } });
  });

  test('calls whose turn did not come before the time was over say that there is more to read', async () => {
    for (let i = 0; i < 8; i += 1) ago(`call-${i}`, i + 1);
    table.msPerAnswer = 1_000;
    const items = (await sweep({ budget: { deadlineMs: noonMs + 12_000, concurrency: 1 } })).items.map(({ conversation }) => conversation);
    expect(items[0]).toBe('loaded');
    expect(items.at(-1)).toBe('not_loaded');
    expect(new Set(items)).toEqual(new Set(['loaded', 'not_loaded']));
  });

  test('the conversations of the 25 newest are read, in 22 seconds at most', async () => {
    for (let i = 0; i < 30; i += 1) ago(`call-${i}`, i + 1);
    const loaded = async () => (await sweep()).items.filter(({ conversation }) => conversation === 'loaded').length;
    expect(await loaded()).toBe(25);
    table.msPerAnswer = 2_000;
    const before = table.nowMs;
    expect(await loaded()).toBeLessThan(25);
    expect(table.nowMs - before).toBeLessThanOrEqual(22_000 + 5 * 2_000);
  });

  test('gives the calls of the chosen campaigns and outcomes only', async () => {
    ago('mine', 1, { campaignId: 'mine' });
    ago('other', 2, { campaignId: 'other' });
    ago('none', 3, { campaignId: null });
    ago('declined', 4, { campaignId: 'mine', endReason: 'declined_or_busy' });
    expect(await found({ options: { campaignIds: ['mine'] } })).toEqual(['mine: completed', 'declined: declined']);
    expect(table.of('list')[0]?.filter.campaignIds).toEqual(['mine']);
    expect(await found({ options: { campaignIds: ['mine'], outcomes: ['declined'] } })).toEqual(['declined: declined']);
    expect(await found({ options: { campaignIds: [] } })).toHaveLength(4);
  });
});

test('a sweep of inbound calls: by the time they came in, of any route, and never by campaign', async () => {
  const table = new CallTable();
  const came = (queueId: string, minutes: number, change: Partial<ReturnType<typeof inboundEntry>> = {}) =>
    table.inbound.push(inboundEntry({ queueId, queuedAt: iso(noonMs - minutes * minuteMs), ...change }));
  came('new', 1);
  came('other', 2, { routeId: 'other' });
  came('unrouted', 3, { routeId: null });
  came('silent', 41, { endReason: 'not_set' });
  came('young', 39, { endReason: 'not_set' });
  came('old', 181);
  const { items } = await polling.sweepEndedInboundCalls({ reads: table, clock: table.clock, ...threeHours });
  expect(items.map(({ event }) => `${event.id}: ${event.outcome}`)).toEqual(['new: completed', 'other: completed', 'unrouted: completed', 'silent: unknown']);
  expect(table.of('business')).toEqual([]);
});
