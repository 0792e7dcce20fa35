import { standings, type CallEntry } from '@iqra-automation/core';
import type { EndedCall } from '../../../../packages/core/src/polling/judge-call.ts';
import { loadConversations } from '../../../../packages/core/src/polling/report-ended-calls.ts';
import { BudgetLeft } from '../../../../packages/core/src/polling/poll-budget.ts';
import { CallTable } from './call-table.ts';
import { noonMs } from './entries.ts';
import { hourMs, placedAt } from './table-host.ts';

function ended(queueId: string, change: Partial<CallEntry> = {}): EndedCall<CallEntry> {
  const entry = placedAt(queueId, noonMs, change);
  const judgement = standings.judgeCall(entry, { readAtMs: noonMs + hourMs, maxCallTimeSeconds: 600 });
  if (!judgement.ended) throw new Error(judgement.why);
  return { entry, judgement, stampMs: noonMs };
}

describe('reading conversations', () => {
  let table: CallTable;

  beforeEach(() => {
    table = new CallTable();
  });

  const load = async (calls: readonly EndedCall<CallEntry>[], concurrency = 1) => {
    const loaded = await loadConversations(calls, table, new BudgetLeft({ concurrency, deadlineMs: noonMs + 10_000 }, table.clock));
    return calls.map(({ entry }) => loaded.get(entry.queueId)?.kind);
  };
  const calls = (count: number) => Array.from({ length: count }, (_, i) => ended(`c${i}`));
  const failing = (...ids: readonly string[]) => {
    table.failing = (asked) => (asked.kind === 'conversation' && ids.includes(asked.id) ? 'server' : null);
  };

  test('stops after three failures in a row: the server needs a pause', async () => {
    failing('s-c1', 's-c2', 's-c3', 's-c4');
    expect(await load(calls(7))).toEqual(['loaded', 'failed', 'failed', 'failed', 'failed', 'failed', 'failed']);
    expect(table.of('conversation')).toHaveLength(4);
    const loaded = await loadConversations(calls(7), table, new BudgetLeft({ concurrency: 1 }, table.clock));
    expect(loaded.get('c3')).toMatchObject({ reason: 'It failed (server).' });
    expect(loaded.get('c6')).toMatchObject({ reason: expect.stringContaining('several conversations in a row') });
  });

  test('goes on after failures that are not in a row', async () => {
    failing('s-c0', 's-c1', 's-c3', 's-c4', 's-c6');
    expect(await load(calls(8))).toEqual(['failed', 'failed', 'loaded', 'failed', 'failed', 'loaded', 'failed', 'loaded']);
  });

  test('a refusal is no failure of the server', async () => {
    table.failing = (asked) => (asked.kind === 'conversation' ? 'permission' : null);
    expect(await load(calls(5))).toEqual(Array.from({ length: 5 }, () => 'refused'));
  });

  test('calls without words need none, whatever the time and the failures', async () => {
    failing('s-c0', 's-c1', 's-c2');
    const silent = [ended('d', { endReason: 'declined_or_busy' }), ended('c', { progress: 'canceled' }), ended('e', { progress: 'expired' }), ended('n', { conversationId: null })];
    const none = silent.map(() => 'none');
    expect(await load([...calls(3), ...silent])).toEqual(['failed', 'failed', 'failed', ...none]);
    table.nowMs = noonMs + 10_000;
    expect(await load([...silent, ...calls(1)])).toEqual([...none, 'not_tried']);
  });

  test.each([
    [1, 1],
    [3, 3],
    [0, 1],
  ])('with %i at a time, %i are under way at once', async (concurrency, most) => {
    let [underWay, highest] = [0, 0];
    const reads = {
      getConversation: async (conversationId: string) => {
        underWay += 1;
        highest = Math.max(highest, underWay);
        await Promise.resolve();
        underWay -= 1;
        return table.getConversation(conversationId);
      },
    };
    const loaded = await loadConversations(calls(9), reads, new BudgetLeft({ concurrency }, table.clock));
    expect([loaded.size, highest]).toEqual([9, most]);
  });
});

describe('the budget of a poll', () => {
  test('leaves two fifths of the time to conversations', () => {
    const table = new CallTable();
    const budget = new BudgetLeft({ deadlineMs: noonMs + 10_000 }, table.clock);
    table.nowMs = noonMs + 5_999;
    expect([budget.takePage(), budget.takeRead(), budget.timeIsUp()]).toEqual([true, true, false]);
    table.nowMs = noonMs + 6_000;
    expect([budget.takePage(), budget.takeRead(), budget.timeIsUp()]).toEqual([false, false, false]);
    table.nowMs = noonMs + 10_000;
    expect(budget.timeIsUp()).toBe(true);
  });

  test('counts pages and reads apart', () => {
    const budget = new BudgetLeft({ maxPages: 1, maxReads: 2 }, new CallTable().clock, 3);
    expect(Array.from({ length: 4 }, () => budget.takePage())).toEqual([true, true, true, false]);
    expect(Array.from({ length: 3 }, () => budget.takeRead())).toEqual([true, true, false]);
  });
});
