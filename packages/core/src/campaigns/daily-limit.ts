import { DateTime, IANAZone } from 'luxon';
import { defineErrors } from '../errors/define-errors.ts';
import type { InputProblem } from '../errors/iqra-error.ts';

const field = 'maxCampaignCallsPerDay';

/** Follows whatever advice a failed count gives. */
export const withoutTheLimit = 'Without Maximum Calls of the Campaign per Day no such count is made.';

/** What the codes of this folder mean. */
export const campaignErrors = defineErrors('Calls of a campaign per day', {
  DAILY_LIMIT: {
    kind: 'refused_by_rule',
    about: 'The campaign has had as many calls today as Maximum Calls of the Campaign per Day allows.',
    sentence: 'This campaign has had {counted} since midnight {zone}, counting those of this run; Maximum Calls of the Campaign per Day is {most}.',
    nextStep: 'Nobody was called. The next day begins at {nextDay}; run the step again then, or allow more calls.',
    field,
  },
  DAILY_LIMIT_NOT_CHECKED: {
    kind: 'server',
    about: 'The calls of the campaign could not be counted, so nobody was called.',
    sentence: 'It could not be checked how many calls this campaign has had today, so nobody was called. {reason}',
    nextStep: `Run the step again in a minute. ${withoutTheLimit}`,
    field,
  },
  DAY_UNCLEAR: {
    kind: 'server',
    sentence: 'The clock of the server stands on another day with each answer, so it is not known which day to count.',
    nextStep: 'Set the clocks of this computer, of the server and of any proxy between them.',
  },
  DAILY_LIMIT_WITHOUT_CAMPAIGN: {
    kind: 'input',
    sentence: 'Maximum Calls of the Campaign per Day needs a campaign.',
    nextStep: 'Choose a campaign, or remove the limit.',
    field,
  },
  DAILY_LIMIT_ZONE_UNKNOWN: {
    kind: 'input',
    about: 'The time zone of the workflow or account is not known, so it cannot be said when its day begins.',
    sentence: 'Maximum Calls of the Campaign per Day: the time zone "{zone}" of this workflow or account is not known, so it cannot be said when the day begins.',
    nextStep: 'Set the time zone of the workflow, or of the account, to one from the list.',
    field,
  },
});

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

/** One call that is about to be sent, or was. */
export interface Seat {
  /** The call is in the server's queue: whoever counts from now on sees it. */
  landed(): void;
  /** The call was certainly not placed. */
  release(): void;
  /** Nobody knows: it may be in the queue, or still on its way there until this moment, by the host's clock. */
  doubt(untilMs: number): void;
}

/**
 * The calls of one campaign that this process sends, whatever day it is. A count on the server cannot show a call that is still on
 * its way, nor one that came after it.
 */
export interface CampaignTally {
  take(callKey: string): Seat;
  /** A look-up has shown that this event has no call: what an earlier run of it left in doubt never came. */
  hasNone(callKey: string): void;
  /** Called before the server is asked. The function it returns tells how many calls that count may lack. Times in ms by the host's clock. */
  beginCount(nowMs: number): () => number;
}

/**
 * A call of unknown fate counts beside whatever the server counts, until no request can be under way any more: then a count shows it,
 * or it was never placed. Without that end a process that runs for months would lose a place with each of them.
 */
export function createCampaignTally(): CampaignTally {
  let taken = 0;
  let landed = 0;
  let doubtful: readonly { readonly callKey: string; readonly untilMs: number }[] = [];
  return {
    take: (callKey) => {
      let open = true;
      const close = (change: () => void): void => {
        if (open) change();
        open = false;
      };
      taken += 1;
      return {
        landed: () => close(() => { landed += 1; }),
        release: () => close(() => { taken -= 1; }),
        doubt: (untilMs) => close(() => { doubtful = [...doubtful, { callKey, untilMs }]; }),
      };
    },
    hasNone: (callKey) => {
      const others = doubtful.filter((call) => call.callKey !== callKey);
      taken -= doubtful.length - others.length;
      doubtful = others;
    },
    beginCount: (nowMs) => {
      const open = doubtful.filter(({ untilMs }) => untilMs > nowMs);
      landed += doubtful.length - open.length;
      doubtful = open;
      const seen = landed;
      return () => taken - seen;
    },
  };
}

/** The tally of each campaign of one business. */
export interface CampaignTallies {
  of(campaignId: string): CampaignTally;
}

export function createCampaignTallies(): CampaignTallies {
  const tallies = new Map<string, CampaignTally>();
  return {
    of: (campaignId) => {
      const tally = tallies.get(campaignId) ?? createCampaignTally();
      tallies.set(campaignId, tally);
      return tally;
    },
  };
}
