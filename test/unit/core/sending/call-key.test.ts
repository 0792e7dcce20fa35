import { createHash } from 'node:crypto';
import { searching } from '@iqra-automation/core';
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
    // A number that n8n gives for a chat of Telegram.
    [-1001234567890, '-1001234567890'],
    [-42, '-42'],
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

describe('marks that belong to an id', () => {
  const drive = '1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2up-_';
  it.each([
    // Telegram: groups have a minus (Bot API, dialog ids), channels and large groups begin with -100.
    'tg:-1001234567890', 'tg|-4012345678', 'telegram/-987654321', 'tg:-1001234567890-welcome', 'tg:-1001234567890:42', '-1001234567890', '-1002345678901_17', '-1001234567890|welcome',
    // VK: owners of groups.
    'vk:-22822305', 'vk:-22822305_456', 'chat_id=-4012345678', 'welcome|chat:-4012345678', 'lead:-1001234567890',
    // Salesforce: ids of 15 and 18 characters, names of its own fields, objects and relations.
    '0035g00000ABCDEAA4-welcome', '0035g00000ABCDE', 'Status__c:0035g00000ABCDEAA4', '0035g00000ABCDEAA4|Welcome_Call__c', 'npsp__Batch_Number__c-7', 'Account__r|7', 'Lead_Status__c',
    // HubSpot, Pipedrive, Monday, Airtable, Notion, Stripe, Google Sheets, Firebase, Shopify, Twilio, Mongo.
    '51-12345678901', 'deal-7', 'pulse:1234567890', 'recA1b2C3d4E5f6G7', 'appAbC|tblDeF|recGhI', '1a2b3c4d-0000-4000-8000-0123456789ab', '1a2b3c4d000040008000123456789abc',
    'cus_NffrFeUfNV2Hib', 'sub_1MowQVLkdIwHu7ixeRlqHVzs|renewal', `${drive}:row 2`, `${drive}!A2`, drive, '-Nq3sdfKJ-_9aBcDeFgH', 'user:-OA1b2C3d4E5f6G7h8I9', 'gid://shopify/Order/450789469',
    'SM0123456789abcdef0123456789abcdef', '507f1f77bcf86cd799439011',
  ])('stand in %p', (key) => {
    expect(checkEventKey(key)).toEqual({ ok: true, eventKey: key });
  });

  it.each([
    // A value is missing beside the dash, not a minus.
    'lead-', 'lead--2026', 'lead--1001234567890', '-7', '-2026', '-4012345678', '-12345678901', 'deal:-7', 'deal:-2026', 'deal:-2026-11-30', 'deal:-20261130', 'deal:-30112026', 'deal:-202611300900',
    'deal:-1796040000', 'deal:-1796040000000', 'deal:-1001234567890-7', 'tg:-1001234567890-', 'tg:-', 'tg:--1001234567890', '-1001234567890-',
    // A customer, a deal or a phone number, whose order or lead is missing.
    'order:-12345678', 'deal:-4915112345678', 'lead_-51123456789', 'chat:-20261130', '-Reminder-2026-11-30', '-Welcome-2026-11-30',
    // No ending of Salesforce, or a part that is missing beside one.
    'lead__welcome', 'lead__7', 'Status__c_', '_Status__c', '__c', 'Status___c', 'a__b__7', 'lead__b', 'lead__history',
    // Too long, too short or too plain for what it resembles.
    `${drive}-`, `-${drive}`, '-recA1b2C3d4E5f6G7', '-cus_NffrFeUfNV2Hib', '-Welcome_to_our_house',
  ])('do not hide what is missing in %p', (key) => {
    expect(checkEventKey(key)).toMatchObject({ ok: false, problem: { code: 'EVENT_KEY_HALF_EMPTY' } });
  });
});

test('a text of a minus and digits is refused with what to do, and a call is found by the number that named it', () => {
  expect(checkEventKey('-4012345678')).toMatchObject({ problem: { nextStep: expect.stringContaining('Put chat and a colon before the ID') } });
  expect(searching.readCallQuestion({ recipientNumber: '+14155552671', eventKey: -4012345678 }, '17')).toMatchObject({ by: 'event', eventKey: '-4012345678' });
});
