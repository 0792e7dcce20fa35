import { IqraError } from '@iqra-automation/core';
import type { ErrorCode } from '@iqra-automation/core/testing';
import type { DialFault } from '../../../simulate/sending/link.ts';
import { ScriptedWorld, startOfWorldMs } from './scripted-world.ts';

const lostRequest: DialFault = { kind: 'request_lost', noticedAfterMs: 30_000 };
const lostAnswer: DialFault = { kind: 'answer_lost', noticedAfterMs: 1_000 };
const someError = new IqraError({ kind: 'server', code: 'X' as ErrorCode, message: 'x', nextStep: 'x', placement: 'placed' });
const at = (seconds: number): string => new Date(startOfWorldMs + seconds * 1_000).toISOString();

describe('an answer that proves nothing', () => {
  it.each<[string, DialFault]>([
    ['a lost answer', lostAnswer],
    ['a bad gateway', { kind: 'bad_gateway', insertAfterMs: 100 }],
    ['an error after the insert', { kind: 'inserted_but_error' }],
    ['a refusal that means "queued"', { kind: 'queued_without_id' }],
  ])('%s: the call is found and returned as success', async (_name, fault) => {
    const world = new ScriptedWorld({ dialFaults: [fault] });
    expect(await world.place()).toMatchObject({ queueId: 'q1', placed: true, recovered: true, deduplicated: false, scheduledFor: at(0), latestStart: at(120) });
    expect(world.traffic.dials).toBe(1);
  });

  it('is looked into at 0, 2, 5 and 10 seconds', async () => {
    const world = new ScriptedWorld({ dialFaults: [lostRequest] });
    const moments: number[] = [];
    const { countCalls, ...reads } = world.deps().reads;
    const watched = (...parameters: Parameters<typeof countCalls>) => {
      moments.push(Math.round(world.secondsGone));
      return countCalls(...parameters);
    };
    await world.failToPlace({}, { waitToSettle: false }, world.deps({ reads: { ...reads, countCalls: watched } }));
    expect(moments).toEqual([0, 30, 32, 35, 40]);
  });

  it('is found when the insert comes late', async () => {
    const world = new ScriptedWorld({ dialFaults: [{ kind: 'bad_gateway', insertAfterMs: 4_000 }] });
    expect(await world.place()).toMatchObject({ queueId: 'q1', recovered: true });
    expect(world.traffic.dials).toBe(1);
  });

  it('is settled by waiting past the fence, and then sent again', async () => {
    const world = new ScriptedWorld({ dialFaults: [lostRequest] });
    const placed = await world.place();
    expect(placed).toMatchObject({ placed: true, recovered: false });
    expect(Date.parse(placed.scheduledFor)).toBeGreaterThanOrEqual(Date.parse(at(125)));
    expect(world.requests.map(({ metadata }) => metadata['iqra_call_send'])).toEqual(['1', '2']);
    expect(world.progress.map(({ step }) => step)).toEqual(['sending', 'settling', 'sending']);
    await world.finish();
    expect(world.server.rings).toBe(1);
  });

  it('rings once even if the first request arrives when the second has been sent', async () => {
    const world = new ScriptedWorld({ dialFaults: [{ kind: 'slow', insertAfterMs: 200_000 }] });
    expect(await world.place()).toMatchObject({ placed: true });
    await world.finish();
    expect(world.traffic.dials).toBe(2);
    expect([world.server.rings, world.server.expired]).toEqual([1, 1]);
  });

  it('ends after two re-sends as what is certain then: not placed, or found', async () => {
    const world = new ScriptedWorld({ dialFaults: [lostRequest, lostRequest, lostRequest] });
    const error = await world.failToPlace();
    expect(error).toMatchObject({ code: 'NEVER_QUEUED', placement: 'not_placed', details: { times: 3 } });
    expect(world.traffic.dials).toBe(3);
    const late = new ScriptedWorld({ dialFaults: [lostRequest, lostRequest, { kind: 'bad_gateway', insertAfterMs: 60_000 }] });
    expect(await late.place()).toMatchObject({ placed: true, recovered: true });
    await late.finish();
    expect([late.traffic.dials, late.server.rings]).toEqual([3, 1]);
  });

  it.each([
    ['InitiateCall:PLAN_LIMIT_REACHED', 'BALANCE_TOO_LOW', 'Top up'],
    ['InitiateCall:SOMETHING_NEW', 'SERVER_CODE_UNKNOWN', 'Correct what the server says'],
  ])('that says no in words nobody knows (%s) is not repeated: once it is certain that no call came of it, the server is quoted', async (serverCode, code, advice) => {
    const world = new ScriptedWorld();
    const refusal = new IqraError({ kind: 'placement_unknown', code: 'SERVER_CODE_UNKNOWN' as ErrorCode, message: 'No minutes left.', nextStep: 'Look.', placement: 'unknown', serverCode, httpStatus: 200 });
    const dial = jest.fn(() => Promise.resolve({ kind: 'ambiguous', error: refusal } as const));
    const error = await world.failToPlace({}, {}, world.deps({ dial }));
    expect(error).toMatchObject({ code, placement: 'not_placed', message: 'No minutes left.', serverCode });
    expect(error.nextStep).toContain(advice);
    expect(world.secondsGone).toBeGreaterThanOrEqual(125);
    expect(dial).toHaveBeenCalledTimes(1);
    expect(await world.failToPlace({}, { waitToSettle: false }, world.deps({ dial }))).toMatchObject({
      code: 'PLACEMENT_UNKNOWN',
      message: 'We could not confirm whether the call was queued. It was not sent again. The server says: No minutes left.',
    });
  });

  it('learns of the fence although three pages in a row are hidden or lost', async () => {
    const readFaults = [...Array.from({ length: 5 }, () => 'none' as const), 'empty_page', 'fails', 'empty_page'] as const;
    const world = new ScriptedWorld({ dialFaults: [lostRequest], readFaults });
    expect(await world.place()).toMatchObject({ placed: true });
    expect(world.traffic.dials).toBe(2);
  });

  it('is unknown, with the key and the safe moment, when the host may not wait', async () => {
    const world = new ScriptedWorld({ dialFaults: [lostRequest] });
    const error = await world.failToPlace({}, { waitToSettle: false });
    expect(error).toMatchObject({
      kind: 'placement_unknown',
      code: 'PLACEMENT_UNKNOWN',
      placement: 'unknown',
      message: 'We could not confirm whether the call was queued. It was not sent again.',
      nextStep: 'Run this step again after 09:03 UTC with the same Event Key: it looks for the call first.',
      details: { callKey: 'key-of-the-event', sentAt: at(0), safeAfter: at(125), reason: 'host_may_not_wait' },
    });
    expect(world.traffic.dials).toBe(1);
  });

  it('is unknown above a patience of 120 s, because waiting would take as long', async () => {
    const world = new ScriptedWorld({ dialFaults: [lostRequest] });
    const error = await world.failToPlace({ keepTryingMs: 600_000 });
    expect(error).toMatchObject({ code: 'PLACEMENT_UNKNOWN', details: { reason: 'patience_too_long', safeAfter: at(605) } });
  });

  it('is unknown without a safe moment on a server that has no fence', async () => {
    const world = new ScriptedWorld({ dialFaults: [lostRequest], serverKind: 'documented' });
    const error = await world.failToPlace();
    expect(error).toMatchObject({ code: 'PLACEMENT_UNKNOWN', details: { reason: 'server_has_no_fence', safeAfter: null } });
    expect(error.nextStep).toContain('Look for the call in the Iqra call list before you run this step again');
    expect(world.traffic.dials).toBe(1);
  });

  it('is unknown without a safe moment when the server does not show its clock', async () => {
    const world = new ScriptedWorld({ dialFaults: [lostRequest] });
    const { countCalls, ...reads } = world.deps().reads;
    const guessed = async (...filter: Parameters<typeof countCalls>) => ({ ...(await countCalls(...filter)), serverTimeGuessed: true });
    const error = await world.failToPlace({}, {}, world.deps({ reads: { ...reads, countCalls: guessed } }));
    expect(error).toMatchObject({ code: 'PLACEMENT_UNKNOWN', details: { reason: 'server_has_no_fence', safeAfter: null } });
    expect(world.traffic.dials).toBe(1);
  });

  it('has no safe moment when no answer has shown the server’s clock, whatever the connection says', async () => {
    const world = new ScriptedWorld({ dialFaults: [lostRequest], readFaults: Array.from({ length: 9 }, () => 'fails' as const) });
    const error = await world.failToPlace({}, { checkBeforeSending: false, waitToSettle: false, requestFormat: 'config' });
    expect(error).toMatchObject({ code: 'PLACEMENT_UNKNOWN', details: { safeAfter: null } });
  });

  it('is success on a server without a fence when the call is found', async () => {
    const world = new ScriptedWorld({ dialFaults: [lostAnswer], serverKind: 'documented' });
    expect(await world.place()).toMatchObject({ recovered: true });
  });

  it('is not placed when the call was found canceled', async () => {
    const world = new ScriptedWorld({ dialFaults: [lostAnswer], dispatch: { pickUpMs: 0, fate: 'cancels' } });
    expect(await world.failToPlace()).toMatchObject({ code: 'CALL_NOT_DIALLED', placement: 'not_placed', details: { progress: 'canceled' } });
    expect(world.traffic.dials).toBe(1);
  });

  it('is not placed when the call was canceled during the wait', async () => {
    const world = new ScriptedWorld({ dialFaults: [{ kind: 'bad_gateway', insertAfterMs: 20_000 }], dispatch: { pickUpMs: 0, fate: 'cancels' } });
    expect(await world.failToPlace()).toMatchObject({ code: 'CALL_NOT_DIALLED', placement: 'not_placed' });
    expect(world.traffic.dials).toBe(1);
  });

  it('is sent again when the call expired during the wait', async () => {
    const world = new ScriptedWorld({ dialFaults: [{ kind: 'bad_gateway', insertAfterMs: 60_000 }], dispatch: { pickUpMs: 62_000, fate: 'dials' } });
    expect(await world.place()).toMatchObject({ placed: true, queueId: 'q2' });
    await world.finish();
    expect([world.server.rings, world.server.expired]).toEqual([1, 1]);
  });

  it('is the earlier call of the event, when there was one that was not looked for', async () => {
    const world = new ScriptedWorld();
    await world.place();
    await world.until(world.time.sleep(60_000));
    const dial = () => Promise.resolve({ kind: 'ambiguous' as const, error: someError });
    const found = await world.place({}, { checkBeforeSending: false }, world.deps({ dial }));
    expect(found).toMatchObject({ queueId: 'q1', placed: false, deduplicated: true, recovered: false });
  });

  it('is not taken for an earlier call of the event that was canceled', async () => {
    const world = new ScriptedWorld({ dispatch: { pickUpMs: 0, fate: 'cancels' } });
    await world.place();
    await world.until(world.time.sleep(60_000));
    const dial = () => Promise.resolve({ kind: 'ambiguous' as const, error: someError });
    expect(await world.failToPlace({}, { waitToSettle: false }, world.deps({ dial }))).toMatchObject({ code: 'PLACEMENT_UNKNOWN' });
  });

  it('counts a dial that throws as one that may have been sent', async () => {
    const world = new ScriptedWorld();
    const dial = jest.fn(() => Promise.reject(new Error('socket hang up')));
    const error = await world.failToPlace({}, { waitToSettle: false }, world.deps({ dial }));
    expect(error).toMatchObject({ code: 'PLACEMENT_UNKNOWN' });
    expect(dial).toHaveBeenCalledTimes(1);
  });

  it('is settled by the look-up after the wait, not before it: failing ones are asked again', async () => {
    const world = new ScriptedWorld({ dialFaults: [lostRequest], readFaults: [...Array.from({ length: 6 }, () => 'none' as const), 'fails', 'fails', 'fails'] });
    expect(await world.place()).toMatchObject({ placed: true, recovered: false });
    expect(world.traffic.dials).toBe(2);
  });

  it('stays unknown when the look-ups after the wait keep failing', async () => {
    const readFaults = [...Array.from({ length: 6 }, () => 'none' as const), ...Array.from({ length: 4 }, () => 'fails' as const)] as const;
    const world = new ScriptedWorld({ dialFaults: [lostRequest], readFaults });
    expect(await world.failToPlace()).toMatchObject({ code: 'PLACEMENT_UNKNOWN', details: { reason: 'look_up_failed' } });
    expect(world.traffic.dials).toBe(1);
  });
});

describe('a refusal that means "queued"', () => {
  it('is success even when the server has canceled the call since', async () => {
    const world = new ScriptedWorld({ dialFaults: [{ kind: 'queued_without_id' }], dispatch: { pickUpMs: 0, fate: 'cancels' } });
    expect(await world.place()).toMatchObject({ queueId: 'q1', placed: true, recovered: true });
  });

  it('with no call to be found says that the call is placed and must not be sent again', async () => {
    const world = new ScriptedWorld();
    const dial = jest.fn(() => Promise.resolve({ kind: 'queued_without_id' as const, error: someError }));
    const failure = await world.failToPlace({}, {}, world.deps({ dial }));
    expect(failure).toMatchObject({ code: 'PLACED_WITHOUT_ID', placement: 'placed' });
    expect(failure.nextStep).toContain('Do not send it again');
    expect(dial).toHaveBeenCalledTimes(1);
  });
});
