import * as fc from 'fast-check';
import type { CallEntry } from '@iqra-automation/core';
import { judgeLookUp, judgeTogether } from '../../../../packages/core/src/sending/judge-look-up.ts';
import { lookUpTogether } from '../../../../packages/core/src/sending/look-up.ts';
import { asking, readsOf, type ShownCalls } from './scripted-list.ts';

const nowMs = Date.UTC(2026, 10, 24, 9);
const dayMs = 86_400_000;
const ann = { callKey: 'key-ann', recipientNumber: '+14155550101', campaignId: 'c1', createdFromMs: nowMs - dayMs };
const bo = { callKey: 'key-bo', recipientNumber: '+14155550102', campaignId: 'c2', createdFromMs: nowMs - 7 * dayMs };
const questions = [ann, bo];

function entry(queueId: string, change: Partial<CallEntry> = {}): CallEntry {
  return {
    queueId,
    progress: 'placed',
    queuedAt: new Date(nowMs - 60_000).toISOString(),
    processingStartedAt: null,
    leftQueueAt: null,
    dynamicVariables: {},
    metadata: { iqra_call_key: 'key-ann' },
    campaignId: 'c1',
    callingNumberId: null,
    recipientNumber: ann.recipientNumber,
    conversationId: null,
    sessionState: null,
    endReason: null,
    ...change,
  };
}

const ofBo = (queueId: string, change: Partial<CallEntry> = {}): CallEntry =>
  entry(queueId, { recipientNumber: bo.recipientNumber, campaignId: 'c2', metadata: { iqra_call_key: 'key-bo' }, ...change });

/** One look-up for both, against a server that shows this. */
async function judge(items: readonly CallEntry[], shown: ShownCalls = {}) {
  const both = questions.map(({ createdFromMs, ...call }) => asking({ ...call, keyLifetimeMs: nowMs - createdFromMs }, nowMs));
  return (await lookUpTogether(readsOf(items, shown, nowMs), both))?.map(({ kind }) => kind) ?? null;
}

describe('one look-up for several calls', () => {
  it('tells whose event has a call, and whose has none', async () => {
    expect(await judge([entry('q1')])).toEqual(['alive', 'absent']);
    expect(await judge([ofBo('q1')])).toEqual(['absent', 'alive']);
    expect(await judge([entry('q1', { progress: 'expired' }), ofBo('q2')])).toEqual(['dead', 'alive']);
  });

  it('leaves out what the one question would not have asked for', async () => {
    // In the other's campaign, and older than its own question reaches.
    expect(await judge([entry('q1', { campaignId: 'c2' })])).toEqual(['absent', 'absent']);
    expect(await judge([entry('q1', { queuedAt: new Date(nowMs - 3 * dayMs).toISOString() })])).toEqual(['absent', 'absent']);
    expect(await judge([ofBo('q1', { metadata: { iqra_call_key: 'key-ann' } })])).toEqual(['absent', 'absent']);
  });

  it.each<[string, readonly CallEntry[], ShownCalls]>([
    ['a person nobody asked about', [entry('q1'), entry('q2', { recipientNumber: '+14155550199' })], {}],
    ['a campaign nobody asked about', [entry('q1', { campaignId: 'c9' })], {}],
    ['a call from before everything asked for', [entry('q1', { queuedAt: new Date(nowMs - 8 * dayMs).toISOString() })], {}],
    ['a call without a readable time', [entry('q1', { queuedAt: 'yesterday', recipientNumber: '+1' })], {}],
    ['fewer than were counted', [entry('q1')], { counted: 2 }],
    ['an empty page after a count', [], { counted: 1, totals: [0] }],
    ['an empty page among others', [], { counted: 2, pages: [[entry('q1')], []] }],
    ['the same call twice', [entry('q1'), entry('q1')], {}],
    ['the same call on two pages', [], { counted: 2, pages: [[entry('q1')], [entry('q1')]] }],
    ['a list that broke off', [], { counted: 1, pages: [[entry('q1')], []], totals: [1, 0] }],
    ['a list that goes on after what was counted', [], { counted: 2, pages: [[entry('q1')], [entry('q2')], [entry('q3')]] }],
  ])('concludes nothing about anybody from %s', async (_what, items, shown) => {
    expect(await judge(items, shown)).toBeNull();
  });

  it('says of each what a look-up of its own would have said', () => {
    const someEntry = fc
      .record({
        number: fc.constantFrom(ann.recipientNumber, bo.recipientNumber),
        campaignId: fc.constantFrom('c1', 'c2', null),
        key: fc.constantFrom('key-ann', 'key-bo', 'another'),
        progress: fc.constantFrom('queued' as const, 'placed' as const, 'failed' as const, 'expired' as const, 'canceled' as const),
        ageMs: fc.integer({ min: 0, max: 7 * dayMs }),
      })
      .map(({ number, campaignId, key, progress, ageMs }) => ({ recipientNumber: number, campaignId, metadata: { iqra_call_key: key }, progress, queuedAt: new Date(nowMs - ageMs).toISOString() }));
    fc.assert(
      fc.property(fc.array(someEntry, { minLength: 1, maxLength: 8 }), (changes) => {
        const entries = changes.map((change, index) => entry(`q${index}`, change));
        const alone = questions.map((question) => {
          const asked = entries.filter(
            ({ recipientNumber, campaignId, queuedAt }) =>
              recipientNumber === question.recipientNumber && (campaignId === null || campaignId === question.campaignId) && Date.parse(queuedAt) >= question.createdFromMs,
          );
          return judgeLookUp(question, { counted: asked.length, items: asked, fault: null, complete: true });
        });
        expect(judgeTogether(questions, { counted: entries.length, items: entries, fault: null, complete: true })).toEqual(alone);
      }),
    );
  });
});
