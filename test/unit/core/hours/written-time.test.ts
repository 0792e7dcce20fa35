import { parseCallTime } from '@iqra-automation/core/testing';
import * as fc from 'fast-check';
import { Settings } from 'luxon';
import { publicReports } from './public-reports';

function read(text: string, zone?: string): string {
  const result = parseCallTime(text, zone === undefined ? [] : [zone]);
  if (!result.ok) return result.complaint.code;
  return new Date(result.kind === 'day' ? result.midnightMs : result.ms).toISOString();
}

test.each([
  ['2026-11-24T09:15:00+04:00', '2026-11-24T05:15:00.000Z'],
  ['2026-11-24T09:15:00Z', '2026-11-24T09:15:00.000Z'],
  ['2026-11-24T09:15:00.250z', '2026-11-24T09:15:00.250Z'],
  [' 2026-11-24 09:15 -0500 ', '2026-11-24T14:15:00.000Z'],
  ['2026-11-24T09:15+05:45', '2026-11-24T03:30:00.000Z'],
  ['2026-11-24T09:15-03', '2026-11-24T12:15:00.000Z'],
  ['20261124T091500Z', '2026-11-24T09:15:00.000Z'],
  ['2026-11-24t09:15:00,5z', '2026-11-24T09:15:00.500Z'],
  ['2026-11-24T24:00Z', '2026-11-25T00:00:00.000Z'],
  ['2026-11-24T09:15+14:00', '2026-11-23T19:15:00.000Z'],
])('%j is %s, whatever the zone', (text, expected) => {
  expect(read(text)).toBe(expected);
  expect(read(text, 'Asia/Tokyo')).toBe(expected);
});

test.each([
  ['2026-11-24 09:00-10:00', 'NOT_A_TIME'],
  ['24.11.2026 9:15-17:30', 'NOT_A_TIME'],
  ['2026-11-24 09:00-05:00', '2026-11-24T14:00:00.000Z'],
  ['2026-11-24T09:00-10:00', '2026-11-24T19:00:00.000Z'],
  ['2026-11-24 09:00:00-10:00', '2026-11-24T19:00:00.000Z'],
])('a slot of a calendar is no time with an offset: %s', (text, expected) => {
  expect(read(text, 'America/New_York')).toBe(expected);
});

test('a time without offset is local to the recipient', () => {
  expect(read('2026-11-24T09:15:00', 'Australia/Sydney')).toBe('2026-11-23T22:15:00.000Z');
  expect(read('2026-11-24 09:15', 'America/New_York')).toBe('2026-11-24T14:15:00.000Z');
});

// A host may set the date library's own default.
test.each(['America/New_York', 'Pacific/Apia'])('the time zone of the machine (here %s) plays no part', (machine) => {
  const before = Settings.defaultZone;
  Settings.defaultZone = machine;
  try {
    expect(read('2026-11-24T09:15:00', 'Australia/Sydney')).toBe('2026-11-23T22:15:00.000Z');
    expect(read('2026-11-24T09:15:00+04:00')).toBe('2026-11-24T05:15:00.000Z');
    expect(read('2026-03-08T02:30:00Z')).toBe('2026-03-08T02:30:00.000Z');
  } finally {
    Settings.defaultZone = before;
  }
});

test('a time without offset and zone is refused', () => {
  expect(parseCallTime('2026-11-24T09:15:00', [])).toEqual({
    ok: false,
    complaint: {
      code: 'TIME_WITHOUT_OFFSET',
      message: 'Scheduled Time: "2026-11-24T09:15:00" has no offset from UTC.',
      nextStep: 'Write it as 2026-11-24T09:15:00+04:00, or set Recipient Time Zone.',
    },
  });
});

test('several zones are enough where they agree on the moment', () => {
  expect(parseCallTime('2026-11-24 09:15', ['Europe/London', 'Europe/Jersey'])).toMatchObject({ ok: true, ms: Date.parse('2026-11-24T09:15:00Z') });
  expect(parseCallTime('2026-11-24 09:15', ['Australia/Sydney', 'Australia/Perth'])).toMatchObject({
    ok: false,
    complaint: { code: 'TIME_WITHOUT_OFFSET', message: expect.stringContaining('has no offset from UTC, and the number can be in several time zones') },
  });
});

test.each([
  ['1796137200', '2026-12-01T15:00:00.000Z'],
  ['1796137200000', '2026-12-01T15:00:00.000Z'],
  ['Tue, 24 Nov 2026 09:15:00 GMT', '2026-11-24T09:15:00.000Z'],
  ['Tue Nov 24 2026 09:15:00 GMT+0400 (Gulf Standard Time)', '2026-11-24T05:15:00.000Z'],
])('%j, as CRMs and JavaScript write it, is %s', (text, expected) => {
  expect(read(text)).toBe(expected);
});

test.each([
  ['Dec 2, 2026 3:00 PM', '2026-12-02T15:00:00.000Z'],
  ['December 2nd, 2026 at 3pm', '2026-12-02T15:00:00.000Z'],
  ['2 December 2026, 15:00', '2026-12-02T15:00:00.000Z'],
  ['Wed, Dec 2, 2026 12:30 a.m.', '2026-12-02T00:30:00.000Z'],
  ['02.12.2026 15:00', '2026-12-02T15:00:00.000Z'],
  ['2.12.2026 09:05:30', '2026-12-02T09:05:30.000Z'],
  ['25/01/2027 09:00', '2027-01-25T09:00:00.000Z'],
  ['01/25/2027 9:00 AM', '2027-01-25T09:00:00.000Z'],
  ['05/05/2027 09:00', '2027-05-05T09:00:00.000Z'],
  ['2027/01/05 09:00', '2027-01-05T09:00:00.000Z'],
  ['5-Jan-2027 09:00', '2027-01-05T09:00:00.000Z'],
])('%j, as sheets and calendars write it, is the local time %s', (text, local) => {
  expect(read(text, 'UTC')).toBe(local);
});

test.each(['2026-12-02', 'Dec 2, 2026', '02.12.2026', 'Wednesday, 2 December 2026'])('%j is a day', (text) => {
  expect(parseCallTime(text, [])).toEqual({ ok: true, kind: 'day', midnightMs: Date.parse('2026-12-02T00:00:00Z') });
});

const reported = publicReports('K5').flatMap(({ id, input, right }) => (right.includes('halted') && typeof input['scheduled_time'] === 'string' ? [[id, input['scheduled_time'].replace(/ \(.*\)$/, '')] as const] : []));

test.each(reported)('%s: %j never means now', (_id, text) => {
  const time = parseCallTime(text, []);
  expect(time.ok ? 'a time' : time.complaint.code).toMatch(/^(?:NOT_A_TIME|TIME_WITHOUT_OFFSET)$/);
});

test.each([
  ['ASAP'],
  ['N/A'],
  ['TBD'],
  ['-'],
  ['now'],
  ['tomorrow'],
  ['tomorrow at nine'],
  ['09:15'],
  ['3 PM'],
  ['05/01/2027 09:00'],
  ['5-1-2027 09:00'],
  ['12/31/26 15:00'],
  ['12.31.2026 15:00'],
  ['20261202'],
  ['46358.625'],
  ['179613720'],
  ['17961372000'],
  ['+61 411 000 001'],
  ['Tue, Dec 2, 2026 3:00 PM'],
  ['Dec 2, 2026 15:00 PM'],
  ['2026-11-24 9'],
  ['2026-02-30T09:15:00Z'],
  ['2026-11-24T25:00:00Z'],
  ['2026-11-24T09:61:00Z'],
  ['2026-11-24T09:15:00+15:00'],
  ['2026-11-24T09:15:00-99:00'],
  ['2026-11-24T09:15:00+04:75'],
  ['at 2026-11-24T09:15:00Z'],
  ['2026-11-24T09:15:00Z, 2026-11-25T09:15:00Z'],
  [''],
])('%j is no date and time', (text) => {
  expect(read(text, 'Asia/Tokyo')).toBe('NOT_A_TIME');
});

test('law: a bare number is a time only with ten or thirteen digits', () => {
  const law = (): void =>
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{1,18}$/), (digits) => {
        const time = parseCallTime(digits, ['Asia/Tokyo']);
        return time.ok === (digits.length === 10 || digits.length === 13);
      }),
    );
  expect(law).not.toThrow();
});

test('law: with slashes a date is read only where one order is impossible or both are the same', () => {
  const two = fc.integer({ min: 1, max: 31 });
  const law = (): void =>
    fc.assert(
      fc.property(two, two, (first, second) => {
        const time = parseCallTime(`${first}/${second}/2027 09:00`, ['UTC']);
        if (first <= 12 && second <= 12 && first !== second) return !time.ok;
        return !time.ok || (time.kind === 'moment' && new Date(time.ms).getUTCDate() === Math.max(first, second));
      }),
    );
  expect(law).not.toThrow();
});

test('law: what a moment is written as in ISO 8601 is read back to the millisecond', () => {
  const law = (): void =>
    fc.assert(
      fc.property(fc.date({ min: new Date('2026-01-01'), max: new Date('2036-01-01'), noInvalidDate: true }), (date) => {
        const time = parseCallTime(date.toISOString(), []);
        return time.ok && time.kind === 'moment' && time.ms === date.getTime();
      }),
    );
  expect(law).not.toThrow();
});

test('the refusal quotes what was written, without its blanks and at most 40 characters of it, and says how to write it', () => {
  expect(parseCallTime('  2026-11-24T09:15:00  ', [])).toMatchObject({ complaint: { message: expect.stringContaining('"2026-11-24T09:15:00" has no offset') } });
  expect(parseCallTime(`  soon ${'x'.repeat(100)}`, [])).toEqual({
    ok: false,
    complaint: {
      code: 'NOT_A_TIME',
      message: `Scheduled Time: "soon ${'x'.repeat(35)}" is not a valid date and time.`,
      nextStep: 'Write it as 2026-11-24T09:15:00+04:00.',
    },
  });
  expect(parseCallTime('05/01/2027 09:00', [])).toMatchObject({ complaint: { message: expect.stringContaining('(the day and the month could change places)') } });
});

describe('clock changes', () => {
  test('a local time that occurs twice is the first', () => {
    expect(read('2026-10-25T02:30:00', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
    expect(read('2026-11-01T01:30:00', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
    expect(read('2026-04-05T01:45:00', 'Australia/Lord_Howe')).toBe('2026-04-04T14:45:00.000Z');
  });

  test('a local time that does not occur is moved on by the jump', () => {
    expect(read('2026-03-29T02:30:00', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(read('2026-10-04T02:15:00', 'Australia/Lord_Howe')).toBe('2026-10-03T15:45:00.000Z');
  });

  test('the times around them are plain', () => {
    expect(read('2026-03-29T01:59:00', 'Europe/Berlin')).toBe('2026-03-29T00:59:00.000Z');
    expect(read('2026-03-29T03:00:00', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
    expect(read('2026-10-25T03:00:00', 'Europe/Berlin')).toBe('2026-10-25T02:00:00.000Z');
  });
});
