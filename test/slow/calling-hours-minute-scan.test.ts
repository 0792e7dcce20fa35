import { compareDrawnCases } from '../unit/core/hours/scan-cases';

test.each([7, 2026])('the next allowed time is the one that a scan of every minute finds (seed %i)', (seed) => {
  const { found, zones } = compareDrawnCases(seed, 700);
  // Otherwise the comparison would be of nothing with nothing.
  expect(found).toBeGreaterThan(500);
  expect(zones).toBeGreaterThan(300);
});
