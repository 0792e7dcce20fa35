import { CallTable } from './call-table.ts';
import { iso, noonMs } from './entries.ts';
import { change, cleanedUp, failed, hourMs, minuteMs, placedAt, running, TableHost } from './table-host.ts';

describe('a call that is open', () => {
  let table: CallTable;
  let host: TableHost;

  beforeEach(async () => {
    table = new CallTable();
    host = new TableHost(table, { giveUpAfterMs: 2 * hourMs });
    await host.poll();
  });

  const reads = () => table.of('call').length;

  test('is found in lists for 20 minutes, then read by its id every 10 minutes at most, and reported once when it ends', async () => {
    table.outbound.push(placedAt('a', noonMs + 30_000, running));
    expect(await host.pollFor(20)).toEqual([]);
    expect([reads(), host.state?.pending]).toEqual([0, []]);
    expect(await host.pollFor(39)).toEqual([]);
    expect(reads()).toBeGreaterThanOrEqual(3);
    expect(reads()).toBeLessThanOrEqual(6);
    change(table, 'a', { sessionState: 'ended', endReason: 'agent_hung_up' });
    expect(await host.pollFor(30)).toEqual([expect.stringMatching(/^a: completed after ([1-9]|10)$/)]);
    expect(host.state?.pending).toEqual([]);
  });

  test('and never ends is reported once, as unknown, when the wait that was chosen is over', async () => {
    table.outbound.push(placedAt('a', noonMs + 30_000, running));
    expect(await host.pollFor(180)).toEqual(['a: unknown after 121']);
    expect(host.events).toMatchObject([{ conversationId: 's-a', warnings: [expect.stringContaining('the waiting time you set is over')] }]);
  });

  test('waits for a day where no time was chosen', async () => {
    const patient = new TableHost(table);
    await patient.poll();
    table.outbound.push(placedAt('a', noonMs + 30_000, running));
    const heard: number[] = [];
    for (let minutes = 10; minutes <= 26 * 60; minutes += 10) {
      table.nowMs = noonMs + minutes * minuteMs;
      if ((await patient.poll()).events.length > 0) heard.push(minutes);
    }
    expect(heard).toEqual([24 * 60 + 10]);
  });

  test('and goes back into the queue is still reported once when the wait is over', async () => {
    table.outbound.push(placedAt('a', noonMs + 30_000, running));
    await host.pollFor(25);
    change(table, 'a', { progress: 'queued', leftQueueAt: null, conversationId: null, sessionState: null, endReason: null });
    expect(await host.pollFor(94)).toEqual([]);
    expect(await host.pollFor(90)).toEqual([expect.stringMatching(/^a: unknown after \d+$/)]);
  });

  test('and cannot be found any more is tried every 10 minutes, and given up only when the wait is over', async () => {
    table.outbound.push(placedAt('a', noonMs + 30_000, running));
    await host.pollFor(25);
    const [gone] = table.outbound.splice(0, 1);
    const before = reads();
    expect(await host.pollFor(94)).toEqual([]);
    expect(reads() - before).toBeGreaterThanOrEqual(9);
    expect(reads() - before).toBeLessThanOrEqual(10);
    expect(await host.pollFor(90)).toEqual([expect.stringMatching(/^a: unknown after \d$/)]);
    const empty = { recipientNumber: '', campaignId: null, campaignName: null, callingNumberId: null, conversationId: null, dynamicVariables: {}, metadata: {}, placedAt: null };
    expect(host.events).toMatchObject([{ ...empty, id: 'a', queuedAt: gone?.leftQueueAt, transcript: '', warnings: [expect.stringContaining('once, as unknown')] }]);
    expect(await host.pollFor(30)).toEqual([]);
  });

  test('and cannot be read for another reason is a failure of the poll; ended calls from its lists stand', async () => {
    table.outbound.push(placedAt('a', noonMs + 30_000, running));
    await host.pollFor(25);
    table.nowMs += 10 * minuteMs;
    table.failing = (asked) => (asked.kind === 'call' ? 'server' : null);
    await expect(host.poll()).rejects.toMatchObject({ kind: 'server' });
    table.outbound.push(placedAt('b', table.nowMs));
    expect(await host.poll()).toMatchObject({ events: [{ id: 'b' }], failure: { kind: 'server' } });
    change(table, 'a', { sessionState: 'ended', endReason: 'agent_hung_up' });
    table.failing = () => null;
    expect(await host.pollFor(15)).toEqual(['a: completed after 1']);
  });

  test('and could not be found for a while is reported with its real end', async () => {
    table.outbound.push(placedAt('a', noonMs + 30_000, running));
    await host.pollFor(25);
    const gone = table.outbound.splice(0, 1);
    await host.pollFor(20);
    table.outbound.push(...gone);
    change(table, 'a', { sessionState: 'ended', endReason: 'voicemail' });
    expect(await host.pollFor(30)).toEqual([expect.stringMatching(/^a: voicemail after ([1-9]|10)$/)]);
  });

  test('but has failed is reported 2 minutes after it was first seen so', async () => {
    table.outbound.push(placedAt('a', noonMs + 30_000, failed));
    expect(await host.pollFor(10)).toEqual(['a: failed after 3']);
  });

  test('but has failed is not reported when it is placed after all, and its new wait starts anew', async () => {
    table.outbound.push(placedAt('a', noonMs + 30_000, failed));
    expect(await host.pollFor(2)).toEqual([]);
    change(table, 'a', { progress: 'placed', leftQueueAt: iso(noonMs + 2 * minuteMs + 1_000), conversationId: 's-a', ...cleanedUp });
    expect(await host.pollFor(40)).toEqual(['a: unknown after 17']);
  });

  test('with an end that the cleanup job wrote is reported after the longest call of its campaign and 5 minutes', async () => {
    table.outbound.push(placedAt('a', noonMs + 30_000, cleanedUp));
    expect(await host.pollFor(40)).toEqual(['a: unknown after 17']);
    expect(host.events).toMatchObject([{ campaignName: expect.stringMatching(/^Campaign /), warnings: [expect.stringContaining('longest allowed call time is over')] }]);
  });

  test('with an end in lists only is not believed over', async () => {
    table.outbound.push(placedAt('a', noonMs + 30_000, cleanedUp));
    table.exactly.set('a', running);
    expect(await host.pollFor(40)).toEqual([]);
    table.exactly.set('a', { sessionState: 'ended', endReason: 'recipient_hung_up' });
    expect(await host.pollFor(40)).toEqual([expect.stringMatching(/^a: completed after ([1-9]|10)$/)]);
  });

  test('in a campaign of long calls is not given up before the longest of them is over, also when it is first seen late', async () => {
    table.maxCallTimeSeconds = 2 * 3600;
    const patient = new TableHost(table);
    await patient.poll();
    table.outbound.push(placedAt('a', noonMs + 30_000, cleanedUp));
    table.nowMs += 90 * minuteMs;
    expect(await patient.pollFor(60)).toEqual([expect.stringMatching(/^a: unknown after (4\d|50)$/)]);
  });

  test('in a campaign of long calls is not given up when the cleanup job writes an end into the running conversation', async () => {
    table.maxCallTimeSeconds = 2 * 3600;
    const patient = new TableHost(table);
    await patient.poll();
    table.outbound.push(placedAt('a', noonMs + 30_000, running));
    expect(await patient.pollFor(80)).toEqual([]);
    change(table, 'a', cleanedUp);
    expect(await patient.pollFor(45)).toEqual([]);
    change(table, 'a', { endReason: 'agent_hung_up' });
    expect(await patient.pollFor(15)).toEqual([expect.stringMatching(/^a: completed after \d+$/)]);
  });

  test('without a campaign, or one that can be read, waits for an hour; the log says what could not be read', async () => {
    table.outbound.push(placedAt('a', noonMs + 30_000, { campaignId: null, ...cleanedUp }));
    expect(await host.pollFor(65)).toEqual([]);
    expect(await host.pollFor(15)).toEqual([expect.stringMatching(/^a: unknown after \d+$/)]);
    expect(table.of('business')).toEqual([]);
    table.failing = (asked) => (asked.kind === 'business' ? 'permission' : null);
    table.outbound.push(placedAt('b', table.nowMs, cleanedUp));
    table.nowMs += minuteMs;
    const message = 'The campaigns could not be read, so names are left out and waits are longer. It failed (permission).';
    expect((await host.poll()).notices).toEqual([{ code: 'campaigns_unreadable', message }]);
    expect((await host.poll()).notices).toEqual([]);
    expect(await host.pollFor(64)).toEqual([]);
    expect(await host.pollFor(15)).toEqual([expect.stringMatching(/^b: unknown after \d+$/)]);
  });

  test('is read again before others that are due later, as many as one poll may', async () => {
    for (const [id, seconds] of [['a', 30], ['b', 330], ['c', 330]] as const) table.outbound.push(placedAt(id, noonMs + seconds * 1000, running));
    await host.pollFor(31);
    table.nowMs = noonMs + 45 * minuteMs;
    table.asked.length = 0;
    await host.poll({ maxReads: 2 });
    expect(table.of('call')).toHaveLength(2);
    await host.poll({ maxReads: 2 });
    expect(host.state?.pending).toHaveLength(3);
    expect(table.of('call').map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  });

  test('that has ended, but whose conversation failed before it could not be found any more, is reported once', async () => {
    table.outbound.push(placedAt('a', noonMs + 30_000));
    table.failing = (asked) => (asked.kind === 'conversation' ? 'server' : null);
    expect(await host.pollFor(1)).toEqual([]);
    table.outbound.length = 0;
    expect(await host.pollFor(118)).toEqual([]);
    expect(await host.pollFor(60)).toEqual([expect.stringMatching(/^a: unknown after \d+$/)]);
    expect(host.events).toMatchObject([{ queuedAt: iso(noonMs + 30_000) }]);
  });
});
