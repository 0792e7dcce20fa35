import { parseIsoDate } from '../../../../packages/sandbox/src/wire/iso-date.ts';

const nine = Date.parse('2026-11-24T09:00:00Z');

test.each(['2026-11-24T09:00:00Z', '2026-11-24T09:00Z', '2026-11-24T09:00:00', '2026-11-24T14:30:00+05:30', '2026-11-24T14:00:00+05', '2026-11-24T09:00:00.0000001Z'])(
  '%s is nine o’clock',
  (text) => {
    expect(parseIsoDate(text)).toBe(nine);
  },
);

test.each(['', 'now', '2026-02-30T00:00:00Z', '2026-11-24T25:00:00Z', '2026-11-24T24:00:00Z', '2026-11-24 09:00:00Z', '2026-11-24T09:00:00z', '2026-11-24T04:00:00-0500', '20261124T090000Z', '10000-01-01T00:00:00Z'])(
  '"%s" is no date of a JSON body',
  (text) => {
    expect(parseIsoDate(text)).toBeNull();
  },
);
