import type { CallingHoursPreset } from './calling-hours-preset.ts';
import { defaultHours } from './default-hours.ts';
import { callingHoursPresets } from './presets.ts';
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

/** `Australia (Mon-Fri 09:00-20:00; Sat 09:00-17:00; closed on public holidays)`. */
export function describePreset({ label, weekly, holidays }: CallingHoursPreset): string {
  return `${label} (${describeHours(weekly)}${holidays === undefined ? '' : '; closed on public holidays'})`;
}

/** What a form offers as calling hours, in its order: the recipient's country, off, each preset, custom. */
export function callingHoursChoices(): readonly { readonly value: string; readonly label: string }[] {
  const presets: readonly (readonly [string, CallingHoursPreset])[] = Object.entries(callingHoursPresets);
  return [
    { value: 'recipient_country', label: "Recipient's country" },
    { value: 'off', label: 'Off (call at any hour)' },
    { value: 'custom', label: 'Custom (write them into Custom Hours)' },
    ...presets.map(([value, preset]) => ({ value, label: describePreset(preset) })),
  ];
}

/** `Countries without a preset (Mon-Fri 09:00-20:00; Sat 10:00-18:00)`. */
export function describeDefaultHours(weekly: WeeklyWindows = defaultHours.weekly): string {
  return `${defaultHours.label} (${describeHours(weekly)})`;
}
