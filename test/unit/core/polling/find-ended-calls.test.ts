import type { SweepMemory } from '@iqra-automation/core/testing';
import { baseOf, isSettled, readMemory, withSnapshot } from '../../../../packages/core/src/polling/find-ended-calls.ts';
import { noonMs } from './entries.ts';

const minuteMs = 60_000;
const at = (minutes: number) => ({ atMs: noonMs + minutes * minuteMs, state: { at: minutes } });

test('polls start from a state at least 40 minutes old, and few states are kept', () => {
  let memory: SweepMemory = { version: 1, snapshots: [at(0)] };
  for (let minutes = 1; minutes <= 600; minutes += 1) {
    const nowMs = noonMs + minutes * minuteMs;
    const base = baseOf(memory, nowMs);
    const ageMinutes = (nowMs - base.atMs) / minuteMs;
    expect(ageMinutes).toBeGreaterThanOrEqual(Math.min(minutes, 40));
    expect(ageMinutes).toBeLessThan(53);
    memory = withSnapshot(memory, base, { at: minutes }, nowMs);
    expect(memory.snapshots.length).toBeLessThanOrEqual(6);
  }
});

test('after a pause the last state is the start', () => {
  const memory: SweepMemory = { version: 1, snapshots: [at(0), at(12), at(24)] };
  expect(baseOf(memory, noonMs + 24 * 60 * minuteMs)).toEqual(at(24));
});

test('a clock that went back drops the states of the future', () => {
  const memory: SweepMemory = { version: 1, snapshots: [at(0), at(300)] };
  expect(withSnapshot(memory, at(0), { at: 50 }, noonMs + 50 * minuteMs).snapshots).toEqual([at(0), at(50)]);
});

test.each([
  [{ version: 1, snapshots: [at(0)] }, 'stored'],
  [{ version: 1, snapshots: [{ atMs: 'x', state: {} }] }, 'nothing'],
  [{ version: 2, snapshots: [at(0)] }, 'nothing'],
  [{ version: 1, snapshots: [{ atMs: noonMs, state: null }] }, 'nothing'],
  [{ version: 1, snapshots: [7] }, 'nothing'],
  [{ version: 1, snapshots: {} }, 'nothing'],
  [null, 'nothing'],
  ['x', 'nothing'],
])('%j is %s', async (value, kind) => {
  expect((await readMemory({ get: () => Promise.resolve(value), set: () => Promise.resolve() })).kind).toBe(kind);
});

test('of a memory that is partly damaged the rest is used', async () => {
  const value = { version: 1, snapshots: [at(0), null, { atMs: noonMs }, at(12)] };
  expect(await readMemory({ get: () => Promise.resolve(value), set: () => Promise.resolve() })).toEqual({ kind: 'stored', memory: { version: 1, snapshots: [at(0), at(12)] } });
});

test('a state is added 12 minutes after the one before; states older than the start are dropped', () => {
  const memory: SweepMemory = { version: 1, snapshots: [at(0), at(20), at(40)] };
  const marks = (minutes: number) => withSnapshot(memory, at(20), { at: minutes }, noonMs + minutes * minuteMs).snapshots.map(({ state }) => state);
  expect(marks(51)).toEqual([{ at: 20 }, { at: 40 }]);
  expect(marks(52)).toEqual([{ at: 20 }, { at: 40 }, { at: 52 }]);
});

test('a state that is 40 minutes old is old enough to start from', () => {
  const memory: SweepMemory = { version: 1, snapshots: [at(0), at(12)] };
  expect([39, 40, 51, 52].map((minutes) => [isSettled(memory, noonMs + minutes * minuteMs), baseOf(memory, noonMs + minutes * minuteMs)])).toEqual([
    [false, at(0)],
    [true, at(0)],
    [true, at(0)],
    [true, at(12)],
  ]);
});

test('a store that fails is not an empty one', async () => {
  expect((await readMemory({ get: () => Promise.reject(new Error('down')), set: () => Promise.resolve() })).kind).toBe('unavailable');
  expect((await readMemory(undefined)).kind).toBe('unavailable');
});
