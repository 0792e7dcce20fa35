import { createCampaignCounts, type CampaignCounts } from '../campaigns/campaign-counts.ts';
import type { Seat } from '../campaigns/campaign-tally.ts';
import type { CountReads } from '../campaigns/daily-count.ts';
import type { DailyLimit } from '../campaigns/daily-limit.ts';
import { takeDailySeat } from '../campaigns/keep-daily-limit.ts';
import type { Clock } from '../domain/clock.ts';
import { IqraError, isIqraError } from '../errors/iqra-error.ts';
import type { BusinessMemory } from './calling-memory.ts';

export interface SeatDeps {
  readonly client: CountReads;
  readonly clock: Clock;
  readonly memory: Pick<BusinessMemory, 'tallies'>;
  readonly campaignCounts?: CampaignCounts;
}

/**
 * Runs `place` with a way to take a seat among the campaign's calls of the day, and gives the seat back when nothing was placed. A
 * call without a limit takes one as well: those that have a limit must know of it. Returns or throws what `place` does.
 */
export async function holdingSeat<T>(
  deps: SeatDeps,
  campaignId: string | null,
  limit: DailyLimit | null,
  place: (takeSeat: () => Promise<IqraError | null>) => Promise<T>,
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
    settle(seat, 'placed', deps.clock);
    return placed;
  } catch (error) {
    settle(seat, isIqraError(error) ? error.placement : 'unknown', deps.clock);
    throw error;
  }
}

function settle(seat: Seat | null, placement: IqraError['placement'], clock: Clock): void {
  switch (placement) {
    case 'placed':
      return seat?.landed();
    case 'not_placed':
      return seat?.release();
    case 'unknown':
      return seat?.doubt(clock.now());
    default:
      return placement satisfies never;
  }
}
