import { createHash } from 'node:crypto';
import { checkEventKey, contentBucketMs, createCallKey, createContentKeys } from '../../../../packages/core/src/sending/call-key.ts';

const identity = { businessId: '17', campaignId: 'c1', recipientNumber: '+14155550123', eventKey: 'deal-7|welcome' };

describe('createCallKey', () => {
  it('is the start of the base32 SHA-256 of the identity', () => {
    const digest = createHash('sha256').update('v1|17|c1|+14155550123|deal-7|welcome').digest();
    const bits = [...digest].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const letters = Array.from({ length: 26 }, (_, i) => 'abcdefghijklmnopqrstuvwxyz234567'[parseInt(bits.slice(i * 5, i * 5 + 5), 2)]);
    expect(createCallKey(identity)).toBe(letters.join(''));
  });

  it.each([
    ['business', { businessId: '18' }],
    ['campaign', { campaignId: 'c2' }],
    ['no campaign', { campaignId: null }],
    ['recipient', { recipientNumber: '+14155550124' }],
    ['event', { eventKey: 'deal-8|welcome' }],
  ])('differs for another %s', (_name, change) => {
    expect(createCallKey({ ...identity, ...change })).not.toBe(createCallKey(identity));
  });
});

describe('createContentKeys', () => {
  const content = { businessId: '17', campaignId: 'c1', recipientNumber: '+14155550123', stepId: 'zap-1', dynamicVariables: { a: '1', b: '2' } };
  const nowMs = 100 * contentBucketMs;

  it('gives equal content the same key within a quarter of an hour, in any order of variables', () => {
    const first = createContentKeys({ ...content, nowMs });
    const second = createContentKeys({ ...content, dynamicVariables: { b: '2', a: '1' }, nowMs: nowMs + contentBucketMs - 1 });
    expect(second).toEqual(first);
  });

  it('names the key of the quarter before', () => {
    const before = createContentKeys({ ...content, nowMs: nowMs - 1 });
    const after = createContentKeys({ ...content, nowMs });
    expect(after.callKey).not.toBe(before.callKey);
    expect(after.earlierKeys).toEqual([before.callKey]);
  });

  it.each([
    ['a value', { dynamicVariables: { a: '1', b: '3' } }],
    ['a step', { stepId: 'zap-2' }],
    ['a recipient', { recipientNumber: '+14155550124' }],
  ])('differs for another %s', (_name, change) => {
    expect(createContentKeys({ ...content, ...change, nowMs }).callKey).not.toBe(createContentKeys({ ...content, nowMs }).callKey);
  });
});

describe('checkEventKey', () => {
  it.each([
    ['  deal-7 ', 'deal-7'],
    [42, '42'],
    [12345678901234567890n, '12345678901234567890'],
    ['e\u0301', '\u00e9'],
    ['x'.repeat(200), 'x'.repeat(200)],
    ['Ümläut 漢字 🙂', 'Ümläut 漢字 🙂'],
  ])('reads %p as %p', (raw, eventKey) => {
    expect(checkEventKey(raw)).toEqual({ ok: true, eventKey });
  });

  it.each([
    ['', 'EVENT_KEY_EMPTY'],
    [' \n\t ', 'EVENT_KEY_EMPTY'],
    ['x'.repeat(201), 'EVENT_KEY_TOO_LONG'],
    ['a\nb', 'EVENT_KEY_CONTROL_CHARACTER'],
    ['a\u0000b', 'EVENT_KEY_CONTROL_CHARACTER'],
    ['a\u2028b', 'EVENT_KEY_CONTROL_CHARACTER'],
    ['a\ud800b', 'EVENT_KEY_CONTROL_CHARACTER'],
    [{ id: 1 }, 'EVENT_KEY_NOT_TEXT'],
    [true, 'EVENT_KEY_NOT_TEXT'],
  ])('refuses %p', (raw, code) => {
    const check = checkEventKey(raw);
    expect(check).toMatchObject({ ok: false, problem: { field: 'eventKey', code } });
    expect(check.ok ? '' : check.problem.message).toContain('Event Key');
  });
});
