import type { CallReads } from '../api/registry.ts';
import type { CallFilter } from '../domain/call.ts';
import type { Clock } from '../domain/from-host.ts';
import { mayHaveRung, stillWaiting } from '../domain/server-facts.ts';
import { IqraError, isIqraError } from '../errors/iqra-error.ts';
import { describeMoment, describeOwnZone } from '../hours/local-time.ts';
import type { FailedCall } from '../sending/fence.ts';
import { campaignErrors, dayOf, withoutTheLimit, type CampaignTallies, type CampaignTally, type DailyLimit, type Day, type Seat } from './daily-limit.ts';

interface SeatDeps {
  readonly client: CountReads;
  readonly clock: Clock;
  readonly memory: { readonly tallies: CampaignTallies };
  readonly campaignCounts?: CampaignCounts;
}

/** The call that takes the seat. `isLookedUp`: a seat is asked for only once a look-up has shown that its event has no call. */
interface SeatedCall {
  readonly callKey: string;
  readonly campaignId: string | null;
  readonly isLookedUp: boolean;
}

/**
 * Runs `place` with a way to take a seat among the campaign's calls of the day, and gives the seat back when nothing was placed, as
 * `judge` says of a failure. A call without a limit takes one as well: those that have a limit must know of it. Returns or throws what
 * `place` does.
 */
export async function holdingSeat<T>(
  deps: SeatDeps,
  { callKey, campaignId, isLookedUp }: SeatedCall,
  limit: DailyLimit | null,
  place: (takeSeat: () => Promise<IqraError | null>) => Promise<T>,
  judge: (error: unknown) => FailedCall,
): Promise<T> {
  if (campaignId === null) return await place(() => Promise.resolve(null));
  const tally = deps.memory.tallies.of(campaignId);
  const counts = deps.campaignCounts ?? createCampaignCounts();
  let seat: Seat | null = null;
  const takeSeat = async (): Promise<IqraError | null> => {
    if (seat !== null) return null;
    if (isLookedUp) tally.hasNone(callKey);
    const taken = limit === null ? tally.take(callKey) : await takeDailySeat({ reads: deps.client, clock: deps.clock, tally, counts, callKey }, limit);
    if (taken instanceof IqraError) return taken;
    seat = taken;
    return null;
  };
  try {
    const placed = await place(takeSeat);
    closeSeat(seat, { kind: 'placed' });
    return placed;
  } catch (error) {
    closeSeat(seat, judge(error));
    throw error;
  }
}

function closeSeat(seat: Seat | null, call: FailedCall): void {
  switch (call.kind) {
    case 'placed':
      return seat?.landed();
    case 'not_placed':
      return seat?.release();
    case 'open':
      return seat?.doubt(call.untilMs);
    default:
      return call satisfies never;
  }
}

interface DailyLimitDeps {
  readonly reads: CountReads;
  readonly clock: Clock;
  readonly tally: CampaignTally;
  readonly counts: CampaignCounts;
  readonly callKey: string;
}

/** Each count that is doubtful shows another call of this process; past so many the doubt stands, on the safe side. */
const mostCounts = 7;

/**
 * A seat for one more call of the campaign today, or the reason why there is none. Never throws: a count that fails is a reason,
 * because what the campaign has spent is then not known. Items side by side never take more seats than there are (docs/decisions/0088-campaign-daily-limit.md).
 */
export async function takeDailySeat(deps: DailyLimitDeps, limit: DailyLimit): Promise<Seat | IqraError> {
  try {
    const ask = (): Promise<DailyCount> => countDay(deps.reads, deps.clock, limit, deps.tally);
    let doubtful: DailyCount | null = null;
    for (let tries = 1; ; tries += 1) {
      const count: DailyCount = await deps.counts.read(limit, deps.clock.now(), ask, doubtful);
      // Between judging and taking nothing may be awaited: another item would take the same seat.
      const full = refuseFullDay(limit, count);
      if (full === null) return deps.tally.take(deps.callKey);
      if (!count.mayCountTwice || tries >= mostCounts) return full;
      doubtful = count;
    }
  } catch (error) {
    return refuseUncounted(error);
  }
}

function refuseFullDay(limit: DailyLimit, { day, counted, notCounted }: DailyCount): IqraError | null {
  const used = counted + notCounted();
  if (used < limit.maxCalls) return null;
  const nextDayAt = new Date(day.endMs).toISOString();
  const values = {
    counted: used === 1 ? '1 call' : `${used} calls`,
    zone: describeOwnZone(limit.timeZone),
    most: limit.maxCalls,
    nextDay: describeMoment(day.endMs, [limit.timeZone]),
  };
  const details = { rule: 'maxCampaignCallsPerDay', maxCalls: limit.maxCalls, counted: used, timeZone: limit.timeZone, nextAllowed: nextDayAt };
  return campaignErrors.error('DAILY_LIMIT', values, { details });
}

/** The advice of what failed comes first. */
function refuseUncounted(cause: unknown): IqraError {
  const known = isIqraError(cause) ? cause : null;
  return campaignErrors.error('DAILY_LIMIT_NOT_CHECKED', { reason: known?.message ?? 'The count failed.' }, {
    ...(known === null ? {} : { kind: known.kind, nextStep: `${known.nextStep} ${withoutTheLimit}` }),
    details: { rule: 'maxCampaignCallsPerDay', ...(known === null ? {} : { cause: known.code }) },
    cause,
  });
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

/** A call that never rang was never handed to a provider, so it costs nothing. */
const costing = [...stillWaiting, ...mayHaveRung];
/** The day asked about is a guess until the server tells its time; a third time would mean a clock that runs wild. */
const mostTries = 2;

/**
 * Asks how many calls of the campaign were queued today, by the server's clock and the limit's zone. One request; a second one when
 * the host's clock stands on another day than the server's.
 * @throws IqraError of the read, or `DAY_UNCLEAR`.
 */
async function countDay(reads: CountReads, clock: Clock, limit: DailyLimit, tally: CampaignTally): Promise<DailyCount> {
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
