import * as fc from 'fast-check';
import { allZones, compareWithScan, scanCase } from './scan-cases';

test('the next allowed time is the one that a scan of every minute finds (seed 42)', () => {
  let found = 0;
  const zones = new Set<string>();
  fc.assert(
    fc.property(scanCase, (one) => {
      if (compareWithScan(one)) found += 1;
      for (const zone of one.zones) zones.add(zone);
    }),
    { seed: 42, numRuns: 700 },
  );
  // Otherwise the comparison would be of nothing with nothing.
  expect(found).toBeGreaterThan(500);
  expect(allZones.length).toBeGreaterThan(300);
  expect(zones.size).toBeGreaterThan(300);
}, 120_000);
