import { decideRetry } from '../../../../packages/core/src/sending/decide-retry.ts';
import type { TryFailure } from '../../../../packages/core/src/sending/decide-retry.ts';

const first = { tries: 1, elapsedMs: 0, random: 0 };
const throttled = (retryAfterMs: number): TryFailure => ({ kind: 'throttled', retryAfterMs });

describe('decideRetry', () => {
  it.each(['ambiguous', 'queued_without_id', 'refused'] as const)('never repeats a dial after %s', (kind) => {
    for (const random of [0, 0.5, 0.999]) {
      expect(decideRetry('dial', { kind }, { ...first, random })).toEqual({ again: false, because: 'not_repeatable' });
    }
  });

  it.each([
    ['dial', { kind: 'not_sent' }, first, 500],
    ['dial', { kind: 'not_sent' }, { ...first, random: 1 }, 1_000],
    ['dial', { kind: 'not_sent' }, { ...first, tries: 2, random: 1 }, 2_000],
    ['dial', throttled(7_000), first, 7_000],
    ['dial', throttled(0), { ...first, random: 1 }, 1_000],
    ['read', { kind: 'ambiguous' }, { ...first, random: 1 }, 500],
    ['read', { kind: 'ambiguous' }, { ...first, tries: 2, random: 1 }, 1_000],
    ['read', { kind: 'not_sent' }, first, 250],
    ['read', throttled(60_000), first, 60_000],
  ] as const)('%s after %p, %p: again after %d ms', (effect, failure, attempt, afterMs) => {
    expect(decideRetry(effect, failure, attempt)).toEqual({ again: true, afterMs });
  });

  it.each([
    ['read', { kind: 'refused' }, first, 'definite'],
    ['read', { kind: 'ambiguous' }, { ...first, tries: 3 }, 'tries_spent'],
    ['read', throttled(60_001), first, 'too_long'],
    ['read', { kind: 'ambiguous' }, { ...first, elapsedMs: 89_900 }, 'too_long'],
    ['dial', { kind: 'not_sent' }, { ...first, tries: 3 }, 'tries_spent'],
    ['dial', throttled(120_001), first, 'too_long'],
    ['dial', throttled(60_000), { ...first, elapsedMs: 250_000 }, 'too_long'],
  ] as const)('%s after %p, %p: stops, %s', (effect, failure, attempt, because) => {
    expect(decideRetry(effect, failure, attempt)).toEqual({ again: false, because });
  });
});
