type Window = readonly [number, number];

/**
 * An independent reading of calling hours, for comparison: minute by minute, with nothing but Intl.DateTimeFormat. Whole hours in
 * which the wall clock runs evenly are read at both ends only; an hour with a clock change is read at every minute.
 */
export interface ScanHours {
  readonly weekly: Readonly<Partial<Record<number, readonly Window[]>>>;
  readonly holiday?: (date: string) => readonly Window[] | null;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const isoWeekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const formats = new Map<string, Intl.DateTimeFormat>();

interface Wall {
  readonly date: string;
  readonly weekday: number;
  readonly minute: number;
}

/** What a clock on the wall shows at a moment. */
export function readWall(zone: string, ms: number): Wall {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(zone, format);
  }
  // For example "Sun, 03/29/2026, 03:00".
  const [, weekday, month, day, year, hour, minute] = /^(\w+), (\d\d)\/(\d\d)\/(\d+), (\d\d):(\d\d)$/.exec(format.format(ms)) ?? [];
  if (weekday === undefined) throw new Error(`Unexpected text of Intl: ${format.format(ms)}`);
  return { date: `${year}-${month}-${day}`, weekday: isoWeekdays.indexOf(weekday) + 1, minute: Number(hour) * 60 + Number(minute) };
}

function windowsOf(wall: Wall, hours: ScanHours): readonly Window[] {
  return hours.holiday?.(wall.date) ?? hours.weekly[wall.weekday] ?? [];
}

const isInside = (minute: number, windows: readonly Window[]): boolean => windows.some(([start, end]) => minute >= start && minute < end);

/** Which of the 60 minutes of a UTC hour are open. */
function openMinutes(zone: string, hours: ScanHours, hourStart: number): readonly boolean[] {
  const first = readWall(zone, hourStart);
  const last = readWall(zone, hourStart + 59 * minuteMs);
  if (first.date === last.date && last.minute - first.minute === 59) {
    const windows = windowsOf(first, hours);
    return Array.from({ length: 60 }, (_, index) => isInside(first.minute + index, windows));
  }
  return Array.from({ length: 60 }, (_, index) => {
    const wall = readWall(zone, hourStart + index * minuteMs);
    return isInside(wall.minute, windowsOf(wall, hours));
  });
}

/** The first run of open minutes that is long enough; `fromMs` is a whole minute. */
export function scanForInterval(zones: readonly string[], hours: ScanHours, fromMs: number, minimumMs: number, horizonMs: number): Window | null {
  const toMs = fromMs + horizonMs;
  let start: number | null = null;
  for (let hour = Math.floor(fromMs / hourMs) * hourMs; hour <= toMs; hour += hourMs) {
    const openInZones = zones.map((zone) => openMinutes(zone, hours, hour));
    for (let index = 0; index < 60; index += 1) {
      const ms = hour + index * minuteMs;
      if (ms < fromMs) continue;
      const open = ms < toMs && openInZones.every((minutes) => minutes[index] === true);
      if (open && start === null) start = ms;
      if (open || start === null) continue;
      if (ms - start >= minimumMs) return [start, ms];
      start = null;
    }
  }
  return null;
}
