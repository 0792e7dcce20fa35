import * as fc from 'fast-check';
import { polling, type PollInput } from '@iqra-automation/core';
import { loadTracker, newTracker, saveTracker, type Tracker } from '../../../../packages/core/src/polling/tracker.ts';
import { entry, iso, noonMs } from './entries.ts';

const scope = 'https://iqra.example|184';

function filledTracker(): Tracker {
  const tracker = newTracker('outbound', scope, noonMs);
  tracker.pass = { fromMs: noonMs, toMs: null, startedAtMs: noonMs + 1, resumeAtMs: noonMs + 2, cursor: 'abc', openMs: null };
  tracker.quietUntilMs = noonMs + 3;
  for (let i = 0; i < 300; i += 1) tracker.seen.add(`seen-${i}`, noonMs + i * 1000);
  tracker.pending.set('6742e6b8f0a1c2d3e4f50617', { stampMs: noonMs, firstSeenMs: noonMs + 1000, nextReadMs: noonMs + 9000, wordsLateSinceMs: noonMs + 5000, failedBefore: true });
  tracker.pending.set('an|odd|id', { stampMs: noonMs, firstSeenMs: noonMs, nextReadMs: noonMs, wordsLateSinceMs: null, failedBefore: false });
  return tracker;
}

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('a stored tracker loads as it was', () => {
  const tracker = filledTracker();
  const loaded = loadTracker(throughJson(saveTracker(tracker)), 'outbound', scope);
  if (loaded.kind !== 'loaded') throw new Error(loaded.kind);
  expect(saveTracker(loaded.tracker)).toEqual(saveTracker(tracker));
  expect(loaded.tracker.pending).toEqual(tracker.pending);
  expect(loaded.tracker.seen.has('seen-299')).toBe(true);
  expect(loaded.tracker.seen.has('seen-300')).toBe(false);
});

test('2,000 remembered calls and 100 followed ones need less than 22 kB', () => {
  const tracker = newTracker('outbound', scope, noonMs);
  for (let i = 0; i < 2000; i += 1) tracker.seen.add(`6742e6b8f0a1c2d3e4f${i.toString(16).padStart(5, '0')}`, noonMs + i * 600);
  for (let i = 0; i < 100; i += 1) {
    const times = { stampMs: noonMs + i, firstSeenMs: noonMs + 60_000, nextReadMs: noonMs + 1_200_000 };
    tracker.pending.set(`6742e6b8f0a1c2d3e4f${i.toString(16).padStart(5, '0')}`, { ...times, wordsLateSinceMs: null, failedBefore: false });
  }
  expect(JSON.stringify(saveTracker(tracker)).length).toBeLessThan(22_000);
});

test.each([
  ['nothing', undefined, 'none'],
  ['null', null, 'none'],
  ['an empty text', '', 'none'],
  ['an empty object', {}, 'none'],
  ['a text', 'x', 'unusable'],
  ['a list', [], 'unusable'],
  ["another trigger's state", { lastItemDate: '2026-01-01' }, 'unusable'],
  ['an older version', { ...saveTracker(filledTracker()), version: 1 }, 'unusable'],
  ['a newer version', { ...saveTracker(filledTracker()), version: 4 }, 'unusable'],
  ['another kind of call', { ...saveTracker(filledTracker()), kind: 'inbound' }, 'unusable'],
  ['another business', { ...saveTracker(filledTracker()), scope: 'elsewhere' }, 'unusable'],
  ['a mark that is no number', { ...saveTracker(filledTracker()), mark: 'noon' }, 'unusable'],
  ['a damaged followed call', { ...saveTracker(filledTracker()), pending: ['x|y'] }, 'unusable'],
  ['a damaged pass', { ...saveTracker(filledTracker()), pass: { fromMs: 'x' } }, 'unusable'],
  ['damaged campaigns', { ...saveTracker(filledTracker()), campaigns: { readAt: 1, retryAt: 0, known: { a: 1 } } }, 'unusable'],
])('%s: %j', (_name, stored, kind) => {
  expect(loadTracker(stored, 'outbound', scope).kind).toBe(kind);
});

const whole = { fromMs: noonMs, toMs: noonMs, startedAtMs: noonMs, resumeAtMs: noonMs, cursor: 'abc', openMs: noonMs };
const campaigns = { readAt: noonMs, retryAt: 0, known: { a: ['A', 600, 300], b: [null, 600, 600] } };
const written = (): Record<string, unknown> => ({ ...saveTracker(filledTracker()), pass: whole, campaigns });

test.each([
  ['every field filled', {}],
  ['no pass and no times', { pass: null, quietUntil: null, campaigns: { readAt: null, retryAt: 0, known: {} } }],
  ['a pass that has not begun', { pass: { ...whole, toMs: null, startedAtMs: null, resumeAtMs: null, cursor: null, openMs: null } }],
  ['nothing remembered', { pending: [], seen: {} }],
])('a state with %s loads as it was written', (_name, change) => {
  const stored = { ...written(), ...change };
  const loaded = loadTracker(throughJson(stored), 'outbound', scope);
  expect(loaded.kind === 'loaded' ? saveTracker(loaded.tracker) : loaded).toEqual(stored);
});

test.each([
  ['kind', 'web'],
  ['scope', 7],
  ['mark', -1],
  ['mark', null],
  ['mark', 8.7e15],
  ['clock', 7],
  ['clock', { offsetMs: 'x', otherPolls: 0 }],
  ['slice', '60000'],
  ['pass', 'x'],
  ['pass', { ...whole, fromMs: null }],
  ['pass', { ...whole, toMs: 'x' }],
  ['pass', { ...whole, startedAtMs: 'x' }],
  ['pass', { ...whole, resumeAtMs: -1 }],
  ['pass', { ...whole, openMs: {} }],
  ['pass', { ...whole, cursor: 7 }],
  ['quietUntil', 'noon'],
  ['pending', {}],
  ['pending', [7]],
  ['pending', ['tp09c0|1|9|2|1']],
  ['pending', ['tp09c0||9|2|1|id']],
  ['seen', ['x']],
  ['seen', { '!htek0': 'EajqA-OR' }],
  ['seen', { 'htek0!': 'EajqA-OR' }],
  ['seen', { htek0: 7 }],
  ['campaigns', null],
  ['campaigns', { ...campaigns, readAt: 'x' }],
  ['campaigns', { ...campaigns, retryAt: null }],
  ['campaigns', { ...campaigns, known: [] }],
  ['campaigns', { ...campaigns, known: { a: { 0: 'A', 1: 600, 2: 600 } } }],
  ['campaigns', { ...campaigns, known: { a: [7, 600, 600] } }],
  ['campaigns', { ...campaigns, known: { a: ['A', '600', 600] } }],
  ['campaigns', { ...campaigns, known: { a: ['A', 600] } }],
])('a state whose %s is %j is not used', (field, damage) => {
  expect(loadTracker({ ...written(), [field]: damage }, 'outbound', scope)).toMatchObject({ kind: 'unusable', reason: 'is damaged, or was written by another version' });
});

test.each([
  ['x', 'outbound', scope, 'is not an object'],
  [written(), 'inbound', scope, 'belongs to another kind of call'],
  [written(), 'outbound', 'elsewhere', 'belongs to another server or business'],
] as const)('a person is told why a state is not used (%#)', (stored, kind, where, reason) => {
  expect(loadTracker(stored, kind, where)).toMatchObject({ kind: 'unusable', reason });
});

test('no stored value whatever makes loading throw', () => {
  const fields = fc.record(
    { version: fc.constantFrom(1, 3), kind: fc.constant('outbound'), scope: fc.constant(scope), mark: fc.anything(), clock: fc.constant(null), slice: fc.anything(), pass: fc.anything(), pending: fc.anything(), seen: fc.anything(), campaigns: fc.anything() },
    { requiredKeys: ['version'] },
  );
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fields), (stored) => {
      expect(['none', 'loaded', 'unusable']).toContain(loadTracker(stored, 'outbound', scope).kind);
    }),
  );
});

test('an unusable state: a fresh mark, a notice, nothing old', async () => {
  const read = <T>(value: T) => Promise.resolve({ value, serverTimeMs: noonMs + 60_000, serverKind: 'config' as const });
  const unreachable = () => Promise.reject(new Error('not needed'));
  const reads: PollInput['reads'] = {
    listCalls: () => read({ items: [entry({ leftQueueAt: iso(noonMs) })], nextCursor: null, totalCount: 1 }),
    countCalls: () => read(1),
    getCall: unreachable,
    listInboundCalls: unreachable,
    countInboundCalls: unreachable,
    getInboundCall: unreachable,
    getConversation: unreachable,
    getBusiness: unreachable,
  };
  const clock = { now: () => noonMs, sleep: () => Promise.resolve(), random: () => 0 };
  const nonsense = { ...saveTracker(newTracker('outbound', scope, noonMs)), mark: 8.7e15 };
  for (const state of [{ foreign: true }, nonsense]) {
    const result = await polling.pollEndedCalls({ reads, clock, state, scope });
    expect(result).toMatchObject({ kind: 'state_reset', events: [], notices: [{ code: 'state_reset' }] });
    expect(result.state.mark).toBeLessThan(noonMs + 60_000);
    const next = await polling.pollEndedCalls({ reads, clock, state: throughJson(result.state), scope });
    expect(next).toMatchObject({ kind: 'polled', events: [], notices: [] });
  }
});
