import { compareRates, median, type Row } from '../../bench/figures.ts';
import { toTable } from '../../bench/print-rows.ts';

test('the median stands in the middle, between two where there is no middle', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([9, 1, 5, 6])).toBe(5.5);
});

test('twice the work has about half the rate', () => {
  const spin = (times: number): number => Array.from({ length: times }, (_, index) => Math.sqrt(index)).reduce((sum, one) => sum + one, 0);
  const { ratio } = compareRates(() => spin(2_000), () => spin(1_000), { rounds: 5, roundMs: 8 });
  expect(ratio).toBeGreaterThan(0.3);
  expect(ratio).toBeLessThan(0.75);
});

test('every row names what it is compared with, and says whether a claim is kept', () => {
  const row: Row = { measure: 'calls', value: 36.25, unit: 'items/s', comparedWith: 'ideal', other: 50, ratio: 1.379, limit: { text: '<= 1.15', kept: false } };
  expect(toTable([row]).split('\n')[2]).toBe('| calls | 36.3 items/s | ideal | 50.0 | 1.38 | <= 1.15: MISSED |');
  expect(toTable([{ ...row, limit: { text: '<= 1.15', kept: null } }])).toMatch(/<= 1.15: not judged, the machine was busy/);
});
