import type { FailedCall } from '../calling/failed-call.ts';
import type { Clock } from '../domain/from-host.ts';
import { IqraError, isIqraError } from '../errors/iqra-error.ts';
import { describeMoment, describeOwnZone } from '../hours/describe-moment.ts';
import { campaignErrors, withoutTheLimit } from './campaign-errors.ts';
import type { CampaignTallies, CampaignTally, Seat } from './campaign-tally.ts';
import { countDay, createCampaignCounts, type CampaignCounts, type CountReads, type DailyCount, type DailyLimit } from './daily-limit.ts';

interface SeatDeps {
  readonly client: CountReads;
  readonly clock: Clock;
  readonly memory: { readonly tallies: CampaignTallies };
  readonly campaignCounts?: CampaignCounts;
}

/**
 * Runs `place` with a way to take a seat among the campaign's calls of the day, and gives the seat back when nothing was placed, as
 * `judge` says of a failure. A call without a limit takes one as well: those that have a limit must know of it. Returns or throws what
 * `place` does.
 */
export async function holdingSeat<T>(
  deps: SeatDeps,
  campaignId: string | null,
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
    const taken = limit === null ? tally.take() : await takeDailySeat({ reads: deps.client, clock: deps.clock, tally, counts }, limit);
    if (taken instanceof IqraError) return taken;
    seat = taken;
    return null;
  };
  try {
    const placed = await place(takeSeat);
    settle(seat, { kind: 'placed' });
    return placed;
  } catch (error) {
    settle(seat, judge(error));
    throw error;
  }
}

function settle(seat: Seat | null, call: FailedCall): void {
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
}

/** Each count that is doubtful shows another call of this process; past so many the doubt stands, on the safe side. */
const mostCounts = 7;

/**
 * A seat for one more call of the campaign today, or the reason why there is none. Never throws: a count that fails is a reason,
 * because what the campaign has spent is then not known. Items side by side never take more seats than there are.
 */
export async function takeDailySeat(deps: DailyLimitDeps, limit: DailyLimit): Promise<Seat | IqraError> {
  try {
    const ask = (): Promise<DailyCount> => countDay(deps.reads, deps.clock, limit, deps.tally);
    let doubtful: DailyCount | null = null;
    for (let tries = 1; ; tries += 1) {
      const count: DailyCount = await deps.counts.read(limit, deps.clock.now(), ask, doubtful);
      // Between judging and taking nothing may be awaited: another item would take the same seat.
      const full = refuseFullDay(limit, count);
      if (full === null) return deps.tally.take();
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
