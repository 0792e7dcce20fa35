/** One call that is about to be sent, or was. */
export interface Seat {
  /** The call is in the server's queue: whoever counts from now on sees it. */
  landed(): void;
  /** The call was certainly not placed. */
  release(): void;
}

/**
 * The calls of one campaign that this process sends, whatever day it is. A count on the server cannot show a call that is still on
 * its way, nor one that came after it.
 */
export interface CampaignTally {
  take(): Seat;
  /** Called before the server is asked. The function it returns tells how many calls that count may lack. */
  beginCount(): () => number;
}

/** A seat whose call is neither landed nor released (its fate is unknown) stays taken: it may be in the queue, so it counts. */
export function createCampaignTally(): CampaignTally {
  let taken = 0;
  let landed = 0;
  return {
    take: () => {
      let open = true;
      const close = (change: () => void) => () => {
        if (open) change();
        open = false;
      };
      taken += 1;
      return { landed: close(() => { landed += 1; }), release: close(() => { taken -= 1; }) };
    },
    beginCount: () => {
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
