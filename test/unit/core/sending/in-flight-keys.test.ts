import type { PlacedCall } from '@iqra-automation/core';
import { createInFlightKeys } from '../../../../packages/core/src/sending/held-keys.ts';

const placed = { queueId: 'q1', placed: true, deduplicated: false, recovered: true } as PlacedCall;

describe('createInFlightKeys', () => {
  it('runs once for all that share a key, and tells the others that they share', async () => {
    const inFlight = createInFlightKeys();
    const place = jest.fn(() => Promise.resolve(placed));
    const results = await Promise.all([inFlight.join('a', place), inFlight.join('a', place), inFlight.join('a', place)]);
    expect(place).toHaveBeenCalledTimes(1);
    expect(results[0]).toBe(placed);
    expect(results[1]).toMatchObject({ status: 'already_called', queueId: 'q1', placed: false, deduplicated: true, recovered: false });
    expect(results[2]).toEqual(results[1]);
  });

  it('gives all the same error, and is free again afterwards', async () => {
    const inFlight = createInFlightKeys();
    const place = jest.fn(() => Promise.reject<PlacedCall>(new Error('refused')));
    const results = await Promise.allSettled([inFlight.join('a', place), inFlight.join('a', place)]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(place).toHaveBeenCalledTimes(1);
    expect(inFlight.has('a')).toBe(false);
    await inFlight.join('a', () => Promise.resolve(placed));
    expect(inFlight.has('a')).toBe(false);
  });

  it('keeps different keys apart', async () => {
    const inFlight = createInFlightKeys();
    const place = jest.fn(() => Promise.resolve(placed));
    await Promise.all([inFlight.join('a', place), inFlight.join('b', place)]);
    expect(place).toHaveBeenCalledTimes(2);
  });
});
