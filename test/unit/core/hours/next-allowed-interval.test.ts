import { isIqraError, nextAllowedInterval } from '@iqra-automation/core';
import type { WeeklyHours } from '@iqra-automation/core/testing';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const at = (iso: string): number => Date.parse(iso);
const show = (interval: readonly [number, number] | null): readonly string[] | null => interval?.map((ms) => new Date(ms).toISOString()) ?? null;
const daily = (start: number, end: number): WeeklyHours => ({
  weekly: { 1: [[start, end]], 2: [[start, end]], 3: [[start, end]], 4: [[start, end]], 5: [[start, end]], 6: [[start, end]], 7: [[start, end]] },
});

test('an interval that is under way begins at the moment asked for', () => {
  expect(show(nextAllowedInterval(['Europe/Paris'], daily(540, 1_080), at('2026-11-24T10:00:30Z')))).toEqual([
    '2026-11-24T10:00:30.000Z',
    '2026-11-24T17:00:00.000Z',
  ]);
});

test('an end too near is passed over for the next day', () => {
  expect(show(nextAllowedInterval(['Europe/Paris'], daily(540, 1_080), at('2026-11-24T16:45:01Z')))).toEqual([
    '2026-11-25T08:00:00.000Z',
    '2026-11-25T17:00:00.000Z',
  ]);
  expect(show(nextAllowedInterval(['Europe/Paris'], daily(540, 1_080), at('2026-11-24T16:45:00Z')))?.[0]).toBe('2026-11-24T16:45:00.000Z');
});

test('every zone must be open at the same time', () => {
  const zones = ['America/New_York', 'America/Los_Angeles', 'Pacific/Honolulu'];
  expect(show(nextAllowedInterval(zones, daily(480, 1_260), at('2026-11-24T00:00:00Z')))).toEqual(['2026-11-24T00:00:00.000Z', '2026-11-24T02:00:00.000Z']);
  expect(show(nextAllowedInterval(zones, daily(480, 1_260), at('2026-11-24T01:50:00Z')))).toEqual(['2026-11-24T18:00:00.000Z', '2026-11-25T02:00:00.000Z']);
});

test('zones that are never open together have no interval', () => {
  expect(nextAllowedInterval(['America/New_York', 'Asia/Tokyo'], daily(540, 1_080), at('2026-11-24T00:00:00Z'))).toBeNull();
});

test('no zone has no interval', () => {
  expect(nextAllowedInterval([], daily(0, 1_440), at('2026-11-24T00:00:00Z'))).toBeNull();
});

test('windows that meet at midnight are one interval, and one that never ends is cut at the horizon', () => {
  const late: WeeklyHours = { weekly: { 2: [[1_320, 1_440]], 3: [[0, 120]] } };
  expect(show(nextAllowedInterval(['Asia/Tokyo'], late, at('2026-11-24T00:00:00Z')))).toEqual(['2026-11-24T13:00:00.000Z', '2026-11-24T17:00:00.000Z']);
  const from = at('2026-11-24T00:00:00Z');
  expect(nextAllowedInterval(['Asia/Tokyo'], daily(0, 1_440), from)).toEqual([from, from + 14 * dayMs]);
});

test('windows of a day may come in any order', () => {
  const hours: WeeklyHours = { weekly: { 2: [[840, 1_020], [540, 720]] } };
  expect(show(nextAllowedInterval(['UTC'], hours, at('2026-11-24T00:00:00Z')))).toEqual(['2026-11-24T09:00:00.000Z', '2026-11-24T12:00:00.000Z']);
});

test('the day the clocks go forward opens at the same local time', () => {
  expect(show(nextAllowedInterval(['Europe/Vatican'], daily(480, 1_260), at('2018-03-24T23:30:00Z')))).toEqual([
    '2018-03-25T06:00:00.000Z',
    '2018-03-25T19:00:00.000Z',
  ]);
});

test('a clock change at local midnight leaves no hole (Sao Paulo 2015, clocks back at the end of 21 February)', () => {
  const saturday: WeeklyHours = { weekly: { 6: [[0, 1_440]] } };
  expect(show(nextAllowedInterval(['America/Sao_Paulo'], saturday, at('2015-02-20T12:00:00Z')))).toEqual([
    '2015-02-21T02:00:00.000Z',
    '2015-02-22T03:00:00.000Z',
  ]);
});

test('an hour that occurs twice is open twice, one that is skipped not at all', () => {
  const night = daily(90, 150);
  expect(show(nextAllowedInterval(['Europe/Berlin'], night, at('2026-10-24T12:00:00Z'), minuteMs))).toEqual(['2026-10-24T23:30:00.000Z', '2026-10-25T00:30:00.000Z']);
  expect(show(nextAllowedInterval(['Europe/Berlin'], night, at('2026-10-25T00:30:00Z'), minuteMs))).toEqual(['2026-10-25T01:00:00.000Z', '2026-10-25T01:30:00.000Z']);
  expect(show(nextAllowedInterval(['Europe/Berlin'], night, at('2026-03-28T12:00:00Z'), minuteMs))).toEqual(['2026-03-29T00:30:00.000Z', '2026-03-29T01:00:00.000Z']);
});

test('a skipped day has no hours (Samoa crossed the date line on 30 December 2011)', () => {
  const friday: WeeklyHours = { weekly: { 5: [[480, 1_260]] } };
  expect(show(nextAllowedInterval(['Pacific/Apia'], friday, at('2011-12-26T00:00:00Z')))).toEqual(['2012-01-05T18:00:00.000Z', '2012-01-06T07:00:00.000Z']);
});

test('special dates are those of the local calendar', () => {
  const hours: WeeklyHours = { ...daily(480, 1_260), holiday: (date) => (date === '2026-11-25' ? [] : null) };
  expect(show(nextAllowedInterval(['Pacific/Auckland'], hours, at('2026-11-24T10:00:00Z')))?.[0]).toBe('2026-11-25T19:00:00.000Z');
});

test.each(['Europe/Atlantis', 'Mars/Phobos', '', 'not a zone'])('the zone %j is refused', (zone) => {
  let thrown: unknown;
  try {
    nextAllowedInterval([zone], daily(480, 1_260), at('2026-11-24T00:00:00Z'));
  } catch (error) {
    thrown = error;
  }
  expect(isIqraError(thrown) && [thrown.kind, thrown.code, thrown.placement]).toEqual(['input', 'TIME_ZONE_UNKNOWN', 'not_placed']);
});
