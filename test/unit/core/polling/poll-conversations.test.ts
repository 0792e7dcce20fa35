import { CallTable } from './call-table.ts';
import { noonMs, numberedIds } from './entries.ts';
import { change, hourMs, minuteMs, placedAt, running, TableHost } from './table-host.ts';

describe('the conversations of calls that ended', () => {
  let table: CallTable;
  let host: TableHost;

  beforeEach(async () => {
    table = new CallTable();
    host = new TableHost(table);
    await host.poll();
  });

  const place = (count: number) => {
    const ids = numberedIds(count);
    for (const [i, id] of ids.entries()) table.outbound.push(placedAt(id, noonMs + i * 100));
    table.nowMs += minuteMs;
    return ids;
  };
  const failConversations = (kind: 'server' | 'permission' | null) => {
    table.failing = (asked) => (asked.kind === 'conversation' ? kind : null);
  };

  test('that the time of one poll does not reach hold their calls back, and each call comes once, oldest first', async () => {
    const ids = place(10);
    table.nowMs += 25 * minuteMs;
    table.msPerAnswer = 1_000;
    const first = await host.poll({ concurrency: 1, deadlineMs: table.nowMs + 5_000 });
    expect(host.ids).toEqual(ids.slice(0, first.events.length));
    expect(first.events.length).toBeGreaterThan(1);
    const held = ids.length - first.events.length;
    expect(first.notices).toEqual([{ code: 'events_held', message: `Ended calls that wait for their conversations and follow with a later poll: ${held}.` }]);
    table.nowMs += 30 * minuteMs;
    expect((await host.poll()).notices).toEqual([]);
    expect(host.ids).toEqual(ids);
    expect(await host.pollFor(30)).toEqual([]);
  });

  test('that the time does not reach are not forgotten while the reading of later ranges goes on', async () => {
    const early = place(60);
    const late = numberedIds(200, 'later');
    for (const [i, id] of late.entries()) table.outbound.push(placedAt(id, noonMs + 3 * hourMs + i * 100));
    table.nowMs = noonMs + 4 * hourMs;
    table.failing = (asked) => {
      if (asked.kind === 'conversation') table.nowMs += 10_000;
      return null;
    };
    expect((await host.poll({ maxPages: 4, concurrency: 1, deadlineMs: table.nowMs + 30_000 })).events).toHaveLength(3);
    failConversations(null);
    for (let poll = 0; poll < 6; poll += 1) await host.poll();
    expect(host.ids.toSorted()).toEqual([...early, ...late]);
  });

  test('that the time does not reach hold back calls that are followed by id as well, until the next poll', async () => {
    table.outbound.push(placedAt('a', noonMs + 1_000, running));
    await host.pollFor(25);
    table.nowMs += 15 * minuteMs;
    change(table, 'a', { sessionState: 'ended', endReason: 'agent_hung_up' });
    table.failing = (asked) => {
      if (asked.kind === 'call') table.nowMs += 10_000;
      return null;
    };
    expect(await host.poll({ deadlineMs: table.nowMs + 10_000 })).toMatchObject({ events: [], notices: [{ code: 'events_held' }] });
    failConversations(null);
    expect(await host.pollFor(30)).toEqual(['a: completed after 1']);
  });

  test('that the time of many polls does not reach are still waited for: nobody has failed to read them', async () => {
    const [id] = place(1);
    table.failing = (asked) => {
      if (asked.kind === 'list') table.nowMs += 10_000;
      return null;
    };
    for (let poll = 0; poll < 5; poll += 1) expect((await host.poll({ deadlineMs: table.nowMs + 10_000 })).events).toEqual([]);
    failConversations(null);
    expect(await host.pollFor(2)).toEqual([`${id}: completed after 1`]);
    expect(host.events).toMatchObject([{ transcript: expect.stringContaining('Agent: '), warnings: [] }]);
  });

  test('that fail are waited for three hours, ever more rarely asked for; then the call comes with a warning', async () => {
    const [id] = place(1);
    failConversations('server');
    expect(await host.pollFor(200)).toEqual([expect.stringMatching(new RegExp(`^${id}: completed after 18\\d$`))]);
    expect(host.events).toMatchObject([{ transcript: '', reached: null, optOutRequested: null, warnings: [expect.stringMatching(/^The conversation could not be read, .* It failed \(server\)\.$/)] }]);
    expect(table.of('conversation').length).toBeLessThan(40);
  });

  test('that the server says it does not have are waited for half an hour', async () => {
    const [id] = place(1);
    table.failing = (asked) => (asked.kind === 'conversation' ? 'not_found' : null);
    expect(await host.pollFor(60)).toEqual([expect.stringMatching(new RegExp(`^${id}: completed after 3[1-9]$`))]);
  });

  test('that are still empty are waited for ten minutes; then nobody spoke', async () => {
    const [id] = place(1);
    table.said.set(`s-${id}`, { messages: [] });
    expect(await host.pollFor(30)).toEqual([expect.stringMatching(new RegExp(`^${id}: no_answer after 1[1-4]$`))]);
    expect(host.events).toMatchObject([{ reached: false, warnings: [expect.stringMatching(/shows no word .* 10 minutes after its end, so it counts as one in which nobody spoke/)] }]);
  });

  test('that are still empty where no more calls can be held back leave open whether anybody spoke', async () => {
    const ids = place(1_005);
    for (const id of ids) table.said.set(`s-${id}`, { messages: [] });
    const { events } = await host.poll({ maxPages: 30, maxEvents: 2_000 });
    expect(events).toHaveLength(5);
    for (const event of events) expect(event).toMatchObject({ outcome: 'completed', reached: null, optOutRequested: null, warnings: [expect.stringContaining('whether anybody spoke is not known')] });
  });

  test('decide the outcome: without a word of the person a call is not completed, and the filter knows', async () => {
    const [silent] = place(1);
    table.said.set(`s-${silent}`, { messages: [{ speaker: 'agent', text: 'Hello?', at: null }] });
    const completed = new TableHost(table, { outcomes: ['completed'] });
    const unanswered = new TableHost(table, { outcomes: ['no_answer'] });
    const hosts = [host, completed, unanswered];
    await completed.poll();
    await unanswered.poll();
    table.outbound.push(placedAt('quiet', table.nowMs));
    table.said.set('s-quiet', { messages: [{ speaker: 'agent', text: 'Hello?', at: null }] });
    table.nowMs += minuteMs;
    for (const one of hosts) await one.poll();
    expect(host.events).toMatchObject([{ id: silent, outcome: 'no_answer', endReason: 'recipient_hung_up', reached: false }, { id: 'quiet', outcome: 'no_answer' }]);
    expect(completed.events).toEqual([]);
    expect(unanswered.events).toMatchObject([{ id: 'quiet', outcome: 'no_answer', messages: [{ text: 'Hello?' }] }]);
  });

  test('that fail once come with the next poll', async () => {
    const [id] = place(1);
    failConversations('server');
    expect(await host.poll()).toMatchObject({ events: [], notices: [{ code: 'events_held', message: expect.stringMatching(/ 1\. One of them: It failed/) }] });
    failConversations(null);
    expect(await host.pollFor(30)).toEqual([`${id}: completed after 1`]);
    expect(host.events).toMatchObject([{ transcript: expect.stringContaining('Agent: '), warnings: [] }]);
  });

  test('that the key may not read are missing at once', async () => {
    place(1);
    failConversations('permission');
    expect((await host.poll()).events).toMatchObject([{ transcript: '', warnings: [expect.stringContaining('It failed (permission).')] }]);
  });

  test('that fail while more than 1,000 calls are followed hold no more calls back', async () => {
    const ids = place(1_005).toSorted();
    failConversations('server');
    await host.poll({ maxPages: 30, maxEvents: 2_000 });
    expect(host.ids).toHaveLength(5);
    failConversations(null);
    await host.pollFor(60);
    expect(host.ids.toSorted()).toEqual(ids);
  });

  test('are not asked for where nobody spoke, or nobody wants them', async () => {
    for (const [i, endReason] of (['declined_or_busy', 'no_answer'] as const).entries()) table.outbound.push(placedAt(`silent-${i}`, noonMs, { endReason }));
    table.outbound.push(placedAt('canceled', noonMs, { progress: 'canceled' }), placedAt('expired', noonMs, { progress: 'expired' }), placedAt('no-session', noonMs, { conversationId: null }));
    table.nowMs += minuteMs;
    const { events } = await host.poll();
    expect(events).toHaveLength(5);
    expect(events.flatMap(({ warnings }) => warnings)).toEqual([]);
    const brief = new TableHost(table, { includeTranscript: false });
    await brief.poll();
    table.outbound.push(placedAt('machine', table.nowMs, { endReason: 'voicemail' }));
    table.nowMs += minuteMs;
    expect((await brief.poll()).events).toMatchObject([{ id: 'machine', transcript: '', warnings: [] }]);
    expect(table.of('conversation')).toEqual([]);
  });
});
