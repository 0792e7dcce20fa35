import { localToUtc } from '../hours/call-time-text.ts';
import { currentClockOf } from '../hours/changed-clocks.ts';
import { openingOfDay } from '../hours/opening-of-day.ts';
import type { WeeklyHours } from '../hours/weekly-hours.ts';
import { offsetMsAt } from '../hours/zone-offsets.ts';
import type { Delay } from './delay-text.ts';

const dayMs = 24 * 60 * 60_000;
const hourMs = 60 * 60_000;
/** Hours that are open all night make no morning of midnight. */
const earliestMorningMs = 6 * hourMs;
/** The morning of somebody for whom no hours open. */
const morningWithoutHoursMs = 9 * hourMs;

/** What a delay is counted from, and by whose clocks. */
export interface DelaySituation {
  /** The call before, in ms since 1970 UTC. */
  readonly fromMs: number;
  readonly nowMs: number;
  /** Where the recipient may be; empty = nobody knows. */
  readonly zones: readonly string[];
  /** `null` = hours off. */
  readonly hours: WeeklyHours | null;
}

/**
 * The moment from which the next attempt is due, in ms since 1970 UTC, never before now; `null` where a time of day is meant and
 * nobody knows the recipient's clock. A time of day that is over when the step runs means the next day that has it. Somebody who can
 * be in several zones is called when all of them have reached it.
 * @throws IqraError of kind `input` where the machine has no data of a zone.
 */
export function momentOfDelay(delay: Delay, situation: DelaySituation): number | null {
  switch (delay.kind) {
    case 'after':
      return Math.max(situation.fromMs + delay.ms, situation.nowMs);
    case 'day':
      return situation.zones.length === 0 ? null : momentOnDay(delay, situation);
    default:
      return delay satisfies never;
  }
}

function momentOnDay({ daysAhead, timeMs }: Extract<Delay, { kind: 'day' }>, { fromMs, nowMs, zones, hours }: DelaySituation): number {
  const todayMs = Math.max(...zones.map((zone) => localMidnight(fromMs, zone)));
  const timeOn = (midnightMs: number, afterMidnightMs: number): number => Math.max(...zones.map((zone) => localToUtc(midnightMs + afterMidnightMs, zone)));
  for (let days = daysAhead; ; days += 1) {
    const midnightMs = todayMs + days * dayMs;
    const opens = (): number => (hours === null ? timeOn(midnightMs, morningWithoutHoursMs) : openingOfDay(midnightMs, zones, hours, timeOn(midnightMs, earliestMorningMs)));
    const moment = timeMs === null ? opens() : timeOn(midnightMs, timeMs);
    if (moment > Math.max(fromMs, nowMs)) return moment;
  }
}

/** The midnight before a moment by the clocks of a zone, in ms as if it were UTC. */
function localMidnight(ms: number, zone: string): number {
  return Math.floor((ms + offsetMsAt(currentClockOf(zone, ms), ms)) / dayMs) * dayMs;
}
