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
  take(): Seat;
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
  let doubtfulUntil: readonly number[] = [];
  return {
    take: () => {
      let open = true;
      const close = (change: () => void): void => {
        if (open) change();
        open = false;
      };
      taken += 1;
      return {
        landed: () => close(() => { landed += 1; }),
        release: () => close(() => { taken -= 1; }),
        doubt: (untilMs) => close(() => { doubtfulUntil = [...doubtfulUntil, untilMs]; }),
      };
    },
    beginCount: (nowMs) => {
      const open = doubtfulUntil.filter((untilMs) => untilMs > nowMs);
      landed += doubtfulUntil.length - open.length;
      doubtfulUntil = open;
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
