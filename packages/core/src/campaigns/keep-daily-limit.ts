import type { Clock } from '../domain/clock.ts';
import { isIqraError, type IqraError } from '../errors/iqra-error.ts';
import { describeMoment } from '../hours/describe-moment.ts';
import type { CampaignCounts } from './campaign-counts.ts';
import { campaignErrors, withoutTheLimit } from './campaign-errors.ts';
import type { CampaignTally, Seat } from './campaign-tally.ts';
import { countDay, type CountReads, type DailyCount } from './daily-count.ts';
import type { DailyLimit } from './daily-limit.ts';

export interface DailyLimitDeps {
  readonly reads: CountReads;
  readonly clock: Clock;
  readonly tally: CampaignTally;
  readonly counts: CampaignCounts;
}

/**
 * A seat for one more call of the campaign today, or the reason why there is none. Never throws: a count that fails is a reason,
 * because what the campaign has spent is then not known. Items side by side never take more seats than there are.
 */
export async function takeDailySeat(deps: DailyLimitDeps, limit: DailyLimit): Promise<Seat | IqraError> {
  try {
    const count = await deps.counts.read(limit, deps.clock.now(), () => countDay(deps.reads, deps.clock, limit, deps.tally));
    // Between judging and taking nothing may be awaited: another item would take the same seat.
    return refuseFullDay(limit, count) ?? deps.tally.take();
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
    zone: limit.timeZone,
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
