import vectors from '../../vectors/public-reports.json' with { type: 'json' };
import { type BothHosts, openBothHosts } from './both-hosts.ts';

let both: BothHosts;

beforeAll(async () => {
  // Before all moments that the reports are about; the sandboxes' clocks only go forward.
  both = await openBothHosts('2026-07-15T06:00:00Z');
});
afterAll(() => both.close());
beforeEach(() => {
  both.reset();
});

type Row = (typeof vectors)[number];
const rowsOf = (kind: string): readonly Row[] => vectors.filter(({ id }) => id.startsWith(`${kind}-`));

describe.each(['n8n', 'Zapier'])('K2 through %s', (host) => {
  test.each(rowsOf('K2').map(({ id, input }) => [id, (input as { contactTimeZone: string }).contactTimeZone] as const))('%s: the zone %s is refused, and nobody is called', async (_id, contactTimeZone) => {
    const ask = new Map(both.hosts).get(host as 'n8n');
    const outcome = await ask?.({ phone: '+14155552671', callingHours: 'us_federal', contactTimeZone });
    expect(outcome?.call).toBeNull();
    expect(outcome?.said).toContain('Recipient Time Zone');
  });
});

interface Reported {
  readonly number: string;
  readonly now: string;
  readonly callingHours?: string;
}

/** Minutes of the day from which and to which the hours of a report are open, by their law or by their own text. */
function openMinutes(hours: string, weekday: string): readonly [number, number] {
  const own = /(\d\d):00-(\d\d):00$/.exec(hours);
  if (own !== null) return [Number(own[1]) * 60, Number(own[2]) * 60];
  // 47 CFR 64.1200(c)(1); CRTC Unsolicited Telecommunications Rules, part II, 23.
  if (hours === 'us_federal') return [8 * 60, 21 * 60];
  return ['Sat', 'Sun'].includes(weekday) ? [10 * 60, 18 * 60] : [9 * 60, 21 * 60 + 30];
}

/** The clock on the wall of the place that the report names: a zone of the tz database, or an offset for good. */
function wallClock(report: Row, ms: number): { readonly weekday: string; readonly minute: number } {
  const zone = /: (\w+\/\w+) must be/.exec(report.right)?.[1];
  const offset = /UTC-(\d)/.exec(report.got)?.[1];
  const shown = zone === undefined ? { timeZone: 'UTC', ms: ms - Number(offset) * 3_600_000 } : { timeZone: zone, ms };
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: shown.timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(shown.ms);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  return { weekday: part('weekday'), minute: Number(part('hour')) * 60 + Number(part('minute')) };
}

const atWrongTimes = [...rowsOf('K3'), ...rowsOf('K4')].toSorted((a, b) => Date.parse((a.input as Reported).now) - Date.parse((b.input as Reported).now));

test.each(atWrongTimes.map((row) => [row.id, row] as const))('%s: nobody is rung outside the hours of the place, in both hosts', async (_id, row) => {
  const { number, now, callingHours = 'custom daily 09:00-20:00' } = row.input as Reported;
  const custom = callingHours.startsWith('custom ') ? { callingHours: 'custom', customHours: callingHours.slice(7) } : { callingHours };
  await both.goTo(now);
  const before = wallClock(row, Date.parse(now));
  const [from, to] = openMinutes(callingHours, before.weekday);
  expect(before.minute < from || before.minute >= to).toBe(true);
  for (const [, ask] of both.hosts) {
    const { call, said } = await ask({ phone: number, ...custom });
    expect({ said, rings: call !== null }).toMatchObject({ rings: true });
    const { weekday, minute } = wallClock(row, call?.scheduledFor ?? 0);
    const [opens, closes] = openMinutes(callingHours, weekday);
    expect(minute).toBeGreaterThanOrEqual(opens);
    expect(minute).toBeLessThan(closes);
  }
});

describe('K5: what Zapier would make of a Scheduled Time', () => {
  const localInSydney = (ms: number): string => new Intl.DateTimeFormat('en-GB', { timeZone: 'Australia/Sydney', dateStyle: 'short', timeStyle: 'short' }).format(ms);

  test.each(rowsOf('K5').map(({ id, input }) => [id, input as { scheduled_time: string; contact_time_zone: string; recipient_number: string }] as const))('%s', async (id, input) => {
    await both.goTo('2026-12-01T06:00:00Z');
    const [scheduledTime = '', note = ''] = input.scheduled_time.split(/ \((?=no zone|wrong column)/);
    const contactTimeZone = note.startsWith('no zone') ? {} : { contactTimeZone: input.contact_time_zone };
    for (const [, ask] of both.hosts) {
      const { call, said } = await ask({ phone: input.recipient_number, callingHours: 'off', scheduledTime, ...contactTimeZone });
      expect(call === null ? 'refused' : localInSydney(call.scheduledFor)).toBe(id === 'K5-01' ? '24/12/2026, 09:00' : 'refused');
      expect(said).toContain(id === 'K5-01' ? '2026-12-24T09:00' : 'Scheduled Time');
    }
  });
});
