import { createHash } from 'node:crypto';
import { checkEventKey, createCallKey } from '../../../../packages/core/src/sending/call-key.ts';

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

describe('checkEventKey', () => {
  it.each([
    ['  deal-7 ', 'deal-7'],
    [42, '42'],
    [2 ** 53 - 1, '9007199254740991'],
    ['deal\u200b-\u00ad7\ufeff', 'deal-7'],
    ['a\ud800b', 'a\ufffdb'],
    ['nullable-1', 'nullable-1'],
    [12345678901234567890n, '12345678901234567890'],
    ['e\u0301', '\u00e9'],
    ['x'.repeat(200), 'x'.repeat(200)],
    ['Ümläut 漢字 🙂', 'Ümläut 漢字 🙂'],
  ])('reads %p as %p', (raw, eventKey) => {
    expect(checkEventKey(raw)).toEqual({ ok: true, eventKey });
  });

  it.each<[unknown, string]>([
    ['', 'EVENT_KEY_EMPTY'],
    [' \n\t ', 'EVENT_KEY_EMPTY'],
    ['x'.repeat(201), 'EVENT_KEY_TOO_LONG'],
    ['a\nb', 'EVENT_KEY_CONTROL_CHARACTER'],
    ['a\u0000b', 'EVENT_KEY_CONTROL_CHARACTER'],
    ['a\u2028b', 'EVENT_KEY_CONTROL_CHARACTER'],
    [{ id: 1 }, 'EVENT_KEY_NOT_TEXT'],
    [true, 'EVENT_KEY_NOT_TEXT'],
    ['[object Object]-welcome', 'EVENT_KEY_NOT_TEXT'],
    ['welcome [object Array]', 'EVENT_KEY_NOT_TEXT'],
    [2 ** 53, 'EVENT_KEY_NOT_EXACT'],
    [1.5, 'EVENT_KEY_NOT_EXACT'],
    [Number.NaN, 'EVENT_KEY_NOT_EXACT'],
    ...['-', '_', ':', '/', '.', '|'].flatMap((mark): [unknown, string][] => [
      [`${mark}welcome`, 'EVENT_KEY_HALF_EMPTY'],
      [`4711${mark}`, 'EVENT_KEY_HALF_EMPTY'],
      [`4711 ${mark} `, 'EVENT_KEY_HALF_EMPTY'],
      [`\u200b${mark}welcome`, 'EVENT_KEY_HALF_EMPTY'],
    ]),
    ['undefined-welcome', 'EVENT_KEY_HALF_EMPTY'],
    ['welcome|null', 'EVENT_KEY_HALF_EMPTY'],
    ['\u200b\ufeff', 'EVENT_KEY_EMPTY'],
  ])('refuses %p', (raw, code) => {
    const check = checkEventKey(raw);
    expect(check).toMatchObject({ ok: false, problem: { field: 'eventKey', code } });
    expect(check.ok ? '' : check.problem.message).toContain('Event Key');
  });
});
