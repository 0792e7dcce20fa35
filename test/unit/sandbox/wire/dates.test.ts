import { wireDate } from '../../../../packages/sandbox/src/wire/dates.ts';
import { parseIsoDate } from '../../../../packages/sandbox/src/wire/iso-date.ts';

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
