import { compareDrawnCases } from './scan-cases';
import { depth } from '../../../depth.ts';

test('the next allowed time is the one that a scan of every minute finds (seed 42)', () => {
  const { found, zones } = compareDrawnCases(42, depth({ whole: 700, quick: 40 }));
  // Otherwise the comparison would be of nothing with nothing.
  expect(found).toBeGreaterThan(depth({ whole: 500, quick: 25 }));
  expect(zones).toBeGreaterThan(depth({ whole: 300, quick: 50 }));
}, 120_000);
