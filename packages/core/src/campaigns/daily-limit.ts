import { DateTime, IANAZone } from 'luxon';
import type { InputProblem } from '../errors/iqra-error.ts';
import { campaignErrors } from './campaign-errors.ts';

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
