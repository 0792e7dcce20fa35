import { IqraError } from '@iqra-automation/core';
import type { ErrorCode } from '@iqra-automation/core/testing';
import { plannedCall, ScriptedWorld, startOfWorldMs } from './scripted-world.ts';

const minuteMs = 60_000;
const at = (seconds: number): string => new Date(startOfWorldMs + seconds * 1_000).toISOString();

describe.each([
  ['ten minutes fast', 10 * minuteMs],
  ['ten minutes slow', -10 * minuteMs],
  ['two days fast', 2 * 24 * 60 * minuteMs],
])('a client clock that is %s', (_name, clockErrorMs) => {
  it('starts the call by the server’s clock, lets it expire by the later one within ten minutes, and warns', async () => {
    const world = new ScriptedWorld({ clockErrorMs });
    const placed = await world.place();
    expect(placed.scheduledFor).toBe(at(0));
    const longerMs = Math.min(Math.max(clockErrorMs, 0), 10 * minuteMs);
    expect(Math.abs(Date.parse(placed.latestStart) - startOfWorldMs - 120_000 - longerMs)).toBeLessThan(1_000);
    expect(placed.warnings).toEqual([...plannedCall.warnings, expect.stringContaining('computer’s clock')]);
    await world.finish();
    expect(world.server.rings).toBe(1);
  });

  it('still finds the event’s earlier call', async () => {
    const world = new ScriptedWorld({ clockErrorMs });
    await world.place();
    expect(await world.place()).toMatchObject({ deduplicated: true });
  });

  it('builds no fence on it: what cannot be settled by a look-up stays unknown', async () => {
    const world = new ScriptedWorld({ clockErrorMs, dialFaults: [{ kind: 'slow', insertAfterMs: 127_500 }] });
    expect(await world.failToPlace()).toMatchObject({ code: 'PLACEMENT_UNKNOWN', details: { reason: 'server_has_no_fence', safeAfter: null } });
    await world.finish();
    expect([world.traffic.dials, world.server.rings]).toEqual([1, clockErrorMs > 0 ? 1 : 0]);
  });
});

describe('a client clock that is ten minutes slow, without a look-up that shows the server’s', () => {
  it('is noticed from the answer, and said', async () => {
    const world = new ScriptedWorld({ clockErrorMs: -10 * minuteMs });
    const placed = await world.place({}, { checkBeforeSending: false });
    expect(placed.warnings).toHaveLength(2);
    expect(placed.warnings[1]).toContain('clock');
  });

  it('is not said of a right clock', async () => {
    const world = new ScriptedWorld();
    expect((await world.place({}, { checkBeforeSending: false })).warnings).toEqual(['A warning of the plan.']);
  });
});

describe('a wait that the host’s timers cut short', () => {
  it('does not count: the look-up must itself be later than the fence', async () => {
    const world = new ScriptedWorld({ dialFaults: [{ kind: 'slow', insertAfterMs: 100_000 }] });
    const { clock } = world.worker;
    const hasty = { ...clock, sleep: (ms: number) => clock.sleep(ms > 60_000 ? 10_000 : ms) };
    await world.place({}, {}, world.deps({ clock: hasty }));
    await world.finish();
    expect(world.server.rings).toBe(1);
  });
});

describe('a scheduled call', () => {
  const startMs = startOfWorldMs + 60 * minuteMs;
  const window = { startMs, latestStartLimitMs: startMs + 90 * minuteMs };

  it('carries its start and the end of its window', async () => {
    const world = new ScriptedWorld();
    expect(await world.place(window)).toMatchObject({ scheduledFor: at(3_600), latestStart: at(9_000) });
    expect(world.requests[0]?.scheduled).toBe(true);
  });

  it('is sent again once after five minutes of absence', async () => {
    const world = new ScriptedWorld({ dialFaults: [{ kind: 'request_lost', noticedAfterMs: 30_000 }] });
    expect(await world.place(window)).toMatchObject({ placed: true, scheduledFor: at(3_600) });
    expect(world.secondsGone).toBeGreaterThan(330);
    expect(world.secondsGone).toBeLessThan(345);
    await world.finish();
    expect(world.server.rings).toBe(1);
  });

  it('is not sent a third time: its absence is certain after five minutes, and a late insert is found', async () => {
    const lost = { kind: 'request_lost', noticedAfterMs: 30_000 } as const;
    const world = new ScriptedWorld({ dialFaults: [lost, lost] });
    expect(await world.failToPlace(window)).toMatchObject({ code: 'NEVER_QUEUED', placement: 'not_placed' });
    expect(world.traffic.dials).toBe(2);
    const late = new ScriptedWorld({ dialFaults: [lost, { kind: 'slow', insertAfterMs: 60_000 }] });
    expect(await late.place(window)).toMatchObject({ placed: true, recovered: true });
    await late.finish();
    expect([late.traffic.dials, late.server.rings]).toEqual([2, 1]);
  });

  it('is found when its insert comes minutes late', async () => {
    const world = new ScriptedWorld({ dialFaults: [{ kind: 'slow', insertAfterMs: 200_000 }] });
    expect(await world.place(window)).toMatchObject({ placed: true, recovered: true, scheduledFor: at(3_600), latestStart: at(9_000) });
    expect(world.traffic.dials).toBe(1);
  });

  it('is unknown when its start is too near to settle before it', async () => {
    const soon = { startMs: startOfWorldMs + 6 * minuteMs, latestStartLimitMs: startMs };
    const world = new ScriptedWorld({ dialFaults: [{ kind: 'request_lost', noticedAfterMs: 30_000 }] });
    const error = await world.failToPlace(soon);
    expect(error).toMatchObject({ code: 'PLACEMENT_UNKNOWN', details: { reason: 'too_near_start' } });
    expect(world.traffic.dials).toBe(1);
  });
});

describe('a window that has closed by the server’s clock', () => {
  it('is refused before anything is sent', async () => {
    const world = new ScriptedWorld({ clockErrorMs: -10 * minuteMs });
    const error = await world.failToPlace({ latestStartLimitMs: startOfWorldMs - minuteMs });
    expect(error).toMatchObject({ kind: 'refused_by_rule', code: 'CALLING_WINDOW_CLOSED', placement: 'not_placed' });
    expect(world.traffic.dials).toBe(0);
  });

  it('ends a call that was settled as absent after it closed', async () => {
    const world = new ScriptedWorld({ dialFaults: [{ kind: 'request_lost', noticedAfterMs: 30_000 }] });
    const error = await world.failToPlace({ latestStartLimitMs: startOfWorldMs + minuteMs });
    expect(error).toMatchObject({ code: 'CALLING_WINDOW_CLOSED', placement: 'not_placed' });
    expect(world.traffic.dials).toBe(1);
  });
});

describe('a host’s time limit', () => {
  const limit = (seconds: number) => ({ deadlineMs: startOfWorldMs + seconds * 1_000 });

  it('shortens the look-ups after an ambiguous answer', async () => {
    const world = new ScriptedWorld({ dialFaults: [{ kind: 'request_lost', noticedAfterMs: 12_000 }] });
    const error = await world.failToPlace({}, limit(20));
    expect(error).toMatchObject({ code: 'PLACEMENT_UNKNOWN', details: { reason: 'host_may_not_wait', safeAfter: at(125) } });
    expect(world.secondsGone).toBeLessThanOrEqual(20);
    expect(world.traffic.lookUps).toBe(5);
  });

  it('ends a dial that hangs, as unknown', async () => {
    const world = new ScriptedWorld();
    const dial = jest.fn(() => new Promise<never>(() => undefined));
    const error = await world.failToPlace({}, limit(25), world.deps({ dial }));
    expect(error.placement).toBe('unknown');
    expect(world.secondsGone).toBeLessThanOrEqual(25);
  });

  it('ends a look-up that hangs, with nothing sent', async () => {
    const world = new ScriptedWorld();
    const countCalls = () => new Promise<never>(() => undefined);
    const error = await world.failToPlace({}, limit(25), world.deps({ reads: { ...world.deps().reads, countCalls } }));
    expect(error.placement).toBe('not_placed');
    expect(world.traffic.dials).toBe(0);
    expect(world.secondsGone).toBeLessThanOrEqual(25);
  });

  it('ends a turn that never comes, with nothing sent', async () => {
    const world = new ScriptedWorld();
    const error = await world.failToPlace({}, limit(25), world.deps({ pace: () => new Promise(() => undefined) }));
    expect(error).toMatchObject({ code: 'NO_TIME_LEFT', placement: 'not_placed' });
    expect(world.traffic.dials).toBe(0);
  });

  it('gives the throttling server’s answer when its delay does not fit', async () => {
    const world = new ScriptedWorld();
    const throttled = new IqraError({ kind: 'rate_limit', code: 'T' as ErrorCode, message: 'm', nextStep: 'n', placement: 'not_placed', retryAfterMs: 30_000 });
    const dial = () => Promise.resolve({ kind: 'throttled' as const, error: throttled, retryAfterMs: 30_000 });
    expect(await world.failToPlace({}, limit(25), world.deps({ dial }))).toBe(throttled);
  });
});
