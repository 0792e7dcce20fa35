import type { retrying } from '@iqra-automation/core';
import { RetryBench } from './retry-bench.ts';

let bench: RetryBench;

beforeEach(async () => {
  bench = await RetryBench.open();
});
afterEach(() => bench.sandbox.close());

/** The hour of the attempt on the clocks of a zone. It is 10:00 in New York and 00:00 in Tokyo when the first call is placed. */
function hourOf({ scheduledFor }: retrying.TryAgainResult, timeZone: string): number {
  return Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(new Date(scheduledFor)));
}

const inHours = { callingHours: 'custom', customHours: 'daily 09:00-17:00', delay: '5 min' };

describe('an attempt at somebody whose own time zone was told with the first call', () => {
  test('keeps to the hours of that zone, and so does the attempt after it', async () => {
    const first = await bench.endedCall('04', { contactTimeZone: 'Asia/Tokyo' });
    const second = await bench.again(first, inHours);
    expect(second).toMatchObject({ status: 'placed', attempt: 2, scheduledForLocal: expect.stringContaining('+09:00') });
    expect(hourOf(second, 'Asia/Tokyo')).toBe(9);
    await bench.sandbox.advanceUntilSettled();
    await bench.sandbox.advance(12 * 3_600_000);
    const third = await bench.again(second.queueId, inHours);
    expect(third).toMatchObject({ status: 'placed', attempt: 3 });
    expect(hourOf(third, 'Asia/Tokyo')).toBe(9);
  });

  test('keeps to the zone that the form names, where it names one', async () => {
    const first = await bench.endedCall('04', { contactTimeZone: 'Asia/Tokyo' });
    const second = await bench.again(first, { ...inHours, contactTimeZone: 'America/New_York' });
    expect(second).toMatchObject({ status: 'placed' });
    expect(hourOf(second, 'America/New_York')).toBe(10);
  });

  test('without one keeps to the zone of the number', async () => {
    const first = await bench.endedCall('04');
    const second = await bench.again(first, { ...inHours, customHours: 'daily 13:00-17:00' });
    expect(hourOf(second, 'America/Los_Angeles')).toBe(13);
  });
});
