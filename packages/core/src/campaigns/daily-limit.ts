import { DateTime, IANAZone } from 'luxon';
import type { CallReads } from '../api/registry.ts';
import type { CallFilter } from '../domain/call.ts';
import type { Clock } from '../domain/from-host.ts';
import type { InputProblem } from '../errors/iqra-error.ts';
import { campaignErrors } from './campaign-errors.ts';
import type { CampaignTally } from './campaign-tally.ts';

/** At most so many calls of one campaign on a day of this zone. */
export interface DailyLimit {
  readonly campaignId: string;
  readonly maxCalls: number;
  readonly timeZone: string;
}

/** From one midnight up to, and without, the next; ms since 1970 UTC. */
export interface Day {
  readonly startMs: number;
  readonly endMs: number;
}

const field = 'maxCampaignCallsPerDay';

/** `null` without a limit. A limit that cannot be kept is a problem, never "no limit". */
export function readDailyLimit(
  maxCalls: number | undefined,
  place: { readonly campaignId: string | null; readonly timeZone: string | null | undefined },
  problems: InputProblem[],
): DailyLimit | null {
  if (maxCalls === undefined) return null;
  const { campaignId, timeZone = null } = place;
  const zone = timeZone ?? 'UTC';
  if (campaignId === null) problems.push(campaignErrors.problem('DAILY_LIMIT_WITHOUT_CAMPAIGN', field, {}));
  else if (!IANAZone.isValidZone(zone)) problems.push(campaignErrors.problem('DAILY_LIMIT_ZONE_UNKNOWN', field, { zone }));
  else return { campaignId, maxCalls, timeZone: zone };
  return null;
}

/** The day of a moment. Where clocks skip midnight, a day begins with its first moment; days have 23 to 25 hours. */
export function dayOf(timeZone: string, atMs: number): Day {
  const start = DateTime.fromMillis(atMs, { zone: timeZone }).startOf('day');
  return { startMs: start.toMillis(), endMs: start.plus({ days: 1 }).startOf('day').toMillis() };
}

export type CountReads = Pick<CallReads, 'countCalls'>;

/** What one count showed. Times in ms since 1970 UTC. */
export interface DailyCount {
  readonly day: Day;
  /** Calls of the day that the server had then. */
  readonly counted: number;
  /** Calls of this process that the count may lack; grows with each call that is sent. */
  readonly notCounted: () => number;
  /** True when calls of this process were under way while the server counted: it may have counted them, and they count beside it as well. */
  readonly mayCountTwice: boolean;
  /** How far the server's clock is ahead of the host's. */
  readonly aheadMs: number;
}

/** Expired and canceled calls were never handed to a provider, so they cost nothing. */
const costing = ['queued', 'processing', 'placed', 'failed'] as const;
/** The day asked about is a guess until the server tells its time; a third time would mean a clock that runs wild. */
const mostTries = 2;

/**
 * Asks how many calls of the campaign were queued today, by the server's clock and the limit's zone. One request; a second one when
 * the host's clock stands on another day than the server's.
 * @throws IqraError of the read, or `DAY_UNCLEAR`.
 */
export async function countDay(reads: CountReads, clock: Clock, limit: DailyLimit, tally: CampaignTally): Promise<DailyCount> {
  let day = dayOf(limit.timeZone, clock.now());
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const notCounted = tally.beginCount(clock.now());
    const { value: counted, serverTimeMs } = await reads.countCalls(filterOf(limit, day));
    const actual = dayOf(limit.timeZone, serverTimeMs);
    if (actual.startMs === day.startMs) return { day, counted, notCounted, mayCountTwice: notCounted() > 0, aheadMs: serverTimeMs - clock.now() };
    day = actual;
  }
  throw campaignErrors.error('DAY_UNCLEAR', {});
}

/** By creation: each call then counts on one day only, and a loop is seen at once, also where it schedules for later. */
function filterOf({ campaignId }: DailyLimit, { startMs }: Day): CallFilter {
  return { campaignIds: [campaignId], progress: costing, createdFrom: new Date(startMs).toISOString() };
}

/** The day's counts of one run of a step, so that the server is asked once for all its items. */
export interface CampaignCounts {
  /** The run's count for this campaign and zone; asked anew when it failed, is the doubtful one, or when the server's clock has left its day. */
  read(limit: DailyLimit, nowMs: number, ask: () => Promise<DailyCount>, doubtful: DailyCount | null): Promise<DailyCount>;
}

export function createCampaignCounts(): CampaignCounts {
  const readings = new Map<string, Promise<DailyCount>>();
  const readAnew = (name: string, ask: () => Promise<DailyCount>): Promise<DailyCount> => {
    const reading = ask();
    readings.set(name, reading);
    reading.catch(() => {
      if (readings.get(name) === reading) readings.delete(name);
    });
    return reading;
  };
  return {
    read: async ({ campaignId, timeZone }, nowMs, ask, doubtful) => {
      const name = JSON.stringify([campaignId, timeZone]);
      const known = readings.get(name);
      if (known === undefined) return await readAnew(name, ask);
      const count = await known;
      if (isWithin(count, nowMs) && count !== doubtful) return count;
      // Of items that need another one together, the first asks and the others wait for its answer.
      const newer = readings.get(name);
      return newer === known || newer === undefined ? await readAnew(name, ask) : await newer;
    },
  };
}

function isWithin({ day, aheadMs }: DailyCount, nowMs: number): boolean {
  const serverNowMs = nowMs + aheadMs;
  return serverNowMs >= day.startMs && serverNowMs < day.endMs;
}
