import * as fc from 'fast-check';
import { waiting, type WaitedCall } from '@iqra-automation/core';

const nowMs = Date.parse('2026-11-30T12:00:00Z');
const limitMs = nowMs + 3_600_000;
const entry = {} as Extract<WaitedCall, { kind: 'open' }>['entry'];
const event = {} as Extract<WaitedCall, { kind: 'ended' }>['event'];
const ended = (wordsLate = false): WaitedCall => ({ kind: 'ended', queueId: 'a', entry, event, wordsLate });
const open = (more: Partial<Extract<WaitedCall, { kind: 'open' }>> = {}): WaitedCall => ({ kind: 'open', queueId: 'b', entry, event, standing: 'in_progress', wordsLate: false, confirmedByMs: null, readAtMs: nowMs, ...more });
const unread: WaitedCall = { kind: 'unread', queueId: 'c', error: new Error('down') as never };
const decide = (calls: readonly (readonly [WaitedCall, boolean])[], wokenMsAgo = 0, limit = limitMs, wordsWereLate = false) =>
  waiting.decideWhenWoken({ calls: calls.map(([reading, wakes]) => ({ reading, wakes, wordsWereLate })), nowMs, limitMs: limit, wokenAtMs: nowMs - wokenMsAgo });

describe('a sleeping run that was woken', () => {
  test('goes on once every call has ended that can wake it, and not before', () => {
    expect(decide([[ended(), true], [ended(), true]])).toEqual({ kind: 'resume' });
    expect(decide([[ended(), true], [open(), true]]).kind).toBe('sleep_on');
    expect(decide([[ended(), true], [open(), false]])).toEqual({ kind: 'resume' });
    expect(decide([[unread, true]]).kind).toBe('sleep_on');
  });

  test('waits a while for words that are late, then goes on without them', () => {
    expect(decide([[ended(true), true]])).toEqual({ kind: 'sleep_on', lookAgainInMs: 5_000 });
    expect(decide([[ended(true), true]], 149_000)).toMatchObject({ kind: 'sleep_on', lookAgainInMs: expect.any(Number) });
    expect(decide([[ended(true), true]], 150_000)).toEqual({ kind: 'resume' });
  });

  test('waits and looks on for words that alone can tell the outcome, whoever placed the call, until its limit is over', () => {
    const undecided = open({ standing: 'unconfirmed', wordsLate: true });
    for (const wakes of [true, false]) {
      for (const wokenMsAgo of [0, 60_000, 150_000, 3_000_000]) {
        const decision = decide([[undecided, wakes]], wokenMsAgo);
        expect(decision).toEqual({ kind: 'sleep_on', lookAgainInMs: expect.any(Number) });
        expect(decision.kind === 'sleep_on' && decision.lookAgainInMs).toBeLessThanOrEqual(60_000);
      }
      expect(decide([[undecided, wakes]], 0, nowMs)).toEqual({ kind: 'sleep_on', lookAgainInMs: null });
    }
  });

  test('a server that fails meanwhile neither ends that nor makes it forget', () => {
    for (const failed of [unread, ended(true)]) {
      expect(decide([[failed, true]], 600_000, limitMs, true)).toEqual({ kind: 'sleep_on', lookAgainInMs: 60_000 });
      expect(decide([[failed, true]], 600_000)).toEqual(failed === unread ? { kind: 'sleep_on', lookAgainInMs: null } : { kind: 'resume' });
    }
    expect(decide([[ended(), true]], 600_000, limitMs, true)).toEqual({ kind: 'resume' });
  });

  test('leaves it to its host from the moment when its limit is over', () => {
    expect(decide([[ended(), true]], 0, nowMs)).toEqual({ kind: 'sleep_on', lookAgainInMs: null });
  });

  test('looks again for a while after a wake-up that came too early, longer only where something settles', () => {
    const looks = (call: WaitedCall): readonly number[] => {
      const at: number[] = [];
      for (let elapsedMs = 0; ; ) {
        const decision = decide([[call, true]], elapsedMs);
        if (decision.kind !== 'sleep_on' || decision.lookAgainInMs === null) return at;
        elapsedMs += decision.lookAgainInMs;
        at.push(elapsedMs);
      }
    };
    expect(looks(open())).toEqual([5_000, 15_000, 30_000]);
    for (const settling of [open({ standing: 'ending' }), open({ standing: 'unconfirmed', confirmedByMs: nowMs + 100_000 }), unread]) {
      expect(looks(settling).at(-1)).toBeGreaterThanOrEqual(130_000);
      expect(looks(settling).at(-1)).toBeLessThanOrEqual(170_000);
    }
    expect(looks(open({ standing: 'unconfirmed', confirmedByMs: nowMs + 600_000 }))).toEqual([5_000, 15_000, 30_000]);
  });
});

describe('what a run that waits does next', () => {
  const call = fc.record({ ended: fc.boolean(), wakes: fc.boolean(), wordsLate: fc.boolean() });

  test('it keeps waiting exactly while a call is open that can wake it, before the limit, where it may sleep', () => {
    fc.assert(fc.property(fc.array(call), fc.integer({ min: -10, max: 10 }), fc.boolean(), (calls, untilLimitMs, canSleep) => {
      const decision = waiting.decideWaiting({ calls, nowMs, limitMs: nowMs + untilLimitMs, canSleep });
      const waits = canSleep && untilLimitMs > 0 && calls.some(({ ended: over, wakes, wordsLate }) => !over && (wakes || wordsLate));
      expect(decision.kind).toBe(waits ? 'keep_waiting' : 'go_on');
      const told = decision.kind === 'go_on' ? decision.reason : null;
      expect(told === null).toBe(waits || calls.every(({ ended: over }) => over));
    }));
  });
});

describe('the secret of an address', () => {
  test('is found in the query that a host has parsed, and nothing else passes for it', () => {
    const address = waiting.withSecret(new URL('https://n8n.example.com/webhook-waiting/7/x?signature=abc'), 'Secret0123');
    const query = Object.fromEntries(new URL(address).searchParams);
    expect(query).toMatchObject({ signature: 'abc' });
    expect(waiting.hasSecret(query, 'Secret0123')).toBe(true);
    for (const other of [{}, null, undefined, 'Secret0123', { iqra: '' }, { iqra: ['Secret0123'] }, { iqra: 'secret0123' }, { iqra: 'Secret01234' }]) {
      expect(waiting.hasSecret(other, 'Secret0123')).toBe(false);
    }
  });
});
