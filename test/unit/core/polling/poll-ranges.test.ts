import type { CallEntry } from '@iqra-automation/core';
import { CallTable, type Asked } from './call-table.ts';
import { iso, noonMs, numberedIds } from './entries.ts';
import { change, hourMs, minuteMs, placedAt, running, TableHost } from './table-host.ts';

const lists = (asked: Asked): boolean => asked.kind === 'list';

describe('what one poll reads of the lists', () => {
  let table: CallTable;
  let host: TableHost;

  beforeEach(async () => {
    table = new CallTable();
    host = new TableHost(table);
    await host.poll();
    table.asked.length = 0;
  });

  /** One call every so often, from noon on; all of them have ended. */
  /** Of calls that have ended; those that are at work are asked for beside them. */
  const pages = () => table.of('list').filter(({ filter }) => filter.scheduledFrom === undefined).length;
  const place = (count: number, everyMs: number) => {
    for (const [i, id] of numberedIds(count).entries()) table.outbound.push(placedAt(id, noonMs + i * everyMs));
    table.nowMs = noonMs + Math.max(minuteMs, count * everyMs);
    return numberedIds(count);
  };
  /** How long a time each list covered, in minutes; without an upper end, up to now. */
  const spans = () =>
    table.of('list').filter(({ byCursor, filter }) => !byCursor && filter.scheduledFrom === undefined).map(({ filter }) => {
      return (Date.parse(filter.leftQueueTo ?? iso(table.nowMs)) - Date.parse(filter.leftQueueFrom ?? '')) / minuteMs;
    });

  test('reaches 10 minutes behind the poll before: a call that becomes visible late is found', async () => {
    await host.pollFor(30);
    table.outbound.push(placedAt('late', table.nowMs - 9 * minuteMs));
    expect(await host.pollFor(1)).toEqual(['late: completed after 1']);
    expect(spans().at(-1)).toBeLessThanOrEqual(12);
  });

  test('grows in steps after an outage; every call comes once, and the log says how far it is', async () => {
    const placed = place(600, minuteMs);
    const first = await host.poll();
    expect(first.notices).toEqual([{ code: 'catching_up', message: expect.stringMatching(/^Calls are read up to 1\d:\d\d UTC on 24 November 2026; the next polls read on from there\.$/) }]);
    for (let poll = 0; poll < 3; poll += 1) await host.poll();
    expect(host.ids).toEqual(placed);
    expect((await host.poll()).notices).toEqual([]);
    expect(Math.max(...spans())).toBeLessThanOrEqual(130);
    expect(spans()[0]).toBe(120);
  });

  test.each([0, 60])('gets further with each pass when there are more calls than one poll can read, also with a clock %i minutes ahead', async (ahead) => {
    table.hostAheadMs = ahead * minuteMs;
    const placed = place(900, 10_000);
    for (let poll = 0; poll < 12; poll += 1) await host.poll({ maxPages: 2 });
    expect(host.ids.toSorted()).toEqual(placed);
    expect(host.state).toMatchObject({ pass: null, mark: table.nowMs - 10 * minuteMs });
  });

  test('shrinks while there are more calls than one poll can read, and grows again when there are fewer', async () => {
    place(900, 10_000);
    const slices: number[] = [];
    for (let poll = 0; poll < 20; poll += 1) slices.push((await host.poll({ maxPages: 2 })).state.slice / minuteMs);
    expect(Math.min(...slices)).toBeLessThan(30);
    expect(slices.at(-1)).toBe(120);
  });

  test('ends with the page on which enough ended calls are found; the rest follows', async () => {
    const placed = place(150, 100);
    for (let poll = 0; poll < 3; poll += 1) {
      table.asked.length = 0;
      expect((await host.poll({ maxEvents: 30 })).events).toHaveLength(50);
      expect(pages()).toBe(1);
    }
    expect(host.ids.toSorted()).toEqual(placed);
  });

  test('an empty list that the count contradicts is read again, said once, and loses nothing', async () => {
    const [id] = place(1, 0);
    const before = host.state?.mark;
    table.hiding = lists;
    table.asked.length = 0;
    expect(await host.poll()).toMatchObject({ events: [], notices: [{ code: 'doubtful_list' }] });
    expect(pages()).toBe(4);
    expect(host.state?.mark).toBe(before);
    table.hiding = () => false;
    expect(await host.pollFor(1)).toEqual([`${id}: completed after 1`]);
  });

  test('an empty list that the count confirms is the end of the matter', async () => {
    table.nowMs += hourMs;
    table.asked.length = 0;
    expect(await host.poll()).toMatchObject({ notices: [] });
    expect(pages()).toBe(1);
    expect(host.state?.mark).toBe(table.nowMs - 10 * minuteMs);
    expect(table.of('count')).toHaveLength(1);
  });

  test('an empty page in the middle is doubtful without a count, and reading goes on from there', async () => {
    const placed = place(120, 100);
    table.hiding = (asked) => lists(asked) && table.of('list').length === 2;
    expect(await host.poll()).toMatchObject({ notices: [{ code: 'doubtful_list' }] });
    expect(host.ids.toSorted()).toEqual(placed);
    expect(table.of('count')).toEqual([]);
    expect(table.of('list')[2]?.filter.createdTo).toBeDefined();
  });

  test('a cursor kept from an earlier poll that the server refuses is done without', async () => {
    const placed = place(120, 100);
    await host.poll({ maxPages: 1 });
    table.failing = (asked) => (asked.kind === 'list' && asked.byCursor ? 'input' : null);
    table.asked.length = 0;
    expect(await host.poll({ maxPages: 2 })).toMatchObject({ kind: 'polled', failure: null });
    expect(pages()).toBe(2);
    table.failing = () => null;
    await host.poll();
    expect(host.ids.toSorted()).toEqual(placed);
  });

  test('a cursor of the same poll that the server refuses is a failure, and what was read stands', async () => {
    const placed = place(60, 100);
    table.failing = (asked) => (asked.kind === 'list' && asked.byCursor ? 'input' : null);
    expect(await host.poll()).toMatchObject({ events: { length: 50 }, failure: { kind: 'input' } });
    table.failing = () => null;
    expect(await host.poll()).toMatchObject({ failure: null });
    expect(host.ids.toSorted()).toEqual(placed);
  });

  test('a kept cursor that fails for another reason is a failure of the poll', async () => {
    place(60, 100);
    await host.poll({ maxPages: 1 });
    table.failing = (asked) => (lists(asked) ? 'server' : null);
    await expect(host.poll()).rejects.toMatchObject({ kind: 'server' });
    table.failing = () => null;
    await host.poll();
    expect(host.ids.toSorted()).toEqual(numberedIds(60));
  });

  test('a server that answers a kept cursor with the newest calls of all brings no call of another campaign, and none twice', async () => {
    host = new TableHost(table, { campaignIds: ['mine'] });
    await host.poll();
    for (const [i, id] of numberedIds(120).entries()) table.outbound.push(placedAt(id, noonMs + i * 100, { campaignId: 'mine' }));
    for (let i = 0; i < 30; i += 1) table.outbound.push(placedAt(`other-${i}`, noonMs + 20_000 + i * 100, { campaignId: 'other' }));
    table.nowMs += minuteMs;
    await host.poll({ maxPages: 1 });
    table.forgetsCursors = true;
    for (let poll = 0; poll < 6; poll += 1) await host.poll({ maxPages: 3 });
    expect(host.ids.toSorted()).toEqual(numberedIds(120));
  });

  test('nor when nothing newer gives such an answer away', async () => {
    host = new TableHost(table, { campaignIds: ['mine'] });
    await host.poll();
    const burst = (name: string, count: number, changed: Partial<CallEntry>) => {
      for (let i = 0; i < count; i += 1) table.outbound.push(placedAt(`${name}-${i}`, noonMs + i, { queuedAt: iso(noonMs + i), ...changed }));
    };
    burst('none', 20, { campaignId: null });
    burst('mine', 51, { campaignId: 'mine' });
    burst('other', 60, { campaignId: 'other' });
    burst('queued', 70, { campaignId: 'mine', progress: 'queued', leftQueueAt: null, conversationId: null, sessionState: null, endReason: null });
    table.nowMs += minuteMs;
    await host.poll({ maxPages: 1 });
    table.forgetsCursors = true;
    for (let poll = 0; poll < 3; poll += 1) await host.poll({ maxPages: 2 });
    table.forgetsCursors = false;
    table.nowMs += minuteMs;
    for (let poll = 0; poll < 3; poll += 1) await host.poll();
    expect(host.ids.toSorted()).toEqual(Array.from({ length: 51 }, (_, i) => `mine-${i}`).toSorted());
  });

  test('what was reported is remembered for as long as it can turn up again, and no longer', async () => {
    place(20, 100);
    await host.poll();
    expect(host.remembered).toBe(20);
    await host.pollFor(9);
    await host.poll();
    expect(host.remembered).toBe(20);
    await host.pollFor(3);
    await host.poll();
    expect(host.remembered).toBe(0);
  });

  test('a page that fails keeps what the pages before it brought', async () => {
    const placed = place(60, 100);
    table.failing = (asked) => (asked.kind === 'list' && asked.byCursor ? 'connection' : null);
    expect(await host.poll()).toMatchObject({ events: { length: 50 }, failure: { kind: 'connection' } });
    table.failing = () => null;
    table.asked.length = 0;
    await host.poll();
    expect(host.ids.toSorted()).toEqual(placed);
    expect(table.of('list')[0]).toMatchObject({ byCursor: true });
  });

  test('open calls on pages read earlier are not forgotten while a long range is read over several polls', async () => {
    const placed = place(120, 100);
    const last = placed.at(-1) ?? '';
    change(table, last, running);
    table.nowMs += 14 * minuteMs;
    await host.poll({ maxPages: 1 });
    await host.poll({ maxPages: 1 });
    await host.poll({ maxPages: 1 });
    expect(host.ids.toSorted()).toEqual(placed.slice(0, -1));
    change(table, last, { sessionState: 'ended', endReason: 'agent_hung_up' });
    expect(await host.pollFor(30)).toEqual([`${last}: completed after 1`]);
  });
});

describe('a stored mark that lies ahead of the server', () => {
  test.each([
    [59, 'polled', []],
    [61, 'state_reset', [{ code: 'state_reset', message: expect.stringContaining('The stored position lies in the future.') }]],
  ] as const)('by %i minutes: %s', async (minutes, kind, notices) => {
    const table = new CallTable();
    const host = new TableHost(table);
    await host.poll();
    if (host.state === undefined) throw new Error('no state');
    host.state = { ...host.state, mark: noonMs + minutes * minuteMs };
    expect(await host.poll()).toMatchObject({ kind, events: [], notices });
    table.outbound.push(placedAt('a', noonMs + 90 * minuteMs));
    table.nowMs = noonMs + 91 * minuteMs;
    expect((await host.poll()).events).toMatchObject([{ id: 'a' }]);
  });
});

test('only the chosen outcomes are reported, and the others are done with', async () => {
  const table = new CallTable();
  const host = new TableHost(table, { outcomes: ['voicemail', 'declined'] });
  await host.poll();
  for (const endReason of ['voicemail', 'declined_or_busy', 'no_answer'] as const) table.outbound.push(placedAt(endReason, noonMs, { endReason }));
  expect((await host.pollFor(2)).toSorted()).toEqual(['declined_or_busy: declined after 1', 'voicemail: voicemail after 1']);
  await host.poll();
  expect([host.remembered, host.state?.pending]).toEqual([3, []]);
});

test('a defect in reading is not taken for a failure of the server, whatever was read before', async () => {
  const table = new CallTable();
  const host = new TableHost(table);
  await host.poll();
  for (const [i, id] of numberedIds(60).entries()) table.outbound.push(placedAt(id, noonMs + i));
  table.nowMs += minuteMs;
  table.failing = (asked) => {
    if (asked.kind === 'list' && asked.byCursor) throw new TypeError('defect');
    return null;
  };
  await expect(host.poll()).rejects.toThrow(TypeError);
});
