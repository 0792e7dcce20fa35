import type { InputProblem } from '../errors/iqra-error.ts';
import { localToUtc, currentClockOf, offsetMsAt } from '../hours/local-time.ts';
import { openingOfDay } from '../hours/next-allowed-interval.ts';
import type { WeeklyHours } from '../hours/weekly-hours.ts';
import { readTimeOfDay } from '../hours/written-time.ts';
import { retryingErrors } from './retrying-errors.ts';

/** When the next attempt is made, counted from the call before it. */
export type Delay =
  | { readonly kind: 'after'; readonly ms: number }
  /** On a later day of the recipient's calendar; 0 = the same day. `timeMs` after midnight; `null` = when the calling hours open. */
  | { readonly kind: 'day'; readonly daysAhead: number; readonly timeMs: number | null };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Below it the phone may still be ringing; above it nobody remembers what the call was about. */
const shortestDelayMs = minuteMs;
const longestDelayMs = 30 * dayMs;

/** `m` alone is left out: a minute to some, a month to others. */
const unitMs: Readonly<Record<string, number>> = { min: minuteMs, minute: minuteMs, h: hourMs, hr: hourMs, hour: hourMs, d: dayMs, day: dayMs, week: 7 * dayMs };
const amount = /(\d+(?:\.\d+)?)\s*([a-z]+?)s?(?=$|[\s\d])/g;
/** Sheets write two and a half hours as `2:30` or `2:30:00`; at half past two at night nobody is called on purpose. */
const mayBeLength = /^(?:0?[0-5]:\d\d|\d{1,2}:\d\d:\d\d)(?:[.,]\d+)?$/;
const amountsOnly = /^(?:\d+(?:\.\d+)?\s*[a-z]+\s*(?:and\s+)?)+$/;

/**
 * Reads one delay for all attempts, or one before each further attempt, separated by commas, semicolons or lines. What cannot be read,
 * or does not fit the number of attempts, is added to `problems`; then nothing may be sent.
 */
export function readDelays(raw: string | readonly unknown[], maxAttempts: number, problems: InputProblem[]): readonly Delay[] {
  const parts = typeof raw === 'string' ? [raw] : raw.map(String);
  const texts = parts.flatMap((part) => part.split(/[,;\n]/)).map((text) => text.trim());
  const delays = texts.flatMap((text) => readOrReport(text, problems));
  const further = maxAttempts - 1;
  if (texts.length > 1 && texts.length !== further) {
    problems.push(retryingErrors.problem('DELAYS_DO_NOT_FIT', 'delay', { count: texts.length, attempts: maxAttempts, further }));
  }
  return delays;
}

function readOrReport(text: string, problems: InputProblem[]): readonly Delay[] {
  const delay = readDelay(text);
  const shown = text.slice(0, 40);
  if (delay === null) problems.push(retryingErrors.problem('NOT_A_DELAY', 'delay', { text: shown }));
  else if (isOutOfRange(delay)) problems.push(retryingErrors.problem('DELAY_OUT_OF_RANGE', 'delay', { text: shown }));
  else return [delay];
  return [];
}

function isOutOfRange(delay: Delay): boolean {
  const ms = delay.kind === 'after' ? delay.ms : Math.max(delay.daysAhead * dayMs, shortestDelayMs);
  return ms < shortestDelayMs || ms > longestDelayMs;
}

/** `2 h`, `in 1 hour 30 minutes`, `next morning`, `tomorrow at 4 pm`, `2 days 16:00`, `18:00`; `null` for anything else. */
export function readDelay(raw: string): Delay | null {
  const text = raw.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase().replace(/\.$/, '');
  const plain = text.replace(/^(?:in|after) (?=\d)/, '').replace(/ (?:later|after)$/, '');
  const duration = amountsOnly.test(plain) ? readDuration(plain) : null;
  if (duration !== null) return duration;
  if (/^(?:(?:the )?next (?:morning|day)|tomorrow(?: morning)?)$/.test(text)) return { kind: 'day', daysAhead: 1, timeMs: null };
  if (mayBeLength.test(text)) return null;
  const [, tomorrow, days, timeText] = /^(?:(tomorrow|(?:the )?next day) |(?:in )?(\d{1,2}) days? )?(?:at )?(.+)$/.exec(text) ?? [];
  const timeMs = timeText === undefined ? null : readTimeOfDay(timeText);
  return timeMs === null ? null : { kind: 'day', daysAhead: tomorrow === undefined ? Number(days ?? 0) : 1, timeMs };
}

/** Every unit is named once; `2 h 2 h` is a slip. */
function readDuration(text: string): Delay | null {
  const seen = new Set<number>();
  let ms = 0;
  for (const [, count = '', unit = ''] of text.matchAll(amount)) {
    const each = unitMs[unit];
    if (each === undefined || seen.has(each)) return null;
    seen.add(each);
    ms += Number(count) * each;
  }
  return seen.size === 0 ? null : { kind: 'after', ms: Math.round(ms) };
}

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
