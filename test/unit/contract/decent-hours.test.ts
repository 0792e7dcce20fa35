import vectors from '../../vectors/decent-hours.json' with { type: 'json' };
import { type BothHosts, openBothHosts } from './both-hosts.ts';

/**
 * People in places and on days that are easily taken for others, each with hours from the law or a clock from the tz database. Every
 * moment of a row is one at which the wrong zone, or the hours of the neighbours, would let the phone ring.
 */
interface Row {
  readonly id: string;
  readonly number: string;
  readonly now: string;
  /** Where the person can be: all of them must be inside the hours. */
  readonly zones: readonly string[];
  /** Custom Hours; without them the hours are those of the recipient's country. */
  readonly hours?: string;
  /** When people there may be called, by the source. */
  readonly open: string;
  /** Local dates on which nobody is called. */
  readonly closed?: readonly string[];
  readonly extraHolidays?: string;
  readonly source: string;
}

const rows: readonly Row[] = vectors;
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

interface Local {
  readonly date: string;
  readonly weekday: string;
  readonly time: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a clock on a wall there shows. */
function localTime(zone: string, ms: number): Local {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, weekday: 'short', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  formats.set(zone, format);
  const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return { date: `${part('year')}-${part('month')}-${part('day')}`, weekday: part('weekday').replace('.', ''), time: `${part('hour')}:${part('minute')}` };
}

/** Entries of a row's `open`: days and one window each. */
function mayRing({ open, closed = [] }: Row, { date, weekday, time }: Local): boolean {
  if (closed.includes(date)) return false;
  return open.split('; ').some((entry) => {
    const [, first = '', last = first, start = '', end = ''] = /^(\w+)(?:-(\w+))? (\d\d:\d\d)-(\d\d:\d\d)$/.exec(entry) ?? [];
    const day = weekdays.indexOf(weekday);
    return (first === 'daily' || (day >= weekdays.indexOf(first) && day <= weekdays.indexOf(last))) && time >= start && time < end;
  });
}

const everyMs = 10 * 60_000;
/** The server may dial so much earlier than asked. */
const earlyMs = 60_000;

/** The moments, in local time, at which the phone could ring although it may not. */
function wrongMoments(row: Row, fromMs: number, toMs: number): readonly string[] {
  const moments = [...Array.from({ length: Math.ceil((toMs - fromMs) / everyMs) }, (_one, step) => fromMs + step * everyMs), toMs];
  return row.zones.flatMap((zone) => moments.map((ms) => localTime(zone, ms)).filter((local) => !mayRing(row, local)).map((local) => `${zone} ${local.weekday} ${local.date} ${local.time}`));
}

let both: BothHosts;

beforeAll(async () => {
  both = await openBothHosts('2026-12-01T00:00:00Z');
});
afterAll(() => both.close());
beforeEach(() => {
  both.reset();
});

test.each(rows.map((row) => [row.id, row.source, row] as const))('%s: the phone rings at a decent hour only, in both hosts (%s)', async (_id, _source, row) => {
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
