import { parseInvariantDate, parseIsoDate, wireDate } from '../../../../packages/sandbox/src/wire/dates.ts';
import { duplicateKeyIn } from '../../../../packages/sandbox/src/wire/duplicate-keys.ts';

test.each([
  ['2026-11-24T09:15:02.418Z', '2026-11-24T09:15:02.418Z'],
  ['2026-11-24T09:15:02.400Z', '2026-11-24T09:15:02.4Z'],
  ['2026-11-24T09:15:02.070Z', '2026-11-24T09:15:02.07Z'],
  ['2026-11-24T09:15:02.000Z', '2026-11-24T09:15:02Z'],
  ['2026-11-24T09:15:00.000Z', '2026-11-24T09:15:00Z'],
])('%s is written as %s', (iso, written) => {
  expect(wireDate(Date.parse(iso))).toBe(written);
  expect(parseIsoDate(written)).toBe(Date.parse(iso));
});

test.each(['', 'now', '2026-02-30T00:00:00Z', '2026-11-24T25:00:00Z', '24.11.2026', '2026-11-24T09:15:02+2'])('"%s" is no date', (text) => {
  expect(parseInvariantDate(text)).toBeNull();
});

test('offsets are converted, a missing one means UTC', () => {
  const utc = Date.parse('2026-11-24T09:00:00Z');
  for (const text of ['2026-11-24T09:00:00', '2026-11-24T14:30:00+05:30', '2026-11-24T04:00:00-0500', '11/24/2026 09:00:00']) expect(parseInvariantDate(text)).toBe(utc);
});

test.each([
  ['{"metadata":{"a":"1","a":"2"}}', 'a'],
  ['{"metadata":{"a":"1","\\u0061":"2"}}', 'a'],
  ['{"metadata":{"a":"\\"a\\":","b":"{"}}', null],
  ['{"metadata":{"a":{"b":1,"b":2}}}', null],
  ['{"other":{"a":"1","a":"2"},"metadata":{"a":"1"}}', null],
  ['{"x":[{"metadata":{"a":"1","a":"2"}}],"metadata":{}}', null],
])('the name that occurs twice in metadata of %s is %s', (json, key) => {
  expect(duplicateKeyIn(json, 'metadata')).toBe(key);
});
