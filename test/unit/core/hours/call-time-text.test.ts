import { parseCallTime } from '@iqra-automation/core/testing';
import { Settings } from 'luxon';

function read(text: string, zone: string | null = null): string {
  const result = parseCallTime(text, zone);
  return result.ok ? new Date(result.ms).toISOString() : result.code;
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
  expect(parseCallTime('2026-11-24T09:15:00', null)).toEqual({
    ok: false,
    code: 'TIME_WITHOUT_OFFSET',
    message: 'Scheduled Time: "2026-11-24T09:15:00" has no offset from UTC. Write it as 2026-11-24T09:15:00+04:00, or set Recipient Time Zone.',
  });
});

test.each([
  ['tomorrow at nine'],
  ['2026-11-24'],
  ['09:15'],
  ['2026-02-30T09:15:00Z'],
  ['2026-11-24T25:00:00Z'],
  ['2026-11-24T09:61:00Z'],
  ['24/11/2026 09:15'],
  ['1764000000'],
  ['2026-11-24T09:15:00+15:00'],
  ['2026-11-24T09:15:00-99:00'],
  ['2026-11-24T09:15:00+04:75'],
  ['at 2026-11-24T09:15:00Z'],
  ['2026-11-24T09:15:00Z, 2026-11-25T09:15:00Z'],
  [''],
])('%j is no date and time', (text) => {
  expect(read(text, 'Asia/Tokyo')).toBe('NOT_A_TIME');
});

test('the refusal quotes what was written, without its blanks and at most 40 characters of it, and says how to write it', () => {
  expect(parseCallTime('  2026-11-24T09:15:00  ', null)).toMatchObject({ message: expect.stringContaining('"2026-11-24T09:15:00" has no offset') });
  expect(parseCallTime(`  soon ${'x'.repeat(100)}`, null)).toEqual({
    ok: false,
    code: 'NOT_A_TIME',
    message: `Scheduled Time: "soon ${'x'.repeat(35)}" is no date and time. Write it as 2026-11-24T09:15:00+04:00.`,
  });
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
