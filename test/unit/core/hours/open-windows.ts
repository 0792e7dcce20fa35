import { nextAllowedInterval, type CallingRule } from '@iqra-automation/core';
import { readCallingRule } from '@iqra-automation/core/testing';
import { depth } from '../../../depth.ts';

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

const dayMinutes = 1_440;
/** Whole: every minute is asked for. Quick: each quarter of an hour, and every minute of a quarter in which anything changes. */
const strideMinutes = depth({ whole: 1, quick: 15 });

const textOf = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** The open windows of a local day, to the minute. */
export function openWindows(hours: CallingRule, date: string): string {
  const isOpenAt = (minute: number): boolean => minute < dayMinutes && isOpen(hours, `${date}T${textOf(minute)}`);
  const edges: string[] = [];
  let before = false;
  for (let end = 0; end <= dayMinutes; end += strideMinutes) {
    if (isOpenAt(end) === before) continue;
    for (let minute = Math.max(0, end - strideMinutes + 1); minute <= end; minute += 1) {
      const open = isOpenAt(minute);
      if (open !== before) edges.push(textOf(minute));
      before = open;
    }
  }
  return edges.map((edge, index) => (index % 2 === 0 ? edge : `-${edge}${index + 1 < edges.length ? ' ' : ''}`)).join('');
}
