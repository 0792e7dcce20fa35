import { parseInvariantDate } from '../../../../packages/sandbox/src/wire/invariant-date.ts';

const now = Date.parse('2026-11-24T20:00:00Z');
const nine = Date.parse('2026-11-24T09:00:00Z');

test.each(['2026-11-24T09:00:00Z', '2026-11-24 09:00:00z', '2026-11-24T04:00:00-0500', '11/24/2026 9:00 AM', 'November 24, 2026 9:00 AM', 'Tue, 24 Nov 2026 09:00:00 GMT', '24 Nov 2026 09:00', '09:00'])(
  '%s is nine o’clock of that day',
  (text) => {
    expect(parseInvariantDate(text, now)).toBe(nine);
  },
);

test.each(['', 'now', '24/11/2026', 'Mon, 24 Nov 2026 09:00:00 GMT', '2026-11-24 09:00:00 UTC', '20261124', '2026', '2026-02-30', '2026-11-24T24:00:00Z', '2026-11-24T13:00 AM'])(
  '"%s" is no date of a config',
  (text) => {
    expect(parseInvariantDate(text, now)).toBeNull();
  },
);
