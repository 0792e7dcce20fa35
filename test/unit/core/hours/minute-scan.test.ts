import { compareDrawnCases } from './scan-cases';

test('the next allowed time is the one that a scan of every minute finds (seed 42)', () => {
  const { found, zones } = compareDrawnCases(42);
  // Otherwise the comparison would be of nothing with nothing.
  expect(found).toBeGreaterThan(500);
  expect(zones).toBeGreaterThan(300);
}, 120_000);
