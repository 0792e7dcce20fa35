import { createCallBatch, createPacer, isIqraError } from '@iqra-automation/core';
import type { CallBatch, CallEntry, CallFilter, Page, PlannedCall } from '@iqra-automation/core';
import { createInFlightKeys, placeOnce } from '@iqra-automation/core/testing';
import type { SendingDeps } from '@iqra-automation/core/testing';
import { CallServer } from '../../../simulate/sending/call-server.ts';
import { Link } from '../../../simulate/sending/link.ts';
import { Random } from '../../../simulate/sending/random.ts';
import { runUntil, VirtualTime } from '../../../simulate/sending/virtual-time.ts';
import { Worker } from '../../../simulate/sending/worker.ts';
import { depth } from '../../../depth.ts';
import { plannedCall, startOfWorldMs } from './scripted-world.ts';

interface Seen {
  readonly kind: 'count' | 'list' | 'dial';
  readonly numbers: readonly string[];
  readonly atMs: number;
}

interface Script {
  readonly leads?: number;
  readonly concurrency?: number;
  /** So many runs of the host share the connection; each has as many leads. */
  readonly runs?: number;
  readonly requestsPerMinute?: number;
  /** Numbers of leads that had their call before. */
  readonly called?: readonly number[];
  /** So many calls each lead had for other events. */
  readonly older?: number;
  /** What the list shows in place of what it would. */
  readonly listed?: (page: Page<CallEntry>, filter: CallFilter) => Page<CallEntry>;
  readonly deps?: (lead: number, time: VirtualTime, reads: SendingDeps['reads']) => Partial<SendingDeps>;
}

const numberOf = (lead: number): string => `+1415555${String(1_000 + lead)}`;
const callOf = (lead: number): PlannedCall => ({ ...plannedCall, recipientNumber: numberOf(lead), callKey: `key ${lead}` });

/** One list of leads, worked through in portions in a world without faults. Answers take a tenth of a second. */
async function playBatch({ leads = 10, concurrency = 5, runs = 1, requestsPerMinute = 0, called = [], older = 0, listed = (page) => page, deps: more = () => ({}) }: Script) {
  const time = new VirtualTime(startOfWorldMs);
  const server = new CallServer(time, 'config', () => ({ pickUpMs: 1_000, fate: 'dials' }));
  const worker = new Worker(time, 0, new Random(1, 1));
  const chance = { dialFault: () => ({ kind: 'none' }) as const, readFault: () => 'none' as const, legMs: () => 50, insertMs: () => 50 };
  const link = new Link({ time, server, chance, traffic: { dials: 0, lookUps: 0 } }, worker, () => undefined);
  const single = (lead: number, deps: Partial<SendingDeps> = {}, change: Partial<PlannedCall> = {}) =>
    placeOnce({ reads: link.reads, dial: link.dial, clock: worker.clock, inFlight: createInFlightKeys(), ...deps }, { ...callOf(lead), ...change }, { checkBeforeSending: true, waitToSettle: false, requestFormat: 'auto' });
  for (const lead of called) await runUntil(time, single(lead));
  for (let other = 0; other < older * leads * runs; other += 1) await runUntil(time, single(other % (leads * runs), {}, { callKey: `other ${other}` }));
  await runUntil(time, time.sleep(60_000));
  const seen: Seen[] = [];
  const note = (kind: Seen['kind'], numbers: readonly string[] = []): void => void seen.push({ kind, numbers, atMs: time.nowMs });
  const readsAt = (pace: () => Promise<void>): SendingDeps['reads'] => ({
    countCalls: async (filter) => {
      await pace();
      note('count', filter.recipientNumbers);
      return await link.reads.countCalls(filter);
    },
    listCalls: async (query) => {
      await pace();
      const filter = 'filter' in query ? query.filter : {};
      note('list', filter.recipientNumbers);
      const read = await link.reads.listCalls(query);
      return { ...read, value: listed(read.value, filter) };
    },
    getCall: (queueId) => link.reads.getCall(queueId),
  });
  const dial: SendingDeps['dial'] = async (request) => {
    note('dial', [request.recipientNumber]);
    return await link.dial(request);
  };
  const pacer = createPacer({ requestsPerMinute, clock: worker.clock });
  const outcomes: string[] = [];
  const place = async (batch: CallBatch, lead: number): Promise<void> => {
    const own = batch.enter();
    try {
      const reads = readsAt(own.pace);
      const { status } = await single(lead, { reads, dial, pace: own.pace, lead: own, ...more(lead, time, reads) });
      outcomes[lead] = status;
    } catch (error) {
      if (!isIqraError(error)) throw error;
      outcomes[lead] = error.code;
    } finally {
      own.end();
    }
  };
  const run = async (first: number): Promise<void> => {
    const batch = createCallBatch({ readsAt, pacer, clock: worker.clock, concurrency, calls: leads });
    let next = first;
    const work = async (): Promise<void> => {
      while (next < first + leads) await place(batch, next++);
    };
    await Promise.all(Array.from({ length: concurrency }, work));
  };
  const startMs = time.nowMs;
  await runUntil(time, Promise.all(Array.from({ length: runs }, (_, index) => run(index * leads))));
  const tookMs = time.nowMs - startMs;
  await runUntil(time, time.sleep(60_000));
  return { seen, outcomes, tookMs, rungTwice: server.rungTwice, rings: server.rings, of: (kind: Seen['kind']) => seen.filter((one) => one.kind === kind) };
}

const numbersOf = (...leads: readonly number[]): readonly string[] => leads.map(numberOf);
const placed = (count: number): string[] => Array.from({ length: count }, () => 'placed');

describe('a batch of calls', () => {
  it('is looked up in portions: one count for as many leads as are sent together, and no list while nobody has a call', async () => {
    const { of, outcomes } = await playBatch({});
    expect(of('count').map(({ numbers }) => numbers)).toEqual([numbersOf(0, 1, 2, 3, 4), numbersOf(5, 6, 7, 8, 9)]);
    expect(of('list')).toEqual([]);
    expect(outcomes).toEqual(placed(10));
  });

  it('reads the list once when the count says that somebody has a call, and calls only the others', async () => {
    const { of, outcomes, rungTwice } = await playBatch({ called: [1, 3, 7] });
    expect([of('count').length, of('list').length, of('dial').length]).toEqual([2, 2, 7]);
    expect(outcomes.map((status, lead) => (status === 'already_called' ? lead : -1)).filter((lead) => lead >= 0)).toEqual([1, 3, 7]);
    expect(rungTwice).toEqual([]);
  });

  it.each<[string, NonNullable<Script['listed']>]>([
    ['a stranger’s call', (page) => ({ ...page, items: page.items.map((entry) => ({ ...entry, recipientNumber: '+14155550199' })) })],
    ['an empty page, which a failing database shows', () => ({ items: [], nextCursor: null, totalCount: 0 })],
    ['fewer calls than were counted', (page) => ({ ...page, items: page.items.slice(1) })],
  ])('asks one by one when the shared list shows %s', async (_what, spoil) => {
    const { of, outcomes, rungTwice } = await playBatch({
      leads: 5,
      called: [1, 3],
      listed: (page, filter) => ((filter.recipientNumbers?.length ?? 0) > 1 ? spoil(page, filter) : page),
    });
    expect(of('count').map(({ numbers }) => numbers.length)).toEqual([5, 1, 1, 1, 1, 1]);
    expect(outcomes).toEqual(['placed', 'already_called', 'placed', 'already_called', 'placed']);
    expect(rungTwice).toEqual([]);
  });

  it('places nobody when also the single look-ups show what was not asked for', async () => {
    const { outcomes, of } = await playBatch({
      leads: 3,
      called: [0, 1, 2],
      listed: (page) => ({ ...page, items: page.items.map((entry) => ({ ...entry, recipientNumber: '+14155550199' })) }),
    });
    expect(outcomes).toEqual(['LOOK_UP_FAILED', 'LOOK_UP_FAILED', 'LOOK_UP_FAILED']);
    expect(of('dial')).toEqual([]);
  });

  it('repeats a look-up that would be older than two seconds when the send leaves, and only for those whom that concerns', async () => {
    let asked = 0;
    const slowRule = (lead: number, time: VirtualTime): Partial<SendingDeps> => (lead === 2 ? { objection: async () => await time.sleep(2_001).then(() => void (asked += 1)).then(() => null) } : {});
    const { of, outcomes } = await playBatch({ leads: 5, deps: slowRule });
    expect(outcomes).toEqual(placed(5));
    expect(of('count').map(({ numbers }) => numbers)).toEqual([numbersOf(0, 1, 2, 3, 4), numbersOf(2)]);
    expect(asked).toBe(1);
    const dialled = of('dial').find(({ numbers }) => numbers[0] === numberOf(2));
    const looked = of('count').at(-1);
    expect((dialled?.atMs ?? 0) - (looked?.atMs ?? 0)).toBeLessThan(2_000);
  });

  it.each([
    ['60 runs of one call each', { runs: 60, leads: 1, requestsPerMinute: 60, older: 1 }, 6],
    ['two runs of twenty, six requests a minute', { runs: 2, leads: 20, requestsPerMinute: 6, older: 15 }, 40],
    ['two runs of twenty, a list of many pages', { runs: 2, leads: 20, concurrency: 9, requestsPerMinute: 60, older: depth({ whole: 60, quick: 30 }) }, 40],
  ])('keeps room for the whole look-up once it is known: %s, where everybody had calls before, all leave, right after the newest calls were seen', async (_what, script, mostMinutes) => {
    const { of, outcomes, tookMs } = await playBatch(script);
    expect(outcomes).toEqual(placed(script.runs * script.leads));
    expect(tookMs).toBeLessThan((mostMinutes + 1) * 60_000);
    const seenBefore = (number: string, atMs: number) => of('list').findLast((page) => page.numbers.includes(number) && page.atMs <= atMs)?.atMs ?? 0;
    expect(Math.max(...of('dial').map(({ numbers: [number = ''], atMs }) => atMs - seenBefore(number, atMs)))).toBeLessThan(2_500);
  });

  it('gives up, and calls nobody, where the limit leaves no room between a look-up and its send', async () => {
    const { of, outcomes } = await playBatch({ runs: 2, leads: 2, requestsPerMinute: 1, older: 1 });
    expect(outcomes).toEqual(Array.from({ length: 4 }, () => 'LOOK_UP_FAILED'));
    expect(of('dial')).toEqual([]);
  });

  it('does not repeat one that is two seconds old', async () => {
    const { of } = await playBatch({ leads: 5, deps: (lead, time) => (lead === 2 ? { objection: async () => await time.sleep(1_999).then(() => null) } : {}) });
    expect(of('count')).toHaveLength(1);
  });

  it('does not let one lead that is held up keep the others', async () => {
    const held = { acquire: () => new Promise<never>(() => undefined), extend: () => Promise.resolve(), release: () => Promise.resolve() };
    const never = playBatch({ leads: 5, deps: (lead) => (lead === 2 ? { keyStore: held } : {}) });
    await expect(never).rejects.toThrow('Nothing is left to happen');
    const { of, outcomes, tookMs } = await playBatch({
      leads: 5,
      deps: (lead, time) => (lead === 2 ? { keyStore: { ...held, acquire: async () => await time.sleep(10_000).then(() => 'acquired' as const) } } : {}),
    });
    expect(outcomes).toEqual(placed(5));
    expect(of('dial').filter(({ atMs }) => atMs - (of('count')[0]?.atMs ?? 0) < 1_000)).toHaveLength(4);
    expect(tookMs).toBeLessThan(11_000);
  });

  it('takes the key only when there is room for the request, so that a hold is as fresh as its look-up', async () => {
    const taken: number[] = [];
    const store = (time: VirtualTime) => ({ acquire: () => Promise.resolve(taken.push(time.nowMs)).then(() => 'acquired' as const), extend: () => Promise.resolve(), release: () => Promise.resolve() });
    const { of } = await playBatch({ leads: 30, concurrency: 5, requestsPerMinute: 12, deps: (_lead, time) => ({ keyStore: store(time) }) });
    const sent = of('dial').map(({ atMs }) => atMs);
    expect(taken).toHaveLength(30);
    expect(Math.max(...sent.map((atMs, lead) => atMs - (taken[lead] ?? 0)))).toBeLessThan(1_000);
  });

  it('needs one turn more than it has leads, also where the limit is smaller than the portion', async () => {
    for (const requestsPerMinute of [1, 2, 3, 7]) {
      const { seen, outcomes } = await playBatch({ leads: 8, concurrency: 5, requestsPerMinute });
      expect(outcomes).toEqual(placed(8));
      const late = seen.slice(requestsPerMinute).filter(({ atMs }, index) => atMs - (seen[index]?.atMs ?? 0) < 60_000);
      expect(late).toEqual([]);
    }
  });

  it('with one request a minute looks once for each call all the same', async () => {
    const { of } = await playBatch({ leads: 3, requestsPerMinute: 1 });
    expect([of('count').length, of('dial').length]).toEqual([3, 3]);
  });

  it('gives back the turns of those who send nothing: two runs on one connection never wait for each other for ever', async () => {
    const all = Array.from({ length: 20 }, (_, lead) => lead);
    const called = await playBatch({ leads: 10, runs: 2, requestsPerMinute: 6, called: all });
    expect(called.outcomes).toEqual(all.map(() => 'already_called'));
    // One count and one list for each portion of five.
    expect(called.seen).toHaveLength(8);
    const ruled = await playBatch({ leads: 10, runs: 2, requestsPerMinute: 6, deps: (lead, _time, reads) => ({ objection: async () => await reads.countCalls({ recipientNumbers: [numberOf(lead)] }).then(() => null) }) });
    expect(ruled.outcomes).toEqual(placed(20));
    // One call asks for all of its run, as for a campaign's calls of the day; the others wait with turns of their own.
    const counted = new Map<boolean, Promise<unknown>>();
    const shared = await playBatch({
      leads: 10,
      runs: 2,
      requestsPerMinute: 6,
      deps: (lead, _time, reads) => ({
        objection: async () => {
          const counting = counted.get(lead < 10) ?? reads.countCalls({});
          counted.set(lead < 10, counting);
          return await counting.then(() => null);
        },
      }),
    });
    expect(shared.outcomes).toEqual(placed(20));
  });

  it('lets go of the key while it waits for room again', async () => {
    const told: string[] = [];
    const keyStore = { acquire: () => Promise.resolve(told.push('acquire')).then(() => 'acquired' as const), extend: () => Promise.resolve(), release: () => Promise.resolve(void told.push('release')) };
    await playBatch({ leads: 1, deps: (_lead, time) => ({ keyStore, objection: async () => await time.sleep(5_000).then(() => null) }) });
    expect(told).toEqual(['acquire', 'release', 'acquire']);
  });

  it('goes at once when nobody else is to come', async () => {
    const { tookMs } = await playBatch({ leads: 1, concurrency: 9, requestsPerMinute: 60 });
    expect(tookMs).toBeLessThan(500);
  });
});
