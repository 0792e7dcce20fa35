import type { CallEntry, CallProgress } from '@iqra-automation/core';
import { judgeLookUp } from '../../../../packages/core/src/sending/judge-look-up.ts';
import type { LookUpPages } from '../../../../packages/core/src/sending/judge-look-up.ts';

const nowMs = Date.UTC(2026, 10, 24, 9);
const question = { callKey: 'key-a', recipientNumber: '+14155550123', campaignId: 'c1', createdFromMs: nowMs - 86_400_000 };
const ago = (ms: number): string => new Date(nowMs - ms).toISOString();

function entry(queueId: string, change: Partial<CallEntry> = {}): CallEntry {
  return {
    queueId,
    progress: 'queued',
    queuedAt: ago(60_000),
    processingStartedAt: null,
    settledAt: null,
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

function judge(items: readonly CallEntry[], change: Partial<LookUpPages> = {}) {
  return judgeLookUp(question, { count: items.length, pages: [items], complete: true, ...change });
}

describe('judgeLookUp', () => {
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
  ])('takes a call that is %s since %s as %s', (progress, settledAt, kind) => {
    expect(judge([entry('q1', { progress, settledAt })]).kind).toBe(kind);
  });

  it('takes the oldest of several live calls', () => {
    const newer = entry('q2', { queuedAt: ago(1_000) });
    const older = entry('q1', { queuedAt: ago(5_000) });
    expect(judge([newer, older])).toMatchObject({ kind: 'alive', entry: { queueId: 'q1' } });
  });

  it('prefers a live call to an older dead one', () => {
    const verdict = judge([entry('q2'), entry('q1', { queuedAt: ago(90_000), progress: 'expired' })]);
    expect(verdict).toMatchObject({ kind: 'alive', entry: { queueId: 'q2' } });
  });

  it('finds calls of other events absent', () => {
    expect(judge([stranger('q1'), entry('q2', { metadata: { iqra_call_key: 'other' } })])).toEqual({ kind: 'absent' });
  });

  it('accepts entries that do not tell their campaign', () => {
    expect(judge([entry('q1', { campaignId: null })]).kind).toBe('alive');
  });

  it.each<[string, readonly CallEntry[], Partial<LookUpPages>]>([
    ['an empty list although something was counted', [], { count: 1 }],
    ['an empty second page', [stranger('q1')], { count: 2, pages: [[stranger('q1')], []] }],
    ['fewer calls than were counted', [stranger('q1')], { count: 2 }],
    ['fewer calls than were counted, ours dead', [entry('q1', { progress: 'expired' })], { count: 2 }],
    ['the same call twice', [stranger('q1'), stranger('q1')], {}],
    ['the same call twice, ours among them', [entry('q1'), entry('q1')], {}],
    ['a call to somebody else', [entry('q1'), entry('q2', { recipientNumber: '+14155550124' })], {}],
    ['a call of another campaign', [entry('q1', { campaignId: 'c2' })], {}],
    ['a call older than was asked for', [entry('q1', { queuedAt: ago(2 * 86_400_000) })], {}],
    ['more pages than are read', [stranger('q1')], { complete: false }],
  ])('concludes nothing from %s', (_name, items, change) => {
    expect(judge(items, change).kind).toBe('unclear');
  });

  it('believes a live call of ours on a list that is too long or too short', () => {
    expect(judge([entry('q1')], { complete: false }).kind).toBe('alive');
    expect(judge([entry('q1')], { count: 3 }).kind).toBe('alive');
  });
});

describe('why nothing may be concluded', () => {
  it.each<[string, readonly CallEntry[], Partial<LookUpPages>]>([
    ['The server counted calls but showed an empty page.', [stranger('q1')], { count: 1, pages: [[stranger('q1')], []] }],
    ['The server counted 2 calls but showed 1.', [stranger('q1')], { count: 2 }],
    ['The server showed the same call on two pages.', [stranger('q1'), stranger('q1')], {}],
    ['The server showed calls that were not asked for.', [entry('q1', { recipientNumber: '+14155550124' })], {}],
    ['This number has 2100 recent calls, and only 2000 can be looked through.', [stranger('q1')], { count: 2_100, complete: false }],
  ])('%s', (reason, items, change) => {
    expect(judge(items, change)).toMatchObject({ kind: 'unclear', reason });
  });

  it('an empty page of nothing is no contradiction', () => {
    expect(judge([], { count: 0, pages: [[]] })).toEqual({ kind: 'absent' });
  });

  it('a call of ours on the one page counts even when another page is empty', () => {
    expect(judge([entry('q1')], { count: 1, pages: [[entry('q1')], []] })).toMatchObject({ kind: 'alive' });
  });

  it('a call is taken as asked for up to a second before the asked time, and not beyond', () => {
    const atEdge = (ms: number) => judge([entry('q1', { queuedAt: new Date(question.createdFromMs - ms).toISOString(), progress: 'expired' })]).kind;
    expect([atEdge(0), atEdge(1_000), atEdge(1_001)]).toEqual(['dead', 'dead', 'unclear']);
  });

  it('a call asked for long before counts by the day for which it was planned, and no longer than its key', () => {
    const lastYear = { ...question, createdFromMs: nowMs - 366 * 86_400_000, countsFromMs: question.createdFromMs };
    const asked = (metadata: Readonly<Record<string, string>>, queuedAt = ago(30 * 86_400_000)) =>
      judgeLookUp(lastYear, { count: 1, pages: [[entry('q1', { queuedAt, metadata: { iqra_call_key: 'key-a', ...metadata } })]], complete: true }).kind;
    expect(asked({ iqra_call_at: ago(-86_400_000) })).toBe('alive');
    expect(asked({ iqra_call_at: ago(86_400_000) })).toBe('alive');
    expect(asked({ iqra_call_at: ago(86_400_001) })).toBe('absent');
    // Planned for earlier, but it may have waited for a free line until then.
    expect(asked({ iqra_call_at: ago(90_000_000), iqra_call_until: ago(86_400_000) })).toBe('alive');
    expect(asked({})).toBe('absent');
    expect(asked({}, 'not a time')).toBe('alive');
  });

  it('without a campaign, calls of every campaign are asked for', () => {
    const anyCampaign = { ...question, campaignId: null };
    const shown = { count: 1, pages: [[entry('q1', { campaignId: 'c2' })]], complete: true };
    expect(judgeLookUp(anyCampaign, shown).kind).toBe('alive');
    expect(judgeLookUp(question, shown).kind).toBe('unclear');
  });
});
