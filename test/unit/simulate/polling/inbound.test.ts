import type { CallOutcome, CallReads, InboundCallEntry, InboundCallFilter } from '@iqra-automation/core';
import { drawInboundTraffic } from '../../../simulate/polling/draw-traffic.ts';
import { Intervals, type Faults } from '../../../simulate/polling/fault-schedule.ts';
import { runHost, type PolledTrigger } from '../../../simulate/polling/host-loop.ts';
import { isInbound, ModelledServer } from '../../../simulate/polling/modelled-server.ts';
import { ScoreSheet, type Score } from '../../../simulate/polling/score.ts';
import { Random } from '../../../simulate/sending/random.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;
const settings = { calls: 2500, seed: 12, pollSeconds: [300], chosen: ['n8n-inbound'], callsPerHour: 298, skewMs: 300_000 };

/** What a first attempt at this trigger might look for with each poll, and when it would call a call ended. */
interface Naive {
  readonly since: (lastPollMs: number) => InboundCallFilter;
  readonly ended: (entry: InboundCallEntry) => boolean;
}

const iso = (ms: number) => new Date(ms).toISOString();
const settledSince: Naive['since'] = (ms) => ({ leftQueueFrom: iso(ms) });
const createdSince: Naive['since'] = (ms) => ({ createdFrom: iso(ms) });
const withReason: Naive['ended'] = ({ endReason }) => endReason !== null && endReason !== 'not_set';
const outcomes: Readonly<Partial<Record<string, CallOutcome>>> = { agent_fault: 'failed', setup_failed: 'failed', not_set: 'unknown' };

function naiveTrigger({ since, ended }: Naive): PolledTrigger {
  let lastPollMs: number | null = null;
  return {
    async poll(server) {
      const { entries, readAtMs } = await readAll(server, since(lastPollMs ?? server.nowMs));
      const found = lastPollMs === null ? [] : entries.filter(ended);
      return {
        commit(sheet, nowMs) {
          lastPollMs = readAtMs;
          for (const { queueId, endReason } of found) sheet.add(queueId, nowMs, outcomes[endReason ?? 'not_set'] ?? 'completed');
          return 0;
        },
      };
    },
  };
}

async function readAll(server: CallReads, filter: InboundCallFilter) {
  const entries: InboundCallEntry[] = [];
  let answer = await server.listInboundCalls({ filter, limit: 50 });
  const readAtMs = answer.serverTimeMs;
  for (;;) {
    entries.push(...answer.value.items);
    if (answer.value.nextCursor === null || entries.length > 5000) return { entries, readAtMs };
    answer = await server.listInboundCalls({ cursor: answer.value.nextCursor, limit: 50 });
  }
}

async function playNaive(naive: Naive): Promise<Score> {
  const traffic = drawInboundTraffic({ ...settings, skewMs: 0 });
  const loop = { pollMs: 300_000, seed: 12, tailMs: 2 * hourMs, activateAfterMs: hourMs, lookBackMs: 50 * minuteMs };
  return (await runHost(naiveTrigger(naive), traffic, loop)).score;
}

describe('naive trackers fail, though all clocks agree', () => {
  test('"completed since the last poll": picked up is not ended, and the cleanup job completes every call again', async () => {
    const score = await playNaive({ since: settledSince, ended: withReason });
    expect(score.missed).toBeGreaterThan(100);
    expect(score.repeated).toBeGreaterThan(100);
  });

  test('"came in since the last poll, and ended": calls that end later are never seen', async () => {
    const score = await playNaive({ since: createdSince, ended: withReason });
    expect(score.missed).toBeGreaterThan(1000);
  });

  test('"came in during the last hours, and ended": the same calls over and over', async () => {
    const score = await playNaive({ since: (ms) => createdSince(ms - 3 * hourMs), ended: withReason });
    expect(score.repeated).toBeGreaterThan(1000);
  });

  test('"the status says failed or completed": reported during the call, with an outcome that is not true', async () => {
    const score = await playNaive({ since: settledSince, ended: ({ progress }) => progress === 'placed' || progress === 'failed' });
    expect(score.early).toBeGreaterThan(500);
    expect(score.wrong).toBeGreaterThan(100);
  });

  test('"the conversation says ended": the cleanup job says so during live calls', async () => {
    const score = await playNaive({ since: (ms) => createdSince(ms - hourMs), ended: ({ sessionState }) => sessionState === 'ended' });
    expect(score.early).toBeGreaterThan(50);
  });
});

test('a report of a call from before the activation counts as old, unless the server hid its conversation at that moment', () => {
  const over = drawInboundTraffic(settings).calls.filter(isInbound).find(({ outcome }) => outcome === 'completed');
  if (over === undefined) throw new Error('No such call was drawn.');
  const activatedMs = over.finalMs + 10 * minuteMs;
  const oldWith = (hiddenMs: readonly [number, number] | null) => {
    const sheet = new ScoreSheet();
    sheet.add(over.queueId, activatedMs + hourMs, 'completed');
    return sheet.score([{ ...over, hiddenMs }], activatedMs, hourMs).old;
  };
  expect(oldWith(null)).toBe(1);
  expect(oldWith([over.finalMs, over.finalMs + minuteMs])).toBe(1);
  expect(oldWith([activatedMs + 1, activatedMs + minuteMs])).toBe(1);
  expect(oldWith([activatedMs - minuteMs, activatedMs + minuteMs])).toBe(0);
});

describe('the modelled queue of inbound calls', () => {
  const never = new Intervals([]);
  const calm: Faults = {
    outages: never, databaseFailures: never, hostDown: never,
    swallowedListShare: 0, rejectedCursorShare: 0, failedConversationShare: 0, lostTickShare: 0, restartShare: 0,
  };
  const traffic = drawInboundTraffic(settings);
  const calls = traffic.calls.filter(isInbound);
  const serverAt = (nowMs: number, faults: Partial<Faults> = {}) => new ModelledServer(calls, nowMs, { ...calm, ...faults }, new Random(1, 1));

  test('pages through the calls that can be seen, newest creation first, each once', async () => {
    const nowMs = traffic.startMs + 5 * hourMs;
    const { entries } = await readAll(serverAt(nowMs), { createdFrom: iso(traffic.startMs + hourMs) });
    const visible = calls.filter(({ creation, createdMs }) => creation.visibleMs <= nowMs && createdMs >= traffic.startMs + hourMs);
    expect(visible.length).toBeGreaterThan(100);
    expect(new Set(entries.map(({ queueId }) => queueId))).toEqual(new Set(visible.map(({ queueId }) => queueId)));
    expect(entries.map(({ queuedAt }) => queuedAt)).toEqual(entries.map(({ queuedAt }) => queuedAt).toSorted().toReversed());
  });

  test('answers a cursor it does not accept with the newest calls, whatever the filter', async () => {
    const server = serverAt(traffic.startMs + 5 * hourMs, { rejectedCursorShare: 1 });
    const first = await server.listInboundCalls({ filter: { createdTo: iso(traffic.startMs + 2 * hourMs) }, limit: 5 });
    const second = await server.listInboundCalls({ cursor: first.value.nextCursor ?? '', limit: 5 });
    const newest = await server.listInboundCalls({ filter: {}, limit: 5 });
    expect(second.value.items).toEqual(newest.value.items);
  });

  test('shows an answered call as failed after the cleanup job, with another time of completion and the same conversation', async () => {
    const call = calls.find(({ settlements, endedMs, hiddenMs }) => settlements.length === 2 && endedMs !== null && hiddenMs === null);
    if (call === undefined) throw new Error('No such call was drawn.');
    const [placed, cleaned] = call.settlements;
    const lateMs = Math.max(cleaned?.visibleMs ?? 0, call.finalMs) + 1000;
    const before = await serverAt((placed?.visibleMs ?? 0) + 1).getInboundCall(call.queueId);
    const after = await serverAt(lateMs).getInboundCall(call.queueId);
    expect(before.value).toMatchObject({ progress: 'placed', leftQueueAt: iso(placed?.stampMs ?? 0) });
    expect(after.value).toMatchObject({ progress: 'failed', leftQueueAt: iso(cleaned?.stampMs ?? 0), conversationId: before.value.conversationId, endReason: call.endReason });
  });
});
