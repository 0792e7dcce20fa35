import { weekdays, type DayWindow, type Weekday, type WeeklyWindows } from './weekly-hours.ts';

const dayNames: Readonly<Record<Weekday, string>> = { 1: 'Mon', 2: 'Tue', 3: 'Wed', 4: 'Thu', 5: 'Fri', 6: 'Sat', 7: 'Sun' };

/** `1290` becomes `21:30`. */
export function describeMinute(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function describeWindows(windows: readonly DayWindow[]): string {
  return windows.map(([start, end]) => `${describeMinute(start)}-${describeMinute(end)}`).join(', ');
}

/** Hours as a person would write them: `Mon-Fri 09:00-18:00; Sat 10:00-14:00`. Closed days are left out. */
export function describeHours(weekly: WeeklyWindows): string {
  const runs: { first: Weekday; last: Weekday; windows: string }[] = [];
  for (const day of weekdays) {
    const windows = describeWindows(weekly[day] ?? []);
    const run = runs.at(-1);
    if (run !== undefined && run.windows === windows) run.last = day;
    else runs.push({ first: day, last: day, windows });
  }
  return runs
    .filter((run) => run.windows !== '')
    .map((run) => `${describeDays(run.first, run.last)} ${run.windows}`)
    .join('; ');
}

function describeDays(first: Weekday, last: Weekday): string {
  if (first === 1 && last === 7) return 'daily';
  return first === last ? dayNames[first] : `${dayNames[first]}-${dayNames[last]}`;
}
