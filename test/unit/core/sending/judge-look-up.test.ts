import type { CallEntry, CallProgress } from '@iqra-automation/core';
import { judgeLookUp } from '../../../../packages/core/src/sending/judge-look-up.ts';
import { lookUpCall, type LookUpVerdict } from '../../../../packages/core/src/sending/look-up.ts';
import { asking, readsOf, type ShownCalls } from './scripted-list.ts';

const nowMs = Date.UTC(2026, 10, 24, 9);
const dayMs = 86_400_000;
const question = { callKey: 'key-a', recipientNumber: '+14155550123', campaignId: 'c1', createdFromMs: nowMs - dayMs };
const ago = (ms: number): string => new Date(nowMs - ms).toISOString();

function entry(queueId: string, change: Partial<CallEntry> = {}): CallEntry {
  return {
    queueId,
    progress: 'queued',
    queuedAt: ago(60_000),
    processingStartedAt: null,
    leftQueueAt: null,
    dynamicVariables: {},
    metadata: { iqra_call_key: 'key-a' },
    campaignId: 'c1',
    callingNumberId: null,
    recipientNumber: '+14155550123',
    conversationId: null,
    sessionState: null,
    endReason: null,
    ...change,
  };
}

const stranger = (queueId: string): CallEntry => entry(queueId, { metadata: {} });

/** One look-up against a server that shows this. */
async function judge(items: readonly CallEntry[], shown: ShownCalls = {}, campaignId: string | null = 'c1'): Promise<LookUpVerdict> {
  const call = { callKey: 'key-a', recipientNumber: question.recipientNumber, campaignId, keyLifetimeMs: dayMs };
  return await lookUpCall(readsOf(items, shown, nowMs), asking(call, nowMs));
}

describe('a look-up', () => {
  it.each<[CallProgress, string | null, 'alive' | 'dead']>([
    ['queued', null, 'alive'],
    ['processing', null, 'alive'],
    ['placed', ago(1_000), 'alive'],
    ['unrecognised', null, 'alive'],
    ['failed', ago(1_000), 'alive'],
    ['failed', ago(600_000), 'alive'],
    ['canceled', ago(1_000), 'dead'],
    ['canceled', null, 'dead'],
    ['expired', ago(1_000), 'dead'],
  ])('takes a call that is %s since %s as %s', async (progress, leftQueueAt, kind) => {
    expect((await judge([entry('q1', { progress, leftQueueAt })])).kind).toBe(kind);
  });

  it('takes the oldest of several live calls', async () => {
    const newer = entry('q2', { queuedAt: ago(1_000) });
    const older = entry('q1', { queuedAt: ago(5_000) });
    expect(await judge([newer, older])).toMatchObject({ kind: 'alive', entry: { queueId: 'q1' } });
  });

  it('prefers a live call to an older dead one', async () => {
    const verdict = await judge([entry('q2'), entry('q1', { queuedAt: ago(90_000), progress: 'expired' })]);
    expect(verdict).toMatchObject({ kind: 'alive', entry: { queueId: 'q2' } });
  });

  it('finds calls of other events absent', async () => {
    expect(await judge([stranger('q1'), entry('q2', { metadata: { iqra_call_key: 'other' } })])).toMatchObject({ kind: 'absent', count: { serverTimeMs: nowMs } });
  });

  it('accepts entries that do not tell their campaign', async () => {
    expect((await judge([entry('q1', { campaignId: null })])).kind).toBe('alive');
  });

  it.each<[string, readonly CallEntry[], ShownCalls]>([
    ['an empty list although something was counted', [], { counted: 1, totals: [0] }],
    ['an empty list that tells how much it hides', [], { counted: 1 }],
    ['an empty second page that tells nothing', [stranger('q1')], { counted: 2, pages: [[stranger('q1')], []], totals: [2, 0] }],
    ['an empty second page that keeps its total', [stranger('q1')], { counted: 2, pages: [[stranger('q1')], []] }],
    ['fewer calls than were counted', [stranger('q1')], { counted: 2 }],
    ['fewer calls than were counted, ours dead', [entry('q1', { progress: 'expired' })], { counted: 2 }],
    ['the same call twice', [stranger('q1'), stranger('q1')], {}],
    ['the same call twice, ours among them', [entry('q1'), entry('q1')], {}],
    ['the same call on two pages', [], { counted: 2, pages: [[stranger('q1')], [stranger('q1')]] }],
    ['a call to somebody else', [entry('q2', { recipientNumber: '+14155550124' }), entry('q1')], {}],
    ['a call to somebody else on a second page, ours on it too', [], { counted: 3, pages: [[stranger('q3')], [entry('q1'), entry('q2', { recipientNumber: '+14155550124' })]] }],
    ['a call of another campaign', [entry('q1', { campaignId: 'c2' })], {}],
    ['a call older than was asked for', [entry('q1', { queuedAt: ago(2 * dayMs) })], {}],
    ['more pages than are read', [], { counted: 41, pages: Array.from({ length: 41 }, (_, at) => [stranger(`q${at}`)]) }],
  ])('concludes nothing from %s', async (_name, items, shown) => {
    expect(await judge(items, shown)).toMatchObject({ kind: 'failed', error: null });
  });

  it.each<[string, ShownCalls]>([
    ['longer than is read', { counted: 50, pages: Array.from({ length: 50 }, (_, at) => [at === 39 ? entry('ours') : stranger(`q${at}`)]) }],
    ['shorter than was counted', { counted: 3, pages: [[entry('ours')]] }],
    ['that broke off behind it', { counted: 2, pages: [[entry('ours')], []], totals: [2, 0] }],
    ['that broke off with it', { counted: 3, pages: [[stranger('q1')], [entry('ours')]], totals: [3, 0] }],
  ])('believes a live call of ours on a list %s', async (_name, shown) => {
    expect(await judge([], shown)).toMatchObject({ kind: 'alive', entry: { queueId: 'ours' } });
  });
});

describe('why nothing may be concluded', () => {
  it.each<[string, readonly CallEntry[], ShownCalls]>([
    ['The server counts entries but shows none of them; its database is probably failing.', [], { counted: 1, totals: [0] }],
    ['The list of the server broke off before its end; its database is probably failing.', [], { counted: 2, pages: [[stranger('q1')], []], totals: [2, 0] }],
    ['The server counted 2 calls but showed 1.', [stranger('q1')], { counted: 2 }],
    ['The server showed an entry of the list twice; it lost its place in the list.', [stranger('q1'), stranger('q1')], {}],
    ['The server showed entries that were not asked for; it lost its place in the list.', [entry('q1', { recipientNumber: '+14155550124' })], {}],
    ['This number has 2100 recent calls, and only 2000 can be looked through.', [], { counted: 2_100, pages: Array.from({ length: 42 }, (_, at) => [stranger(`q${at}`)]) }],
  ])('%s', async (reason, items, shown) => {
    const tooMany = reason.startsWith('This number');
    expect(await judge(items, shown)).toMatchObject({ kind: 'failed', reason, tooMany });
  });

  it('an empty list of nothing is no contradiction', async () => {
    expect(await judge([])).toMatchObject({ kind: 'absent' });
  });

  it('a call is taken as asked for up to a second before the asked time, and not beyond', async () => {
    const atEdge = async (ms: number) => (await judge([entry('q1', { queuedAt: new Date(question.createdFromMs - ms).toISOString(), progress: 'expired' })])).kind;
    expect([await atEdge(0), await atEdge(1_000), await atEdge(1_001)]).toEqual(['dead', 'dead', 'failed']);
  });

  it('a call asked for long before counts by the day for which it was planned, and no longer than its key', () => {
    const lastYear = { ...question, createdFromMs: nowMs - 366 * 86_400_000, countsFromMs: question.createdFromMs };
    const asked = (metadata: Readonly<Record<string, string>>, queuedAt = ago(30 * 86_400_000)) =>
      judgeLookUp(lastYear, { counted: 1, items: [entry('q1', { queuedAt, metadata: { iqra_call_key: 'key-a', ...metadata } })], fault: null, complete: true }).kind;
    expect(asked({ iqra_call_at: ago(-86_400_000) })).toBe('alive');
    expect(asked({ iqra_call_at: ago(86_400_000) })).toBe('alive');
    expect(asked({ iqra_call_at: ago(86_400_001) })).toBe('absent');
    // Planned for earlier, but it may have waited for a free line until then.
    expect(asked({ iqra_call_at: ago(90_000_000), iqra_call_until: ago(86_400_000) })).toBe('alive');
    expect(asked({})).toBe('absent');
    expect(asked({}, 'not a time')).toBe('alive');
  });

  it('without a campaign, calls of every campaign are asked for', async () => {
    const other = entry('q1', { campaignId: 'c2' });
    expect((await judge([other], {}, null)).kind).toBe('alive');
    expect((await judge([other])).kind).toBe('failed');
  });
});
