import { nextAllowedInterval, readCallingRule, type CallingRule } from '@iqra-automation/core';

/** The hours of a preset, with holidays of the user. */
export function rule(callingHours: string, holidayDates?: string): CallingRule {
  const found = readCallingRule({ callingHours, ...(holidayDates === undefined ? {} : { holidayDates }) }, []);
  if (found === null) throw new Error(`No preset ${callingHours}`);
  return found;
}

/** Open at this minute of the local time of UTC, which stands for any zone. */
function isOpen(hours: CallingRule, local: string): boolean {
  const ms = Date.parse(`${local}:00Z`);
  return nextAllowedInterval(['UTC'], hours, ms, 1, 60_000)?.[0] === ms;
}

/** The open windows of a local day, asked minute by minute. */
export function openWindows(hours: CallingRule, date: string): string {
  const edges: string[] = [];
  let before = false;
  for (let minute = 0; minute <= 1_440; minute += 1) {
    const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    const open = minute < 1_440 && isOpen(hours, `${date}T${time}`);
    if (open !== before) edges.push(time);
    before = open;
  }
  return edges.map((edge, index) => (index % 2 === 0 ? edge : `-${edge}${index + 1 < edges.length ? ' ' : ''}`)).join('');
}
