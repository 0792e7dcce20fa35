import vectors from '../../vectors/decent-hours.json' with { type: 'json' };
import { rowsInDepth } from '../../depth.ts';
import { type BothHosts, openBothHosts } from './both-hosts.ts';
import { type DecentHours, earlyMs, wrongMoments } from './decent-hours-judge.ts';

/**
 * People in places and on days that are easily taken for others, each with hours from the law or a clock from the tz database. Every
 * moment of a row is one at which the wrong zone, or the hours of the neighbours, would let the phone ring.
 */
interface Row extends DecentHours {
  readonly id: string;
  readonly number: string;
  readonly now: string;
  /** Custom Hours; without them the hours are those of the recipient's country. */
  readonly hours?: string;
  readonly extraHolidays?: string;
  readonly source: string;
}

const rows: readonly Row[] = vectors;
let both: BothHosts;

beforeAll(async () => {
  both = await openBothHosts('2026-12-01T00:00:00Z');
});
afterAll(() => both.close());
beforeEach(() => {
  both.reset();
});

test.each(rowsInDepth(rows, { quick: 12 }).map((row) => [row.id, row.source, row] as const))('%s: the phone rings at a decent hour only, in both hosts (%s)', async (_id, _source, row) => {
  expect(wrongMoments(row, Date.parse(row.now), Date.parse(row.now))).not.toEqual([]);
  await both.goTo(row.now);
  const starts: number[] = [];
  for (const [host, ask] of both.hosts) {
    const { call, said } = await ask({ phone: row.number, ...(row.hours === undefined ? {} : { callingHours: 'custom', customHours: row.hours }), holidayDates: row.extraHolidays });
    expect({ host, said, rings: call !== null }).toMatchObject({ rings: true });
    const [startMs, endMs] = [call?.scheduledFor ?? 0, call?.expiresAt ?? 0];
    expect(endMs).toBeGreaterThan(startMs);
    expect(wrongMoments(row, startMs - earlyMs, endMs)).toEqual([]);
    starts.push(startMs);
  }
  expect(new Set(starts).size).toBe(1);
});
