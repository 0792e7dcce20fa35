import { IqraError } from '@iqra-automation/core';
import type { ErrorKind } from '@iqra-automation/core';
import type { ErrorCode, SendingDeps } from '@iqra-automation/core/testing';
import { ScriptedWorld, startOfWorldMs } from './scripted-world.ts';

function refusal(kind: ErrorKind, retryAfterMs?: number): IqraError {
  const pause = retryAfterMs === undefined ? {} : { retryAfterMs };
  return new IqraError({ kind, code: 'FROM_SERVER' as ErrorCode, message: 'm', nextStep: 'n', placement: 'not_placed', serverCode: 'A:B', ...pause });
}

function withReads(world: ScriptedWorld, changes: Partial<SendingDeps['reads']>): SendingDeps {
  return world.deps({ reads: { ...world.deps().reads, ...changes } });
}

describe('looking before sending', () => {
  it('survives two failures', async () => {
    const world = new ScriptedWorld({ readFaults: ['fails', 'fails'] });
    expect(await world.place()).toMatchObject({ placed: true });
    expect(world.secondsGone).toBeLessThan(4);
  });

  it('gives up after three, with nothing sent', async () => {
    const world = new ScriptedWorld({ readFaults: ['fails', 'fails', 'fails'] });
    const error = await world.failToPlace();
    expect(error).toMatchObject({ kind: 'server', code: 'LOOK_UP_FAILED', placement: 'not_placed' });
    expect(world.traffic.dials).toBe(0);
  });

  it('waits as long as a throttling server asks', async () => {
    const world = new ScriptedWorld();
    const { countCalls } = world.deps().reads;
    const count = jest.fn(countCalls).mockRejectedValueOnce(refusal('rate_limit', 30_000));
    expect(await world.place({}, {}, withReads(world, { countCalls: count }))).toMatchObject({ placed: true });
    expect(world.secondsGone).toBeGreaterThanOrEqual(30);
  });

  it('does not wait for a minute and more, but says how long', async () => {
    const world = new ScriptedWorld();
    const countCalls = () => Promise.reject(refusal('rate_limit', 61_000));
    const error = await world.failToPlace({}, {}, withReads(world, { countCalls }));
    expect(error).toMatchObject({ kind: 'rate_limit', code: 'LOOK_UP_FAILED', retryAfterMs: 61_000 });
    expect(world.secondsGone).toBeLessThan(1);
  });

  it('refuses a business whose queue may not be read, with the reason of the server, and advises nothing unsafe', async () => {
    const world = new ScriptedWorld();
    const countCalls = jest.fn(() => Promise.reject(refusal('permission')));
    const error = await world.failToPlace({}, {}, withReads(world, { countCalls }));
    expect(error).toMatchObject({ kind: 'permission', code: 'CHECK_NOT_PERMITTED', placement: 'not_placed', serverCode: 'A:B' });
    expect(error.nextStep).toMatch(/whoever runs the Iqra server/);
    expect(error.nextStep).not.toMatch(/Look for an Earlier Call First/);
    expect(countCalls).toHaveBeenCalledTimes(1);
    expect(world.traffic.dials).toBe(0);
  });

  it('sends with such a key when the check is switched off, and then cannot settle a lost answer', async () => {
    const world = new ScriptedWorld({ dialFaults: [{ kind: 'request_lost', noticedAfterMs: 1_000 }] });
    const countCalls = jest.fn(() => Promise.reject(refusal('permission')));
    const error = await world.failToPlace({}, { checkBeforeSending: false }, withReads(world, { countCalls }));
    expect(error).toMatchObject({ code: 'PLACEMENT_UNKNOWN', details: { safeAfter: null } });
    expect(countCalls).toHaveBeenCalledTimes(1);
    expect(world.traffic.dials).toBe(1);
  });

  it.each<ErrorKind>(['authentication', 'disabled', 'not_found', 'balance'])('passes on a refusal of kind %s at once', async (kind) => {
    const world = new ScriptedWorld();
    const error = refusal(kind);
    const countCalls = jest.fn(() => Promise.reject(error));
    expect(await world.failToPlace({}, {}, withReads(world, { countCalls }))).toBe(error);
    expect(countCalls).toHaveBeenCalledTimes(1);
  });
});

describe('a server that lies', () => {
  const answer = <T>(value: T) => Promise.resolve({ value, serverTimeMs: startOfWorldMs, serverKind: 'config' as const });
  const empty = { items: [], nextCursor: null, totalCount: 0 };

  it.each<[string, Partial<SendingDeps['reads']>]>([
    ['counts one call and lists none', { countCalls: () => answer(1), listCalls: () => answer(empty) }],
    ['does not answer with a number', { countCalls: () => answer(Number.NaN) }],
    ['counts below zero', { countCalls: () => answer(-1) }],
    ['counts a fraction', { countCalls: () => answer(0.5) }],
    ['gives a list without an end', { countCalls: () => answer(1), listCalls: () => answer({ ...empty, nextCursor: 'again' }) }],
  ])('and %s is never believed to have no call', async (_name, reads) => {
    const world = new ScriptedWorld();
    const error = await world.failToPlace({}, {}, withReads(world, reads));
    expect(error).toMatchObject({ code: 'LOOK_UP_FAILED', placement: 'not_placed' });
    expect(world.traffic.dials).toBe(0);
  });

  it('and hides the list after an ambiguous send leaves the placement unknown', async () => {
    const world = new ScriptedWorld({ dialFaults: [{ kind: 'answer_lost', noticedAfterMs: 1_000 }] });
    const error = await world.failToPlace({}, {}, withReads(world, { listCalls: () => answer(empty) }));
    expect(error).toMatchObject({ code: 'PLACEMENT_UNKNOWN' });
    expect(world.traffic.dials).toBe(1);
  });

  it('and hides one page only is asked again', async () => {
    const world = new ScriptedWorld();
    await world.place();
    const { listCalls } = world.deps().reads;
    const list = jest.fn(listCalls).mockImplementationOnce(() => answer(empty));
    expect(await world.place({}, {}, withReads(world, { listCalls: list }))).toMatchObject({ deduplicated: true });
  });
});

describe('a recipient with many calls', () => {
  it('is searched through 2,000 of them', async () => {
    const world = new ScriptedWorld();
    await world.place();
    for (let other = 0; other < 1_999; other += 1) await world.place({ callKey: `other-${other}` }, { checkBeforeSending: false });
    expect(await world.place()).toMatchObject({ deduplicated: true, queueId: 'q1' });
  });

  it('and beyond that is refused rather than called', async () => {
    const world = new ScriptedWorld();
    await world.place();
    for (let other = 0; other < 2_000; other += 1) await world.place({ callKey: `other-${other}` }, { checkBeforeSending: false });
    expect(await world.failToPlace()).toMatchObject({ code: 'TOO_MANY_EARLIER_CALLS', placement: 'not_placed' });
  });
});
