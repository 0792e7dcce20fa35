import { polling, type EndedCallOptions, type InboundCallEntry, type PollBudget } from '@iqra-automation/core';
import { CallTable } from './call-table.ts';
import { inboundEntry, iso, noonMs, numberedIds } from './entries.ts';
import { hourMs, minuteMs } from './table-host.ts';

describe('polls for inbound calls', () => {
  let table: CallTable;
  let state: unknown;
  let heard: string[];

  beforeEach(async () => {
    table = new CallTable();
    state = undefined;
    heard = [];
    came('past', noonMs - 30 * minuteMs);
    came('long-past', noonMs - 3 * hourMs);
    state = JSON.parse(JSON.stringify((await polling.pollEndedInboundCalls({ reads: table, clock: table.clock, state })).state));
  });

  const came = (queueId: string, atMs: number, change: Partial<InboundCallEntry> = {}) => table.inbound.push(inboundEntry({ queueId, queuedAt: iso(atMs), ...change }));
  const poll = async (options: EndedCallOptions = {}, budget: PollBudget = {}) => {
    const result = await polling.pollEndedInboundCalls({ reads: table, clock: table.clock, state, options: { includeTranscript: false, ...options }, budget });
    state = JSON.parse(JSON.stringify(result.state));
    heard.push(...result.events.map(({ id }) => id));
    return result;
  };
  const burst = (count: number, everyMs: number) => {
    const ids = numberedIds(count);
    for (const [i, id] of ids.entries()) came(id, noonMs + i * everyMs);
    table.nowMs = noonMs + Math.max(minuteMs, count * everyMs);
    return ids;
  };

  test('report each once, none from before the first poll, however long they go on', async () => {
    came('a', noonMs + 30_000);
    for (let polls = 0; polls < 30; polls += 1) {
      table.nowMs += 5 * minuteMs;
      await poll();
    }
    expect(heard).toEqual(['a']);
  });

  test('read more calls than one poll has pages for over several polls', async () => {
    const ids = burst(180, 100);
    for (let polls = 0; polls < 5; polls += 1) await poll({}, { maxPages: 1 });
    expect(heard.toSorted()).toEqual(ids);
    expect(table.of('list').filter(({ byCursor }) => byCursor)).toHaveLength(3);
  });

  test('go on by the creation of the last call read where the server refuses the cursor of an earlier poll', async () => {
    const ids = burst(120, 100);
    await poll({}, { maxPages: 1 });
    table.failing = (asked) => (asked.kind === 'list' && asked.byCursor ? 'input' : null);
    await poll({}, { maxPages: 2 });
    table.failing = () => null;
    expect(table.of('list').at(-1)?.filter).toMatchObject({ createdTo: iso(noonMs + 70 * 100 + 1) });
    await poll();
    expect(heard.toSorted()).toEqual(ids);
  });

  test('read in slices of 2 hours at most after an outage', async () => {
    const ids = burst(600, minuteMs);
    for (let polls = 0; polls < 4; polls += 1) await poll();
    expect(heard).toEqual(ids);
    const spans = table.of('list').flatMap(({ filter: { createdFrom = '', createdTo } }) => (createdTo === undefined ? [] : [Date.parse(createdTo) - Date.parse(createdFrom)]));
    expect(spans.length).toBeGreaterThanOrEqual(4);
    expect(Math.max(...spans)).toBe(2 * hourMs);
  });

  test('follow a call without an end by its id, report it when it ends, and give it up when it cannot be found', async () => {
    const open = { queuedAt: iso(noonMs + 30_000), sessionState: 'active', endReason: 'not_set' } as const;
    came('a', noonMs + 30_000, open);
    came('b', noonMs + 30_000, open);
    const said: string[] = [];
    for (let minute = 1; minute <= 180; minute += 1) {
      table.nowMs = noonMs + minute * minuteMs;
      if (minute === 30) table.inbound.splice(2, 2, inboundEntry({ queueId: 'a', queuedAt: open.queuedAt }));
      for (const event of (await poll({ giveUpAfterMs: 2 * hourMs })).events) said.push(`${event.id} from "${event.callerNumber}" by "${event.routeId ?? ''}": ${event.outcome} after ${minute}`);
    }
    expect(said).toEqual([
      expect.stringMatching(/^a from "\+14155550123" by "6713d1b2a54d1b0c9e4f7b00": completed after 3\d$/),
      expect.stringMatching(/^b from "" by "": unknown after 1[23]\d$/),
    ]);
    expect(table.of('business')).toEqual([]);
  });
});
