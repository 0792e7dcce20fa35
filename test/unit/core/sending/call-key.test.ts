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
    // Addresses, GUIDs, ids in base64, file names, names with an abbreviation, words that only begin like a missing value.
    ['https://crm.example/x/184|welcome', 'https://crm.example/x/184|welcome'],
    ['anna@xn--mnchen-3ya.de|welcome', 'anna@xn--mnchen-3ya.de|welcome'],
    ['{3F2504E0-4F89-11D3-9A0C-0305E82C3301}', '{3F2504E0-4F89-11D3-9A0C-0305E82C3301}'],
    ['Z2lkOi8vc2hvcGlmeQ==', 'Z2lkOi8vc2hvcGlmeQ=='],
    ['#184|2026-11-30T10:00:00.000-05:00', '#184|2026-11-30T10:00:00.000-05:00'],
    ['Dr. - Nan Nilsson|none', 'Dr. - Nan Nilsson|none'],
    ['1e5-welcome', '1e5-welcome'],
    // Ids of nanoid, of Microsoft Graph and of Google Calendar, whose alphabet has these marks.
    ['V1StGXR8__Z5jdHi6BmyT', 'V1StGXR8__Z5jdHi6BmyT'],
    ['AAMkAGI2TG93-_MTM4LTZmYWUt--NDdkNC1hMDZi|welcome', 'AAMkAGI2TG93-_MTM4LTZmYWUt--NDdkNC1hMDZi|welcome'],
    ['_60q30c1g60o30e1i60o4ac1g60_20261130T090000Z', '_60q30c1g60o30e1i60o4ac1g60_20261130T090000Z'],
    ['0-welcome', '0-welcome'],
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
    // Nothing where a value should stand in the middle.
    ...['lead--x', 'lead-|welcome', 'lead||x', 'lead- -x', 'lead: -x', 'lead__x', 'a//b', 'lead,,x', 'lead..x', 'lead--V1StGXR8', 'V1StGXR8--Welcome', '3f2504e0__welcome2', '_welcome', '_184_welcome'].map((key): [unknown, string] => [key, 'EVENT_KEY_HALF_EMPTY']),
    // What hosts write where there is no value.
    ...['N/A', 'n/a', 'N/A-welcome', 'lead|n/a', '#N/A', '#REF!-welcome', 'welcome #VALUE!', '#DIV/0!', 'None', 'None-welcome', 'lead_NULL', 'nan|x', 'lead-nil', '<nil>-x', '<no value>-x'].map(
      (key): [unknown, string] => [key, 'EVENT_KEY_HALF_EMPTY'],
    ),
    ...['Invalid date', 'Invalid DateTime-welcome', '{}', '{}-x', '[]-welcome', '[null]', 'lead-""-x', "''", '???', '"'].map((key): [unknown, string] => [key, 'EVENT_KEY_HALF_EMPTY']),
    ...['{{ $json.id', '${id}-welcome', '<%= id %>|x'].map((key): [unknown, string] => [key, 'EVENT_KEY_NOT_FILLED_IN']),
    // Digits are gone: two records have one key.
    ...['1.23457E+15', 'deal-1e+21', '1,84e+2|x'].map((key): [unknown, string] => [key, 'EVENT_KEY_NOT_EXACT']),
    ['\u200b\ufeff', 'EVENT_KEY_EMPTY'],
  ])('refuses %p', (raw, code) => {
    const check = checkEventKey(raw);
    expect(check).toMatchObject({ ok: false, problem: { field: 'eventKey', code } });
    expect(check.ok ? '' : check.problem.message).toContain('Event Key');
  });
});
