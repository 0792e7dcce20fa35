import type { CallEntry } from '@iqra-automation/core';
import type { ErrorCode } from '@iqra-automation/core/testing';
import { IqraError } from '@iqra-automation/core';
import { judgeLookUp } from '../../../../packages/core/src/sending/judge-look-up.ts';
import { readCallTags } from '../../../../packages/core/src/sending/call-metadata.ts';
import { plannedCall, ScriptedWorld, startOfWorldMs } from './scripted-world.ts';

const limit = (seconds: number) => ({ deadlineMs: startOfWorldMs + seconds * 1_000 });

// What a part throws is its own business: a text, nothing, or an error of another kind.
const thrown = (value: unknown) => async (): Promise<never> => {
  throw value;
};

describe('a dial that throws', () => {
  it.each([
    ['no error', 'gone', 'The request broke off.'],
    ['an error', new Error('socket hang up'), 'socket hang up'],
  ])('%s is an unknown placement, and is not sent again', async (_name, value, message) => {
    const world = new ScriptedWorld();
    const dial = jest.fn(thrown(value));
    const error = await world.failToPlace({}, { waitToSettle: false }, world.deps({ dial }));
    expect(error).toMatchObject({ code: 'PLACEMENT_UNKNOWN', placement: 'unknown' });
    expect((error.cause as Error).message).toContain(message);
    expect(dial).toHaveBeenCalledTimes(1);
  });

  it('an error of ours keeps the code of the server', async () => {
    const world = new ScriptedWorld();
    const cause = new IqraError({ kind: 'server', code: 'X' as ErrorCode, message: 'x', nextStep: 'y', placement: 'not_placed', serverCode: 'Initiate:9' });
    const error = await world.failToPlace({}, { waitToSettle: false }, world.deps({ dial: thrown(cause) }));
    expect((error.cause as IqraError).serverCode).toBe('Initiate:9');
  });
});

describe('a look-up before the send', () => {
  it.each([
    ['no error', 'gone', 'The server could not be asked.'],
    ['an error of another kind', new TypeError('reads is undefined'), 'reads is undefined'],
  ])('that throws %s ends with nothing sent', async (_name, value, reason) => {
    const world = new ScriptedWorld();
    const reads = { ...world.deps().reads, countCalls: thrown(value) };
    const error = await world.failToPlace({}, {}, world.deps({ reads }));
    expect(error).toMatchObject({ placement: 'not_placed' });
    expect(`${error.message} ${JSON.stringify(error.details)}`).toContain(reason);
    expect(world.traffic.dials).toBe(0);
  });

  it.each([[-1], [1.5], [Number.NaN]])('that counts %p calls is no proof', async (value) => {
    const world = new ScriptedWorld();
    const { reads } = world.deps();
    const countCalls: typeof reads.countCalls = async (filter) => ({ ...(await reads.countCalls(filter)), value });
    expect(await world.failToPlace({}, {}, world.deps({ reads: { ...reads, countCalls } }))).toMatchObject({ placement: 'not_placed' });
    expect(world.traffic.dials).toBe(0);
  });

  it('is not begun when the host leaves no time for it', async () => {
    const world = new ScriptedWorld();
    expect(await world.failToPlace({}, limit(0))).toMatchObject({ code: 'NO_TIME_LEFT', placement: 'not_placed' });
    expect(world.traffic).toEqual({ dials: 0, lookUps: 0 });
  });
});

describe('the hold on the keys', () => {
  it('that cannot be renewed for the wait leaves the placement unknown, and nothing is sent again', async () => {
    const world = new ScriptedWorld({ dialFaults: [{ kind: 'request_lost', noticedAfterMs: 1_000 }] });
    const store = world.keys.storeFor(world.worker);
    let holds = true;
    const keyStore = { ...store, extend: (key: string, ttlMs: number) => (holds ? store.extend(key, ttlMs) : Promise.reject(new Error('down'))) };
    const deps = world.deps({
      keyStore,
      onProgress: async ({ step }) => {
        if (step !== 'settling') return;
        holds = false;
        // The hold has nearly run out when the wait begins, so that it must be renewed.
        await world.worker.clock.sleep(290_000);
      },
    });
    expect(await world.failToPlace({}, {}, deps)).toMatchObject({ code: 'PLACEMENT_UNKNOWN', details: { reason: 'key_lost' } });
    expect(world.traffic.dials).toBe(1);
  });

  it('of another run is waited for only as long as the host allows', async () => {
    const world = new ScriptedWorld();
    const keyStore = { acquire: () => Promise.resolve('held' as const), extend: () => Promise.resolve(), release: () => Promise.resolve() };
    const error = await world.failToPlace({}, limit(4), world.deps({ keyStore }));
    expect(error).toMatchObject({ code: 'PLACEMENT_UNKNOWN', details: { reason: 'held_by_another_run' } });
    expect(world.secondsGone).toBeLessThanOrEqual(4);
    expect(world.traffic.dials).toBe(0);
  });
});

describe('two calls of one event', () => {
  const question = { callKey: 'k', recipientNumber: plannedCall.recipientNumber, campaignId: null, createdFromMs: startOfWorldMs - 86_400_000 };
  const entry = (queueId: string, change: Partial<CallEntry> = {}): CallEntry => ({
    queueId,
    progress: 'canceled',
    queuedAt: new Date(startOfWorldMs).toISOString(),
    processingStartedAt: null,
    leftQueueAt: null,
    dynamicVariables: {},
    metadata: { iqra_call_key: 'k' },
    campaignId: null,
    callingNumberId: null,
    recipientNumber: plannedCall.recipientNumber,
    conversationId: null,
    sessionState: null,
    endReason: null,
    ...change,
  });
  const judge = (entries: readonly CallEntry[]) => judgeLookUp(question, { counted: entries.length, items: entries, fault: null, complete: true });

  it('that were queued in the same millisecond stand in the order of their ids, however the list shows them', () => {
    const [a, b] = [entry('a'), entry('b')];
    expect(judge([a, b])).toEqual({ kind: 'dead', entries: [a, b] });
    expect(judge([b, a])).toEqual({ kind: 'dead', entries: [a, b] });
  });

  it.each([
    ['3', 3],
    ['000003', 3],
    ['1234567', null],
    ['', null],
    ['-1', null],
    ['x1', null],
    ['1x', null],
  ])('the attempt %p reads as %p', (text, attempt) => {
    expect(readCallTags({ iqra_call_attempt: text }).attempt).toBe(attempt);
  });
});
