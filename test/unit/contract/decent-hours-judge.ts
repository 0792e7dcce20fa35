/** A person, with hours from the law or a clock from the tz database. */
export interface DecentHours {
  /** Where the person can be: all of them must be inside the hours. */
  readonly zones: readonly string[];
  /** When people there may be called, by the source. */
  readonly open: string;
  /** Local dates on which nobody is called. */
  readonly closed?: readonly string[];
}

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
function mayRing({ open, closed = [] }: DecentHours, { date, weekday, time }: Local): boolean {
  if (closed.includes(date)) return false;
  return open.split('; ').some((entry) => {
    const [, first = '', last = first, start = '', end = ''] = /^(\w+)(?:-(\w+))? (\d\d:\d\d)-(\d\d:\d\d)$/.exec(entry) ?? [];
    const day = weekdays.indexOf(weekday);
    return (first === 'daily' || (day >= weekdays.indexOf(first) && day <= weekdays.indexOf(last))) && time >= start && time < end;
  });
}

const everyMs = 10 * 60_000;
/** The server may dial so much earlier than asked. */
export const earlyMs = 60_000;

/** The moments, in local time, at which the phone could ring although it may not. */
export function wrongMoments(row: DecentHours, fromMs: number, toMs: number): readonly string[] {
  const moments = [...Array.from({ length: Math.ceil((toMs - fromMs) / everyMs) }, (_one, step) => fromMs + step * everyMs), toMs];
  return row.zones.flatMap((zone) => moments.map((ms) => localTime(zone, ms)).filter((local) => !mayRing(row, local)).map((local) => `${zone} ${local.weekday} ${local.date} ${local.time}`));
}
