import { SeenCalls } from '../../../../packages/core/src/polling/remembered-calls.ts';
import { noonMs } from './entries.ts';

const minuteMs = 60_000;

/** Eight characters for each. */
const sizeOf = (seen: SeenCalls): number => Object.values(seen.toJson()).join('').length / 8;

describe('the calls that were reported', () => {
  test('are remembered by id, once each, until the mark has passed their minute', () => {
    const seen = new SeenCalls();
    for (const id of ['a', 'b', 'a']) seen.add(id, noonMs);
    seen.add('a', noonMs + 5 * minuteMs);
    seen.add('c', noonMs + minuteMs);
    expect([sizeOf(seen), ...['a', 'b', 'c', 'd'].map((id) => seen.has(id))]).toEqual([3, true, true, true, false]);
    seen.forgetBefore(noonMs + minuteMs - 1);
    expect(sizeOf(seen)).toBe(3);
    seen.forgetBefore(noonMs + minuteMs);
    expect(['a', 'b', 'c'].map((id) => seen.has(id))).toEqual([false, false, true]);
    seen.add('a', noonMs + minuteMs);
    expect([sizeOf(seen), seen.has('a')]).toEqual([2, true]);
  });

  test('are the same after a restart, and forgotten at the same time', () => {
    const seen = new SeenCalls();
    for (let i = 0; i < 100; i += 1) seen.add(`call-${i}`, noonMs + i * 10_000);
    const loaded = SeenCalls.fromJson(JSON.parse(JSON.stringify(seen.toJson())));
    for (const calls of [seen, loaded]) calls.forgetBefore(noonMs + 500_000);
    expect(loaded.toJson()).toEqual(seen.toJson());
    expect(Array.from({ length: 100 }, (_, i) => loaded.has(`call-${i}`))).toEqual(Array.from({ length: 100 }, (_, i) => i >= 48));
  });

  test('that are cut off in a damaged store are left out, not taken for others', () => {
    const seen = new SeenCalls();
    seen.add('a', noonMs);
    seen.add('b', noonMs);
    const json = seen.toJson();
    const cut = Object.fromEntries(Object.entries(json).map(([minute, joined]) => [minute, joined.slice(0, -1)]));
    const loaded = SeenCalls.fromJson(cut);
    expect([sizeOf(loaded), loaded.has('a'), loaded.has('b')]).toEqual([1, true, false]);
  });
});
